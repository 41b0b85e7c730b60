"""News of the platform and of the field."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from actors.enums import Noun
from actors.rules import Thing
from cms.blocks import BodyBlock
from cms.fields import PlainStreamField
from cms.models.base import ListedPage, PlatformPage


class NewsIndexPage(ListedPage):
    intro = models.TextField(_("introduction"), max_length=500, blank=True)

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.NewsPage"]
    content_panels = [*ListedPage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("news index")


class NewsPage(PlatformPage):
    noun = Noun.NEWS

    intro = models.TextField(_("introduction"), max_length=500)
    dated_on = models.DateField(_("date"), default=timezone.localdate)
    image = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("image")
    )
    territory = models.ForeignKey(
        "territories.Territory", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("territory")
    )
    body = PlainStreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    parent_page_types = ["cms.NewsIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *PlatformPage.content_panels,
        FieldPanel("intro"),
        FieldPanel("dated_on"),
        FieldPanel("image"),
        FieldPanel("territory"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("news")

    def as_thing(self) -> Thing:
        return Thing(
            noun=self.noun,
            territory_ids=frozenset(self.territory.ancestor_ids) if self.territory else frozenset(),
            page_id=self.pk,
            author_id=self.owner_id,
        )
