"""Blocks of a practice's story, and of a collection of practices."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks import RICH_TEXT_FEATURES, FigureBlock


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("step"), max_length=200)
    text = blocks.RichTextBlock(label=_("what is done"), features=RICH_TEXT_FEATURES, required=False)

    class Meta:
        icon = "list-ol"
        label = _("step")
        template = "blocks/step_block.html"


class StepsBlock(blocks.StreamBlock):
    step = StepBlock()
    figure = FigureBlock()


class ChosenPracticeBlock(blocks.StructBlock):
    """Only what is published is shown of it (templates/blocks/chosen_practice_block.html)."""

    practice = blocks.PageChooserBlock(label=_("practice"), page_type="knowledge.PracticePage")
    comment = blocks.TextBlock(label=_("why it is here"), required=False, max_length=500)

    class Meta:
        icon = "pick"
        label = _("practice")
        template = "blocks/chosen_practice_block.html"


class CollectionBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(
        label=_("heading"), form_classname="title", template="blocks/heading_block.html", icon="title"
    )
    text = blocks.RichTextBlock(label=_("text"), features=RICH_TEXT_FEATURES, template="blocks/text_block.html")
    practice = ChosenPracticeBlock()
