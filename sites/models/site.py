"""A site: one settlement. Identity, place and prose here; what accumulates stands in tables beside."""

import re
import secrets
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.url_routing import RouteResult

from actors.enums import Noun
from actors.rules import Thing
from cms.models import StructuredPage
from sites.enums import OPEN_STATUSES, DatePrecision, KindOfPlace, OwnerKind, SiteStatus, YesNo
from sites.panels import SITE_PANELS, SitePageForm
from sites.querysets import SiteManager
from sites.rules.dates import date_in_words, first_day

OPAQUE_SLUG = re.compile(r"s-[0-9a-f]{10}")
# Changed by verbs only, and never by publishing a version.
BESIDE_VERSIONS = ("status", "register", "external_id", "merged_into_id")
# What a pilot compares before validating a version.
COMPARED = (
    "title",
    "commune",
    "address",
    "access_details",
    "lon",
    "lat",
    "kind_of_place",
    "owner_kind",
    "owner_name",
    "installed_on",
    "declared_on",
    "reinstallation",
    "resorption_target",
)


def opaque_slug() -> str:
    """An address that tells nothing: no name, no order."""
    return f"s-{secrets.token_hex(5)}"


class SitePage(StructuredPage):
    """A settlement: shantytown, camp, squat. Never public; `title` is its name among members.

    Its state now is its latest observation. (register, external_id) is its key in the register that it came from.
    """

    noun = Noun.SITE
    has_journal = True
    place_lookup = "commune__ancestor_ids"
    compared = COMPARED
    restricted = frozenset({"owner_name"})

    commune = models.ForeignKey(
        "territories.Territory", models.PROTECT, related_name="sites", verbose_name=_("commune")
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    access_details = models.TextField(_("access details"), max_length=2000, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    kind_of_place = models.CharField(
        _("kind of place"), max_length=10, choices=KindOfPlace, default=KindOfPlace.UNKNOWN
    )
    owner_kind = models.CharField(_("kind of owner"), max_length=10, choices=OwnerKind, default=OwnerKind.UNKNOWN)
    owner_name = models.CharField(_("name of the owner"), max_length=200, blank=True)
    installed_on = models.DateField(_("installed on"), null=True, blank=True)
    installed_precision = models.CharField(
        _("how well this date is known"), max_length=6, choices=DatePrecision, default=DatePrecision.DAY
    )
    declared_on = models.DateField(_("declared on"), null=True, blank=True)
    reinstallation = models.CharField(_("reinstallation"), max_length=8, choices=YesNo, default=YesNo.UNKNOWN)
    came_from = models.ManyToManyField(
        "self",
        through="sites.Resettlement",
        through_fields=("destination", "origin"),
        symmetrical=False,
        related_name="went_to",
        verbose_name=_("sites its people came from"),
    )
    status = models.CharField(_("status"), max_length=14, choices=SiteStatus, default=SiteStatus.OPEN)
    resorption_target = models.PositiveSmallIntegerField(_("target year of resorption"), null=True, blank=True)
    register = models.CharField(_("register"), max_length=60, blank=True, editable=False)
    external_id = models.CharField(_("identifier in the register"), max_length=120, blank=True, editable=False)

    # A duplicate: what it held is there now. The page stays, unpublished, with its versions.
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="absorbed"
    )

    objects = SiteManager()

    base_form_class = SitePageForm
    content_panels = SITE_PANELS
    # No address to write, no text for search engines: a site's page is for nobody but its members.
    promote_panels: list[Panel] = []
    parent_page_types = ["cms.TerritoryPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        constraints = [
            models.UniqueConstraint(
                fields=["register", "external_id"], condition=~Q(external_id=""), name="site_of_register"
            ),
            models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True)
                | Q(lon__gte=-180, lon__lte=180, lat__gte=-90, lat__lte=90),
                name="site_point_on_earth",
            ),
        ]

    def as_thing(self) -> Thing:
        return Thing(
            noun=self.noun,
            territory_ids=frozenset(self.commune.ancestor_ids),
            page_id=self.pk,
            author_id=self.owner_id,
        )

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES

    @property
    def installed_in_words(self) -> str:
        """ "2 May 1994", "around 1994", "the 1990s"; nothing when it is unknown."""
        return date_in_words(self.installed_on, self.installed_precision) if self.installed_on else ""

    @property
    def form_url(self) -> str:
        return reverse("update_site", args=[self.slug])

    @classmethod
    def say(cls, name: str, content: dict[str, Any]) -> str | None:
        if name != "installed_on" or not content.get("installed_on"):
            return None
        day = date.fromisoformat(str(content["installed_on"]))
        return date_in_words(day, content.get("installed_precision") or DatePrecision.DAY)

    def route(self, request: Any, path_components: list[str]) -> Any:
        """The address of a duplicate is still one: the door sends its readers on (sites.views.sheet)."""
        if self.merged_into_id and not path_components:
            return RouteResult(self)
        return super().route(request, path_components)

    def publish(self, *args: Any, **kwargs: Any) -> None:
        if self.merged_into_id:
            raise PermissionDenied
        super().publish(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.installed_on:
            self.installed_on = first_day(self.installed_on, self.installed_precision)
        else:
            self.installed_precision = DatePrecision.DAY

    def with_content_json(self, content: dict[str, Any]) -> "SitePage":
        """A version brings back prose and place. What verbs have done since (closing, reopening) is not undone."""
        page: SitePage = super().with_content_json(content)
        now = SitePage.objects.filter(pk=self.pk).values(*BESIDE_VERSIONS).get()
        for name, value in now.items():
            setattr(page, name, value)
        return page

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        # Whoever creates the page, its address is never made out of its name.
        if not OPAQUE_SLUG.fullmatch(self.slug or ""):
            self.slug: str = opaque_slug()
        super().full_clean(*args, **kwargs)
