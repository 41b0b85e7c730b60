"""Places that were reported: those that await somebody, and what became of one's own."""

from dataclasses import dataclass
from typing import Any

from actors.enums import Verb
from actors.rules import can
from sites.models import PlaceReport
from sites.queries.finding import NearbySite, sites_near

MINE_SHOWN = 50


@dataclass(frozen=True)
class MyReport:
    """`site_url`: of the site, for a reporter who may read it."""

    report: PlaceReport
    site_url: str


@dataclass(frozen=True)
class Reports:
    waiting: list[PlaceReport]
    mine: list[MyReport]


def reports_for(user: Any, *, everything: bool = False) -> Reports:
    """What is asked of `user` (with `everything`, all that they may answer), oldest first; theirs, newest first."""
    waiting = _waiting(user, everything=everything).select_related("commune", "reporter", "organisation")
    mine = PlaceReport.objects.filter(reporter=user.pk).select_related("commune", "site__commune")
    return Reports(
        waiting=list(waiting.order_by("sent_at", "pk")),
        mine=[MyReport(one, _url(one, user)) for one in mine.order_by("-sent_at", "-pk")[:MINE_SHOWN]],
    )


def count_reports(user: Any, *, everything: bool = False) -> int:
    return int(_waiting(user, everything=everything).count())


def find_report(user: Any, pk: int | None) -> PlaceReport | None:
    """A report that `user` may answer."""
    if pk is None:
        return None
    reports = PlaceReport.objects.judged_by(user).select_related("commune__parent", "reporter", "organisation")
    found: PlaceReport | None = reports.filter(pk=pk).first()
    return found


def known_around(report: PlaceReport, *, user: Any) -> list[NearbySite]:
    if report.lon is None or report.lat is None:
        return []
    return sites_near(user, lon=report.lon, lat=report.lat)


def _waiting(user: Any, *, everything: bool) -> Any:
    reports = PlaceReport.objects.waiting().exclude(reporter=user.pk)
    return reports.judged_by(user) if everything else reports.asked_of(user)


def _url(report: PlaceReport, user: Any) -> str:
    site = report.site
    return (site.get_url() or "") if site and site.live and can(user, Verb.READ, site) else ""
