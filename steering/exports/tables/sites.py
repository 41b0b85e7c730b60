"""Sites, on any day."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from actors.enums import Noun, Verb
from sites.enums import Block, BlockStatus, Destination, Origin, PhaseKind
from sites.models import Observation, SitePage
from sites.queries.finding import name_for
from sites.rules.counts import COUNTS
from sites.rules.living import ANSWERS_OF_BLOCK, status_of
from steering.enums import Dataset, Dates
from steering.exports.columns import choices, counts, heading_of, label_of, listed, yes_no
from steering.exports.places import PLACE, place_columns, place_point
from steering.queries.exported.sites import SiteRow, found_sites, site_rows
from steering.registry import Asked, Column, ExportTable, Point

SITE, PEOPLE, LIVING = _("Site"), _("People"), _("Living conditions")
PATH, END, RESTRICTED = _("Path and actors"), _("End of the site"), _("Owner and procedures")
RESERVED = _("reserved")
ANSWERS = tuple(name for names in ANSWERS_OF_BLOCK.values() for name in names)
STATUSES = BlockStatus.choices
USUAL_COUNTS = ("people", "women", "households", "minors", "minors_in_school")
READS_RESTRICTED = (Verb.READ_RESTRICTED, Noun.SITE)


def site_name(site: Any, *, is_exact: bool) -> str:
    return site.title if is_exact else name_for(None, site)


def site_point(site: Any, *, is_exact: bool) -> Point:
    """The site's own point for who may know it; its commune's for the others, and for want of better."""
    return place_point(site if is_exact and site.lon is not None else site.commune)


def name_columns(site_of: Callable[[Any], Any]) -> list[Column]:
    """What a site is known by, in every table that speaks of sites."""
    return [
        Column(
            "site_key", SITE, _("Identifier"), _("Stable identifier of the site: that of the API."),
            lambda row: str(site_of(row).translation_key), is_usual=False,
        ),
        Column(
            "title", SITE, _("Name"), _("Name of the site among members."),
            lambda row: site_name(site_of(row), is_exact=row.is_exact),
        ),
    ]  # fmt: skip


def _exactly(name: str) -> Callable[[SiteRow], Any]:
    return lambda row: getattr(row.site, name) or None if row.is_exact else None


def _degrees(at: int) -> Callable[[SiteRow], float | None]:
    def read(row: SiteRow) -> float | None:
        point = site_point(row.site, is_exact=row.is_exact)
        return point[at] if point else None

    return read


def _place() -> list[Column]:
    points = [
        Column(
            code, PLACE, heading,
            _("Degrees, WGS 84. The site's own point, or its commune's when it is not known."), _degrees(at),
        )
        for at, code, heading in ((0, "lon", _("Longitude")), (1, "lat", _("Latitude")))
    ]  # fmt: skip
    return [
        *place_columns(lambda row: row.site.commune),
        Column("address", PLACE, heading_of(SitePage, "address"), _("Address, as typed."), _exactly("address")),
        Column(
            "access_details", PLACE, heading_of(SitePage, "access_details"), _("How to get there."),
            _exactly("access_details"), is_usual=False,
        ),
        *points,
        Column(
            "is_point_exact", PLACE, _("Point of the site"), _("Yes: the point is the site's own; no: its commune's."),
            lambda row: yes_no(row.is_exact and row.site.lon is not None),
        ),
        Column(
            "kind_of_place", PLACE, heading_of(SitePage, "kind_of_place"), _("Land, building, other or unknown."),
            lambda row: str(row.site.get_kind_of_place_display()),
        ),
    ]  # fmt: skip


def _life() -> list[Column]:
    return [
        Column(
            "status", SITE, heading_of(SitePage, "status"),
            _("Open, in resorption (a phase of the path has begun), closed, or resorbed, on the day of the export."),
            lambda row: str(row.status.label),
        ),
        Column(
            "installed_on", SITE, heading_of(SitePage, "installed_on"),
            _("First day of what is known: see the column beside."), lambda row: row.site.installed_on,
        ),
        Column(
            "installed_precision", SITE, heading_of(SitePage, "installed_precision"),
            _("To the day, the month, the year or the decade."),
            lambda row: str(row.site.get_installed_precision_display()) if row.site.installed_on else None,
            is_usual=False,
        ),
        Column(
            "declared_on", SITE, heading_of(SitePage, "declared_on"), _("When it was declared here."),
            lambda row: row.site.declared_on,
        ),
        Column(
            "reinstallation", SITE, heading_of(SitePage, "reinstallation"),
            _("Whether its people came from another site that was closed."),
            lambda row: str(row.reinstallation.label) if row.reinstallation else None, is_usual=False,
        ),
        Column(
            "observed_on", SITE, heading_of(Observation, "observed_on"),
            _("Day of the latest observation on or before the day of the export. Counts and answers are of that day."),
            lambda row: row.seen.observed_on if row.seen else None,
        ),
        Column(
            "observed_by", SITE, _("Observed by"), _("Organisation that made this observation."),
            lambda row: str(row.seen.organisation) if row.seen and row.seen.organisation and row.is_exact else None,
            is_usual=False,
        ),
    ]  # fmt: skip


def _people() -> list[Column]:
    seen: Callable[[Any], Any] = lambda row: row.seen  # noqa: E731
    exact: Callable[[Any], Any] = lambda row: row.seen if row.is_exact else None  # noqa: E731
    common = [name for name in COUNTS if name in ("people", "households", "minors", "minors_in_school")]
    others = [name for name in COUNTS if name not in common]
    columns = counts(common, Observation, seen, group=PEOPLE, usual=USUAL_COUNTS)
    columns += counts(others, Observation, exact, group=PEOPLE, usual=USUAL_COUNTS)
    columns.sort(key=lambda column: COUNTS.index(column.code))
    return [
        *columns,
        Column(
            "origins", PEOPLE, _("Origins"), _("French, European Union, outside it; several are possible."),
            lambda row: listed(Origin(one).label for one in row.seen.origins) if row.seen and row.is_exact else None,
            is_usual=False,
        ),
    ]  # fmt: skip


def _living() -> list[Column]:
    def status(block: Block) -> Callable[[Any], str]:
        return lambda row: label_of(STATUSES, status_of(block, row.seen) if row.seen else BlockStatus.UNKNOWN)

    blocks = [
        Column(
            f"{block}_status", LIVING, format_lazy(_("Status: {block}"), block=block.label),
            _("Good, to improve, bad or unknown: computed from the answers by the published rules."), status(block),
        )
        for block in Block
    ]  # fmt: skip
    answers = choices(ANSWERS, Observation, lambda row: row.seen if row.is_exact else None, group=LIVING)
    return [*blocks, *answers]


def _path() -> list[Column]:
    def phases(row: SiteRow) -> str | None:
        reached = {phase.kind: phase for phase in row.phases}
        return listed(f"{kind.label} ({_day(reached[kind].started_on)})" for kind in PhaseKind if kind in reached)

    def actors(row: SiteRow) -> str | None:
        there = [one for one in row.site.interventions.all() if one.started_on <= row.day]
        return listed(one.organisation for one in there if one.ended_on is None or one.ended_on > row.day)

    return [
        Column(
            "resorption_target", PATH, heading_of(SitePage, "resorption_target"), _("Year aimed at."),
            lambda row: row.site.resorption_target,
        ),
        Column(
            "phases", PATH, _("Phases begun"), _("Phases of the path to resorption, each with the day it began."),
            phases, is_usual=False,
        ),
        Column(
            "actors", PATH, _("Actors"), _("Organisations that act on the site on the day of the export."),
            lambda row: actors(row) if row.is_exact else None, is_usual=False,
        ),
    ]  # fmt: skip


def _end() -> list[Column]:
    def went(destination: Destination) -> Callable[[SiteRow], int | None]:
        return lambda row: row.went(destination)

    return [
        Column(
            "closed_on", END, _("Closed on"), _("Blank while the site was open."),
            lambda row: row.closure.closed_on if row.closure else None,
        ),
        Column(
            "closure_reason", END, _("Reason of the closure"), _("Why it closed."),
            lambda row: str(row.closure.get_reason_display()) if row.closure and row.is_exact else None,
        ),
        Column(
            "is_resorbed", END, _("Was resorbed"),
            _("Yes: two thirds or more of the people counted last had a durable solution. Blank: nobody can tell."),
            lambda row: yes_no(row.closure.is_resorbed) if row.closure else None,
        ),
        *(
            Column(
                f"to_{destination}", END, format_lazy(_("To: {destination}"), destination=destination.label),
                _("People who went there when the site closed. Blank: unknown."), went(destination), is_usual=False,
            )
            for destination in Destination
        ),
    ]  # fmt: skip


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _restricted() -> list[Column]:
    """Offered to who may read them somewhere; row by row, only what may be read there."""
    told = _("Reserved: “reserved” is written where your right does not reach.")

    def owner(row: SiteRow) -> str | None:
        return (row.site.owner_name or None) if row.is_restricted else str(RESERVED)

    def procedures(row: SiteRow) -> str | None:
        if not row.is_restricted:
            return str(RESERVED)
        return listed(
            " ".join(
                filter(
                    None,
                    (str(one.get_kind_display()), f"{one.dated_on:%d/%m/%Y}" if one.dated_on else "", one.authority),
                )
            )
            for one in row.procedures
        )

    return [
        Column(
            "owner_kind", RESTRICTED, heading_of(SitePage, "owner_kind"), _("Public, private or unknown."),
            lambda row: str(row.site.get_owner_kind_display()) if row.is_exact else None, is_usual=False,
        ),
        Column(
            "owner_name", RESTRICTED, heading_of(SitePage, "owner_name"), told, owner, is_usual=False,
            needs=READS_RESTRICTED,
        ),
        Column(
            "procedures", RESTRICTED, _("Procedures"), told, procedures, is_usual=False, needs=READS_RESTRICTED,
        ),
    ]  # fmt: skip


def _count(asked: Asked) -> int:
    return found_sites(asked).count()


SITES_TABLE = ExportTable(
    dataset=Dataset.SITES,
    noun=Noun.SITE,
    columns=[
        *name_columns(lambda row: row.site),
        *_life(),
        *_place(),
        *_people(),
        *_living(),
        *_path(),
        *_end(),
        *_restricted(),
    ],
    count=_count,
    rows=site_rows,
    sites_of=lambda row: (row.site.pk,),
    point_of=lambda row: site_point(row.site, is_exact=row.is_exact),
    dates=Dates.ON,
    notes=[
        _("On a past day, status, counts, living conditions and closure are those of that day, as they are known now; "
          "name, place and owner are those of today."),
    ],
)  # fmt: skip
