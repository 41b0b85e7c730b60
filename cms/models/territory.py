"""The page tree mirrors the territories: région > département > its sites and actions."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from actors.rules import Thing
from cms.blocks import BodyBlock
from cms.fields import PlainStreamField
from cms.models.base import ListedPage, PlatformPage
from cms.querysets import PlacedPageManager


class TerritoryIndexPage(ListedPage):
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.TerritoryPage"]

    class Meta:
        verbose_name = _("territories index")


class TerritoryPage(PlatformPage):
    """The page of a région, a département (or of a country and its parts, for imported registers).

    Its children are the pages of its parts, its sites and its actions: addresses, breadcrumbs and the explorer follow.
    """

    place_lookup = "territory__ancestor_ids"
    # Sections come with their first site or action (cms.services.ensure_territory_page), never by hand.
    is_creatable = False

    territory = models.OneToOneField(
        "territories.Territory", models.PROTECT, related_name="page", verbose_name=_("territory")
    )
    intro = models.TextField(_("introduction"), max_length=500, blank=True)
    body = PlainStreamField(BodyBlock(), blank=True, verbose_name=_("local text"))

    objects = PlacedPageManager()

    parent_page_types = ["cms.TerritoryIndexPage", "cms.TerritoryPage"]
    content_panels = [
        *PlatformPage.content_panels,
        FieldPanel("territory"),
        FieldPanel("intro"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("territory page")

    def as_thing(self) -> Thing:
        return Thing(noun=self.noun, territory_ids=frozenset(self.territory.ancestor_ids), page_id=self.pk)
