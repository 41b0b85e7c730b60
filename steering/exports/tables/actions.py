"""Actions, their indicators and their fundings."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from actions.enums import Theme
from actions.models import ActionPage, Funding, Indicator
from actions.rules.results import COUNTS, SCHOOLING, enrolled
from actors.enums import Noun, Verb
from steering.enums import Dataset
from steering.exports.columns import counts, heading_of, listed, local
from steering.exports.places import PLACE, place_columns, place_point
from steering.queries.exported.actions import (
    action_rows,
    found_actions,
    funding_rows,
    fundings,
    indicator_rows,
    indicators,
)
from steering.registry import Column, ExportTable

ACTION, RESULTS, MONEY = _("Action"), _("Results of the year"), _("Money of the year")


def action_columns(of: Callable[[Any], Any]) -> list[Column]:
    """What an action is known by, in every table that speaks of actions."""
    return [
        Column(
            "action_key", ACTION, _("Identifier"), _("Stable identifier of the action: that of the API."),
            lambda row: str(of(row).translation_key), is_usual=False,
        ),
        Column("action", ACTION, _("Action"), _("Title of the action."), lambda row: of(row).title),
        Column(
            "operator", ACTION, heading_of(ActionPage, "operator"), _("Organisation that leads it."),
            lambda row: str(of(row).operator) if of(row).operator else None,
        ),
        Column(
            "territory", PLACE, heading_of(ActionPage, "territory"), _("Where it is led."),
            lambda row: of(row).territory.name,
        ),
        *place_columns(lambda row: of(row).territory, with_commune=False),
    ]  # fmt: skip


def _action_only() -> list[Column]:
    return [
        Column(
            "status", ACTION, _("Status"), _("Planned, under way or ended, today."),
            lambda row: str(row.action.status.label),
        ),
        Column(
            "themes", ACTION, heading_of(ActionPage, "themes"), _("What it works on."),
            lambda row: listed(Theme(one).label for one in row.action.themes),
        ),
        Column(
            "objectives", ACTION, heading_of(ActionPage, "objectives"), _("As they were written."),
            lambda row: row.action.objectives or None, is_usual=False,
        ),
        Column(
            "started_on", ACTION, heading_of(ActionPage, "started_on"), _("First day."),
            lambda row: row.action.started_on,
        ),
        Column(
            "ended_on", ACTION, heading_of(ActionPage, "ended_on"), _("Last day. Blank: none is known."),
            lambda row: row.action.ended_on,
        ),
        Column(
            "location_kind", PLACE, heading_of(ActionPage, "location_kind"),
            _("On sites, insertion area, housing, or a territory."),
            lambda row: str(row.action.get_location_kind_display()),
        ),
        Column(
            "sites", PLACE, _("Sites"), _("Sites on which it happens, those that you may know."),
            lambda row: listed(site.title for site in row.sites),
        ),
        Column(
            "outcome", ACTION, heading_of(ActionPage, "outcome"), _("Said when it ended."),
            lambda row: str(row.action.get_outcome_display()) if row.action.outcome else None,
        ),
        Column(
            "outcome_reason", ACTION, _("Why this outcome"), _("As it was written."),
            lambda row: row.action.outcome_reason or None, is_usual=False,
        ),
    ]  # fmt: skip


ACTIONS_TABLE = ExportTable(
    dataset=Dataset.ACTIONS,
    noun=Noun.ACTION,
    columns=[*action_columns(lambda row: row.action), *_action_only()],
    count=lambda asked: found_actions(asked).count(),
    rows=action_rows,
    sites_of=lambda row: (site.pk for site in row.sites),
    sites_told_by="sites",
    point_of=lambda row: place_point(row.action.territory),  # its reference point, as on the map
)


def _year(model: Any, group: Any) -> Column:
    return Column("year", group, heading_of(model, "year"), _("Calendar year."), lambda row: row.year)


def _enrolled(row: Any) -> int | None:
    return enrolled({name: getattr(row, name) for name in SCHOOLING})


INDICATORS_TABLE = ExportTable(
    dataset=Dataset.INDICATORS,
    noun=Noun.ACTION,
    columns=[
        *action_columns(lambda row: row.action),
        _year(Indicator, RESULTS),
        *counts(COUNTS, Indicator, lambda row: row, group=RESULTS, usual=COUNTS),
        Column(
            "enrolled", RESULTS, _("Enrolled in all"),
            _("Children enrolled, all levels that are known added up. Blank: no level is known."), _enrolled,
        ),
        Column(
            "comment", RESULTS, heading_of(Indicator, "comment"), _("As it was written."),
            lambda row: row.comment or None, is_usual=False,
        ),
        Column(
            "updated_at", RESULTS, _("Updated on"), _("When this line was last typed in."),
            lambda row: local(row.updated_at), is_usual=False,
        ),
    ],
    count=lambda asked: indicators(asked).count(),
    rows=indicator_rows,
)  # fmt: skip

FUNDINGS_TABLE = ExportTable(
    dataset=Dataset.FUNDINGS,
    noun=Noun.ACTION,
    verbs=(Verb.EXPORT, Verb.READ_FINANCES),
    columns=[
        *action_columns(lambda row: row.action),
        _year(Funding, MONEY),
        Column(
            "source", MONEY, heading_of(Funding, "source"), _("Who pays."), lambda row: str(row.get_source_display())
        ),
        Column(
            "planned_eur", MONEY, heading_of(Funding, "planned_eur"), _("In euros. Blank: unknown, not zero."),
            lambda row: row.planned_eur,
        ),
        Column(
            "spent_eur", MONEY, heading_of(Funding, "spent_eur"), _("In euros. Blank: unknown, not zero."),
            lambda row: row.spent_eur,
        ),
    ],
    count=lambda asked: fundings(asked).count(),
    rows=funding_rows,
    notes=[_("Only the actions whose finances you may see.")],
)  # fmt: skip
