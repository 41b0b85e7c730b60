"""Observations, one row each."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from actors.enums import Noun
from sites.enums import Origin
from sites.models import Observation
from sites.rules.counts import COUNTS
from steering.enums import Dataset, Dates
from steering.exports.columns import choices, counts, heading_of, listed, local, yes_no
from steering.exports.places import place_columns
from steering.exports.tables.sites import ANSWERS, LIVING, PEOPLE, USUAL_COUNTS, name_columns, site_point
from steering.queries.exported.sites import observation_rows, observations
from steering.registry import Column, ExportTable

OBSERVATION = _("Observation")


def _of_members(row: Any) -> Observation | None:
    return row.seen if row.is_exact else None


def _observed() -> list[Column]:
    return [
        Column(
            "observed_on", OBSERVATION, heading_of(Observation, "observed_on"), _("The day that it speaks of."),
            lambda row: row.seen.observed_on,
        ),
        Column(
            "recorded_at", OBSERVATION, _("Recorded on"), _("When it was typed in."),
            lambda row: local(row.seen.recorded_at), is_usual=False,
        ),
        Column(
            "organisation", OBSERVATION, _("Observed by"), _("Organisation of who recorded it."),
            lambda row: str(row.seen.organisation) if row.seen.organisation and row.is_exact else None,
        ),
        Column(
            "is_unchanged", OBSERVATION, heading_of(Observation, "is_unchanged"),
            _("Yes: said without counting again; its numbers are those of the observation before."),
            lambda row: yes_no(row.seen.is_unchanged), is_usual=False,
        ),
        Column(
            "comment", OBSERVATION, heading_of(Observation, "comment"), _("As it was written."),
            lambda row: row.seen.comment or None if row.is_exact else None, is_usual=False,
        ),
    ]  # fmt: skip


OBSERVATIONS_TABLE = ExportTable(
    dataset=Dataset.OBSERVATIONS,
    noun=Noun.SITE,
    columns=[
        *name_columns(lambda row: row.site),
        *place_columns(lambda row: row.site.commune),
        *_observed(),
        *counts(COUNTS, Observation, _of_members, group=PEOPLE, usual=USUAL_COUNTS),
        Column(
            "origins", PEOPLE, _("Origins"), _("French, European Union, outside it; several are possible."),
            lambda row: listed(Origin(one).label for one in row.seen.origins) if row.is_exact else None,
            is_usual=False,
        ),
        *choices(ANSWERS, Observation, _of_members, group=LIVING, usual=ANSWERS),
    ],
    count=lambda asked: observations(asked).count(),
    rows=observation_rows,
    sites_of=lambda row: (row.site.pk,),
    point_of=lambda row: site_point(row.site, is_exact=row.is_exact),
    dates=Dates.BETWEEN,
    notes=[_("Validated observations only; of one that was corrected, the correction.")],
)  # fmt: skip
