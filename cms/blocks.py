"""Blocks of prose that every page may use."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from actors.enums import Noun

LATEST = [(noun.value, noun.label) for noun in (Noun.PRACTICE, Noun.NEWS, Noun.ACTION)]
RICH_TEXT_FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]


class VideoBlock(blocks.StructBlock):
    """A video never comes without what it shows and says in writing (RGAA 4.1)."""

    video = blocks.CharBlock(label=_("address of the video file"), max_length=500)
    title = blocks.CharBlock(label=_("title"), max_length=200)
    description = blocks.RichTextBlock(label=_("written description"), features=RICH_TEXT_FEATURES)
    captions = blocks.CharBlock(
        label=_("address of the captions file"),
        help_text=_("WebVTT. Needed as soon as somebody speaks."),
        required=False,
        max_length=500,
    )

    class Meta:
        icon = "media"
        label = _("video")
        template = "blocks/video_block.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("text"))
    author = blocks.CharBlock(label=_("who says it"), required=False)

    class Meta:
        icon = "openquote"
        label = _("quotation")
        template = "blocks/quote_block.html"


class FigureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("image"))
    caption = blocks.CharBlock(label=_("caption"), required=False)

    class Meta:
        icon = "image"
        label = _("image")
        template = "blocks/figure_block.html"


class CalloutBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), required=False)
    text = blocks.RichTextBlock(label=_("text"), features=RICH_TEXT_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("to remember")
        template = "blocks/callout_block.html"


class LatestBlock(blocks.StructBlock):
    """The latest of a kind, as they are on the day of reading: for a newsletter, a territory's page, the home page."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    noun = blocks.ChoiceBlock(label=_("of what"), choices=LATEST, default=Noun.PRACTICE)
    count = blocks.IntegerBlock(label=_("how many"), min_value=1, max_value=12, default=3)

    class Meta:
        icon = "list-ul"
        label = _("the latest")
        template = "blocks/latest_block.html"


class BodyBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(
        label=_("heading"), form_classname="title", template="blocks/heading_block.html", icon="title"
    )
    text = blocks.RichTextBlock(label=_("text"), features=RICH_TEXT_FEATURES, template="blocks/text_block.html")
    figure = FigureBlock()
    video = VideoBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    latest = LatestBlock()
