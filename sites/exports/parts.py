"""A site as a document: its parts in order, in words, the same on paper and in a file. By right, as its sheet is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from sites.models import Closure, Observation, Resettlement
from sites.queries.sheet import Condition, SiteSheet, Step

Facts = list[tuple[str, str]]


@dataclass(frozen=True)
class Part:
    """A heading with facts, a table, or paragraphs below it; `empty` is said when it has none of them."""

    title: str
    facts: Facts = field(default_factory=list)
    columns: Sequence[str] = ()
    rows: list[Sequence[str]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    empty: str = ""
    is_restricted: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.facts or self.rows or self.paragraphs)


def parts_of(sheet: SiteSheet) -> list[Part]:
    parts = [_place(sheet), _people(sheet), _conditions(sheet.conditions), _path(sheet.steps)]
    if sheet.closure:
        parts.append(_closure(sheet.closure, is_exact=sheet.is_exact))
    parts += [_observations(sheet.observations), _actions(sheet.actions)]
    return [*parts, _restricted(sheet)] if sheet.is_restricted_shown else parts


def _place(sheet: SiteSheet) -> Part:
    site = sheet.site
    facts = [
        (_("Status"), str(site.get_status_display())),
        (_("Commune"), site.commune.name),
        (_("Kind of place"), str(site.get_kind_of_place_display())),
        (_("Installed on"), _said(site.installed_in_words)),
        (_("Declared on"), _said(site.declared_on)),
        (_("Target year of resorption"), str(site.resorption_target or _("unknown"))),
    ]
    if sheet.is_exact:
        point = f"{site.lat}, {site.lon}" if site.lat is not None else None
        came_from = ", ".join(_link(link) for link in sheet.came_from)
        reinstallation = str(site.get_reinstallation_display())
        facts += [
            (_("Address"), _said(site.address)),
            (_("Point"), _said(point)),
            (_("Access"), _said(site.access_details)),
            (_("Owner"), str(site.get_owner_kind_display())),
            (_("Reinstallation"), f"{reinstallation} ({came_from})" if came_from else reinstallation),
        ]
    return Part(_("Place"), facts=facts)


def _link(link: Resettlement) -> str:
    return _("%(site)s: %(people)s people") % {"site": link.origin.title, "people": _said(link.people)}


def _people(sheet: SiteSheet) -> Part:
    if sheet.observation is None:
        return Part(_("People"), empty=_("Nobody has observed this site yet."))
    dated = [(_("Observed on"), _said(sheet.observation.observed_on))]
    counted = [(figure.label, _said(figure.value)) for figure in sheet.figures]
    details = [(label, _said(value)) for label, value in sheet.details]
    return Part(_("People"), facts=[*dated, *counted, *details])


def _conditions(conditions: Iterable[Condition]) -> Part:
    rows = [
        (one.label, str(one.status.label), "; ".join(_("%s: %s") % answer for answer in one.answers))
        for one in conditions
    ]
    columns = (_("Block"), _("Status"), _("Answers"))
    return Part(_("Living conditions"), columns=columns, rows=list(rows))


def _path(steps: Iterable[Step]) -> Part:
    rows = [
        (step.label, _state(step), *(_said(day) if day else "" for day in (step.started_on, step.completed_on)))
        for step in steps
    ]
    columns = (_("Phase"), _("State"), _("Started on"), _("Ended on"))
    return Part(_("Path to resorption"), columns=columns, rows=list(rows))


def _state(step: Step) -> str:
    return _("done") if step.done else _("under way") if step.current else _("to come")


def _closure(closure: Closure, *, is_exact: bool) -> Part:
    facts = [(_("Closed on"), _said(closure.closed_on)), (_("Reason"), str(closure.get_reason_display()))]
    rows = [
        (str(one.get_destination_display()), _said(one.people), _said(one.households))
        for one in closure.destinations.all()
    ]
    told = [text for text in (closure.difference, closure.comment) if text and is_exact]
    columns = (_("Destination"), _("People"), _("Households"))
    return Part(_("Closure"), facts=facts, columns=columns, rows=list(rows), paragraphs=told)


def _observations(observations: Iterable[Observation]) -> Part:
    names = ("people", "households", "minors", "minors_in_school")
    rows = [(_said(one.observed_on), *(_said(getattr(one, name)) for name in names)) for one in observations]
    columns = (_("Observed on"), _("People"), _("Households"), _("Minors"), _("Minors in school"))
    return Part(_("Observations"), columns=columns, rows=list(rows), empty=_("Nobody has observed this site yet."))


def _actions(actions: Iterable[Any]) -> Part:
    rows = [(one.title, str(one.operator), _said(one.started_on), _said(one.ended_on)) for one in actions]
    columns = (_("Action"), _("Operator"), _("Started on"), _("Ended on"))
    return Part(_("Actions"), columns=columns, rows=list(rows), empty=_("No action is known on this site."))


def _restricted(sheet: SiteSheet) -> Part:
    rows = [(str(one.get_kind_display()), _said(one.dated_on), one.authority, _told(one)) for one in sheet.procedures]
    return Part(
        _("Owner and procedures"),
        facts=[(_("Name of the owner"), _said(sheet.site.owner_name))],
        columns=(_("Procedure"), _("Date"), _("Authority"), _("Comment")),
        rows=list(rows),
        is_restricted=True,
    )


def _told(procedure: Any) -> str:
    police = str(procedure.get_police_assistance_display()) if procedure.tells_police_assistance else ""
    documents = ", ".join(one.name for one in procedure.shown_documents)
    return " · ".join(one for one in (police, procedure.comment, documents) if one)


def _said(value: Any) -> str:
    """Unknown is a word, never a zero or a blank."""
    if value is None or value == "":
        return _("unknown")
    if isinstance(value, date):
        return str(date_format(value, "j F Y"))
    return str(number_format(value, force_grouping=True)) if isinstance(value, int | float) else str(value)
