"""Sites added up by commune."""

from collections.abc import Callable
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from actors.enums import Noun, Verb
from sites.enums import Destination
from sites.models import Observation
from steering.enums import Dataset, Dates
from steering.exports.columns import heading_of
from steering.exports.places import place_columns, place_point
from steering.queries.exported.communes import SUMMED, commune_count, commune_rows
from steering.registry import Column, ExportTable

SUMS = _("Sums")


def _summed(name: str) -> list[Column]:
    label = heading_of(Observation, name)

    def total(row: Any) -> int | None:
        return row.counts[name].total

    def unknown(row: Any) -> int:
        return row.counts[name].unknown_on

    return [
        Column(
            name, SUMS, label,
            _("Sum over the open sites where it is known. Blank: known on none of them."), total,
        ),
        Column(
            f"{name}_unknown", SUMS, format_lazy(_("{what}: unknown on"), what=label),
            _("Number of open sites on which it is unknown, and which the sum leaves out."), unknown,
            is_usual=name == "people",
        ),
    ]  # fmt: skip


def _went(destination: Destination) -> Column:
    return Column(
        f"to_{destination}", SUMS, format_lazy(_("To: {destination}"), destination=destination.label),
        _("Sum over the closed sites where it is known. Blank: known on none of them."),
        lambda row: row.went[destination].total, is_usual=False,
    )  # fmt: skip


def _number(code: str, heading: Any, meaning: Any, read: Callable[[Any], int | None]) -> Column:
    return Column(code, SUMS, heading, meaning, read)


COMMUNES_TABLE = ExportTable(
    dataset=Dataset.COMMUNES,
    noun=Noun.SITE,
    verbs=(Verb.EXPORT_AGGREGATED,),
    columns=[
        *place_columns(lambda row: row.commune),
        _number("sites", _("Sites"), _("Sites of the commune that the filters find."), lambda row: row.sites),
        _number("open_sites", _("Open sites"), _("Those of them that were open that day."), lambda row: row.open_sites),
        *(column for name in SUMMED for column in _summed(name)),
        _number(
            "closed_sites",
            _("Closed sites"),
            _("Those of them that were closed that day."),
            lambda row: row.closed_sites,
        ),
        _number(
            "reinstalled",
            _("of which reinstalled"),
            _("Sites of the commune whose people had been moved before."),
            lambda row: row.reinstalled,
        ),
        *(_went(destination) for destination in Destination),
    ],
    count=commune_count,
    rows=commune_rows,
    sites_of=lambda row: row.site_ids,
    point_of=lambda row: place_point(row.commune),
    dates=Dates.ON,
    notes=[_("Sums are of the open sites; each says on how many it is unknown.")],
)
