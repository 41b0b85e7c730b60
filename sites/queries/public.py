"""What everyone may read of one site, where the deployment says that settlements are public knowledge.

Read from the document that was published for them, and from nothing else.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from actors.enums import Noun
from actors.rules import Viewer
from catalog.models import Entry
from sites.enums import Block, BlockStatus, KindOfPlace, SiteStatus
from sites.models import SitePage


@dataclass(frozen=True)
class PublicSheet:
    """`facts`: a label and what is known. `lon`, `lat`: as precisely as everyone may know."""

    title: str
    commune: str
    facts: list[tuple[str, Any]]
    conditions: list[tuple[str, Any]]
    lon: float | None
    lat: float | None
    is_exact: bool


def public_sheet(site: SitePage, *, reader: Any) -> PublicSheet | None:
    """None where there is none for them. One query."""
    entries = Entry.objects.visible_to(Viewer(user=reader), noun=Noun.SITE)
    entry = entries.filter(page_id=site.pk).first()
    if entry is None:
        return None
    said = entry.data
    facts = [
        (_("Status"), SiteStatus(said["status"]).label),
        (_("Kind of place"), KindOfPlace(said["kind_of_place"]).label),
        (_("Observed on"), _day(said["observed_on"])),
        (_("People"), said["people"]),
        (_("Households"), said["households"]),
        (_("Minors"), said["minors"]),
        (_("Minors in school"), said["minors_in_school"]),
        (_("Closed on"), _day(said["closed_on"])),
    ]
    conditions = [
        (str(Block(block).label).capitalize(), BlockStatus(status).label)
        for block, status in said["living_conditions"].items()
    ]
    is_exact = said.get("is_point_exact", False)
    return PublicSheet(
        entry.title, said["commune"], facts[: 8 if said["closed_on"] else 7], conditions, entry.lon, entry.lat, is_exact
    )


def _day(text: str | None) -> Any:
    return parse_date(text) if text else None
