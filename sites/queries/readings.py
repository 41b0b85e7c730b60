"""Who has read a site, for those who work there; who read which sites, for the national team."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from actors.enums import Noun, Verb
from actors.models import Reading
from actors.queries.readings import ReadingLine, tell_readings
from actors.querysets import ReadingQuerySet
from cms.rules.permissions import reaches_everywhere
from sites.models import SitePage

PAGE_SIZE = 30
LATEST = 5


@dataclass(frozen=True)
class NamedReading:
    """A line, with the names of the sites that it is about."""

    line: ReadingLine
    sites: str


@dataclass(frozen=True)
class ReadingsPage:
    """Some lines of `count`, and the queries of the pages around them (empty where there is none)."""

    lines: list[ReadingLine]
    count: int
    previous: str
    next: str


def readings_of(site: SitePage, *, with_lists: bool = True) -> ReadingQuerySet:
    """Those of the pages of its duplicates with them."""
    duplicates = SitePage.objects.filter(merged_into=site.pk).order_by("pk").values_list("pk", flat=True)
    readings: ReadingQuerySet = Reading.objects.of_any_page([site.pk, *duplicates])
    return readings if with_lists else readings.told_first()


def latest_readings(site: SitePage) -> list[ReadingLine]:
    return tell_readings(readings_of(site, with_lists=False), size=LATEST)


def readings_page(readings: ReadingQuerySet, *, asked: Mapping[str, str]) -> ReadingsPage:
    """The page that is asked for, or the nearest one. Two queries."""
    page = Paginator(readings.latest_first(), PAGE_SIZE).get_page(asked.get("page"))
    return ReadingsPage(
        lines=tell_readings(readings, first=(page.number - 1) * PAGE_SIZE, size=PAGE_SIZE),
        count=page.paginator.count,
        previous=_link(asked, page.previous_page_number()) if page.has_previous() else "",
        next=_link(asked, page.next_page_number()) if page.has_next() else "",
    )


def name_sites(lines: list[ReadingLine]) -> list[NamedReading]:
    """One query for the names of all."""
    wanted = {page_id for line in lines for page_id in line.page_ids}
    names = dict(SitePage.objects.filter(pk__in=wanted).order_by("pk").values_list("pk", "title"))
    return [NamedReading(line, _sites(line, names)) for line in lines]


def searches_readings(user: Any) -> bool:
    """Whether all readings are open to `user`: to the national team."""
    return reaches_everywhere(user, Verb.READ_READINGS, Noun.SITE)


def _sites(line: ReadingLine, names: dict[int, str]) -> str:
    told = ", ".join(names.get(page_id, _("a site since deleted")) for page_id in line.page_ids)
    more = line.count - len(line.page_ids)
    return _("%(sites)s and %(more)d others") % {"sites": told, "more": more} if more else told


def _link(asked: Mapping[str, str], number: int) -> str:
    return "?" + urlencode({**dict(asked.items()), "page": number})
