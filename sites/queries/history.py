"""The history of a site, in words: who changed what, when. Each reader is told what they may read.

Gathered from what each thing keeps of itself: the log and the versions of the sheet, observations, procedures' own
history, the journal. As many queries for three events as for a hundred.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actors.enums import Verb
from actors.rules import can
from cms.rules.wording import Change, changes_between
from collaboration.queries.history import HistoryLine, LogStory, journal_lines, log_lines, logged, newest_first, who_did
from sites.enums import Alert, ClosureReason, PhaseKind, Validation
from sites.enums.history import KINDS_OF_ACTIONS, PUBLISHING_ACTIONS, HistoryKind
from sites.models import Observation, Procedure, ProcedureChange, SitePage
from sites.rules.counts import COUNTS
from sites.rules.living import ANSWERS_OF_BLOCK

ANSWERS = tuple(name for names in ANSWERS_OF_BLOCK.values() for name in names)
OBSERVED = (*COUNTS, *ANSWERS, "origins", *(f"{alert}_alert" for alert in Alert))
PROCEDURE_FIELDS = ("kind", "dated_on", "police_assistance", "authority", "comment")
# Told by the observation itself, with what it changes.
TOLD_ELSEWHERE = frozenset({"sites.observe", "sites.propose_observation", "sites.correct_observation"})


def site_history(site: SitePage, *, reader: Any, kind: HistoryKind | None = None) -> list[HistoryLine]:
    """Latest first; nothing for who may not know the name and the place of the site."""
    if not can(reader, Verb.READ_EXACT, site):
        return []
    lines = [*_from_log(site, reader), *_from_duplicates(site, reader), *_from_observations(site)]
    if can(reader, Verb.READ_RESTRICTED, site):
        lines += _from_procedures(site)
    lines += journal_lines(site, reader=reader, kind=HistoryKind.JOURNAL)
    return newest_first(lines, kind=kind)


def published_versions(site: SitePage, *, reader: Any) -> list[HistoryLine]:
    """The versions of the sheet that were published, latest first. What nobody validated is not among them."""
    return [line for line in site_history(site, reader=reader, kind=HistoryKind.SHEET) if line.version]


def _from_log(site: SitePage, reader: Any) -> Iterator[HistoryLine]:
    told = _told(logged([site.pk]))
    linked = _linked_sites(told, reader)
    story = LogStory(
        publishing=PUBLISHING_ACTIONS,
        kinds=KINDS_OF_ACTIONS,
        sheet=HistoryKind.SHEET,
        said=lambda entry: _said_changes(entry, linked),
        note=lambda entry: str(entry.data.get("reason", "")) if entry.action == "sites.reopen" else "",
    )
    yield from log_lines(site, told, story, reader=reader)


def _from_duplicates(site: SitePage, reader: Any) -> Iterator[HistoryLine]:
    """What was done on the pages of duplicates before they were merged."""
    told = _told(logged(site.absorbed.values("pk")))
    linked = _linked_sites(told, reader)
    for entry in told:
        yield HistoryLine(
            at=entry.timestamp,
            kind=KINDS_OF_ACTIONS.get(entry.action, HistoryKind.SHEET),
            who=str(entry.user or ""),
            what=_("%(what)s (duplicate “%(name)s”)") % {"what": entry.message, "name": entry.page.title},
            changes=_said_changes(entry, linked),
        )


def _told(entries: list[Any]) -> list[Any]:
    """Without what something else tells better: a declaration is the creation of the page."""
    is_declared = any(entry.action == "sites.declare" for entry in entries)
    unsaid = TOLD_ELSEWHERE | ({"wagtail.create"} if is_declared else set())
    return [entry for entry in entries if entry.action not in unsaid]


def _linked_sites(entries: list[Any], reader: Any) -> dict[int, str]:
    """What the reader may call the sites that links name."""
    said = [entry.data for entry in entries if entry.action == "sites.set_origins"]
    keys = {pk for one in said for pk, _people in [*one.get("before", ()), *one.get("after", ())]}
    named = SitePage.objects.filter(pk__in=keys).select_related("commune").order_by("pk") if keys else ()
    return {site.pk: site.title for site in named if can(reader, Verb.READ_EXACT, site)}


def _links(said: list[Any], linked: dict[int, str]) -> str:
    unread = _("a site of another territory")
    return ", ".join(f"{linked.get(pk, unread)} ({_('unknown') if people is None else people})" for pk, people in said)


def _said_changes(entry: Any, linked: dict[int, str]) -> list[Change]:
    """What the log itself says of the path, of the closure and of links between sites."""
    said = entry.data
    if entry.action == "sites.set_origins":
        before, after = (_links(said.get(name, []), linked) for name in ("before", "after"))
        return [Change(_("Sites its people came from"), before, after)]
    if entry.action in {"sites.set_phase", "sites.clear_phase"} and "kind" in said:
        label = str(PhaseKind(said["kind"]).label)
        return [Change(label[:1].upper() + label[1:], _phase(said.get("before")), _phase(said.get("after")))]
    if entry.action == "sites.close" and "closed_on" in said:
        closed_on, reason = date_format(date.fromisoformat(said["closed_on"]), "j F Y"), said.get("reason", "")
        label = str(ClosureReason(reason).label) if reason in ClosureReason.values else _("unknown")
        return [Change(_("Closed on"), "", closed_on), Change(_("Reason"), "", label)]
    if entry.action == "sites.merge":
        return [Change(_("Duplicate"), "", said.get("title", "")), *_left_phases(said.get("left", []))]
    return []


def _left_phases(left: Sequence[dict[str, Any]]) -> list[Change]:
    """Dates of phases that the duplicate gave, and that those of the site took the place of."""
    phases = [one for one in left if one.get("phase") in PhaseKind.values]
    return [Change(str(PhaseKind(one["phase"]).label).capitalize(), _phase(one), "") for one in phases]


def _phase(said: dict[str, Any] | None) -> str:
    """What the dates of a phase say; they were not kept before there was a history."""
    if not said or not said.get("started_on"):
        return ""
    started, completed = (
        date_format(date.fromisoformat(said[name]), "j F Y") if said.get(name) else ""
        for name in ("started_on", "completed_on")
    )
    if completed:
        return _("from %(first)s to %(last)s") % {"first": started, "last": completed}
    return _("begun on %(day)s") % {"day": started}


def _from_observations(site: SitePage) -> Iterator[HistoryLine]:
    """Each with what it changes in what was known on the day before it; a correction, in what it corrects."""
    before: dict[str, Any] = {}
    said = list(site.observations.said().select_related("author", "organisation").in_order())
    by_key, corrected = {one.pk: one for one in said}, {one.corrects_id for one in said}
    for one in sorted(said, key=lambda one: (_first_said(one, by_key).observed_on, one.recorded_at, one.pk)):
        is_former = one.validation == Validation.CORRECTED
        if is_former and one.pk not in corrected:
            continue
        after = _stated(one)
        if one.corrects_id:
            yield _correction(by_key[one.corrects_id], one)
        else:
            yield HistoryLine(
                at=one.recorded_at,
                kind=HistoryKind.OBSERVATION,
                who=who_did(one),
                what=_("Observation of %(day)s") % {"day": date_format(one.observed_on, "j F Y")},
                changes=changes_between(Observation, OBSERVED, before or _nothing_known(), after),
                note=_("Nothing has changed") if one.is_unchanged else one.comment,
            )
        before = before if is_former else after


def _first_said(one: Observation, by_key: dict[int, Observation]) -> Observation:
    """What a chain of corrections began with: a correction may change the day itself."""
    while one.corrects_id:
        one = by_key[one.corrects_id]
    return one


def _correction(former: Observation, one: Observation) -> HistoryLine:
    names = ("observed_on", *OBSERVED, "comment")
    return HistoryLine(
        at=one.recorded_at,
        kind=HistoryKind.OBSERVATION,
        who=who_did(one),
        what=_("Correction of the observation of %(day)s") % {"day": date_format(former.observed_on, "j F Y")},
        changes=changes_between(Observation, names, _stated(former), _stated(one)),
        note=one.correction_reason,
    )


def _stated(one: Observation) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("observed_on", *OBSERVED, "comment")}


def _nothing_known() -> dict[str, Any]:
    """Before the first observation: no alert, and every answer unknown."""
    return dict.fromkeys(ANSWERS, "unknown") | {f"{alert}_alert": False for alert in Alert}


def _from_procedures(site: SitePage) -> Iterator[HistoryLine]:
    said: dict[int, dict[str, Any]] = defaultdict(dict)
    kept = ProcedureChange.objects.filter(site=site).select_related("author", "organisation").order_by("at", "pk")
    for one in kept:
        changes = changes_between(Procedure, PROCEDURE_FIELDS[1:], said[one.procedure_key], one.values)
        changes += _documents(said[one.procedure_key], one.values)
        said[one.procedure_key] = one.values
        what = _("Procedure: %(kind)s (%(done)s)") % {"done": one.get_kind_display(), "kind": one.procedure_label}
        yield HistoryLine(at=one.at, kind=HistoryKind.PROCEDURE, who=who_did(one), what=what, changes=changes)


def _documents(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    was, now = (", ".join(said.get("documents", ())) for said in (before, after))
    return [Change(_("Documents"), was, now)] if was != now else []
