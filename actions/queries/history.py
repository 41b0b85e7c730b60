"""The history of an action, in words: who changed what, when. Money is told to those alone who see finances."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actions.enums import KINDS_OF_ACTIONS, PUBLISHING_ACTIONS, HistoryKind, Outcome
from actions.models import ActionPage, Funding, FundingChange, Indicator
from actions.rules.results import COUNTS
from actors.enums import Verb
from actors.rules import can
from cms.rules.wording import Change, changes_between
from collaboration.queries.history import (
    HistoryLine,
    LogStory,
    journal_lines,
    log_lines,
    logged,
    newest_first,
    who_did,
)

# Told by the changes of fundings themselves, with their amounts, to those who may read them.
TOLD_ELSEWHERE = frozenset({"actions.record_funding", "actions.remove_funding"})
AMOUNTS = ("planned_eur", "spent_eur")


def action_history(action: ActionPage, *, reader: Any, kind: HistoryKind | None = None) -> list[HistoryLine]:
    """Latest first; nothing for who may not read what members write to each other there."""
    if not can(reader, Verb.READ_JOURNAL, action):
        return []
    lines = list(_from_log(action, reader))
    if can(reader, Verb.READ_FINANCES, action):
        lines += _from_money(action)
    lines += journal_lines(action, reader=reader, kind=HistoryKind.JOURNAL)
    return newest_first(lines, kind=kind)


def published_versions(action: ActionPage, *, reader: Any) -> list[HistoryLine]:
    """The versions of the sheet that were published, latest first. What nobody validated is not among them."""
    if not can(reader, Verb.READ_JOURNAL, action):
        return []
    return [line for line in newest_first(_from_log(action, reader), kind=HistoryKind.SHEET) if line.version]


def _from_log(action: ActionPage, reader: Any) -> Iterator[HistoryLine]:
    entries = logged([action.pk])
    is_begun = any(entry.action == "actions.create" for entry in entries)
    unsaid = TOLD_ELSEWHERE | ({"wagtail.create"} if is_begun else set())
    story = LogStory(
        publishing=PUBLISHING_ACTIONS, kinds=KINDS_OF_ACTIONS, sheet=HistoryKind.SHEET, said=_said_changes, what=_what
    )
    yield from log_lines(action, [entry for entry in entries if entry.action not in unsaid], story, reader=reader)


def _what(entry: Any) -> str:
    if entry.action == "actions.record_indicators" and "year" in entry.data:
        return _("Results of %(year)s") % {"year": entry.data["year"]}
    return str(entry.message)


def _said_changes(entry: Any) -> list[Change]:
    """What the log itself keeps of results and of the end."""
    said = entry.data
    if entry.action == "actions.record_indicators" and "after" in said:
        names = [name for name in (*COUNTS, "comment") if name in said["after"]]
        return changes_between(Indicator, names, said["before"], said["after"])
    if entry.action in {"actions.end", "actions.review"} and said.get("outcome") in Outcome.values:
        told = [Change(_("Outcome"), "", str(Outcome(said["outcome"]).label))]
        if "ended_on" in said:
            told.append(Change(_("End"), "", date_format(date.fromisoformat(said["ended_on"]), "j F Y")))
        return told
    return []


def _from_money(action: ActionPage) -> Iterator[HistoryLine]:
    """Each with what it changes in what was known of its year and source."""
    known: dict[tuple[int, str], FundingChange] = {}
    changes = FundingChange.objects.filter(action=action).select_related("author", "organisation").order_by("at", "pk")
    for one in changes:
        before = known.get((one.year, one.source))
        was, now = ({name: getattr(said, name, None) for name in AMOUNTS} for said in (before, one))
        known[one.year, one.source] = one
        what = _("Funding of %(year)s: %(source)s") % {"year": one.year, "source": one.get_source_display()}
        yield HistoryLine(
            at=one.at,
            kind=HistoryKind.FINANCES,
            who=who_did(one),
            what=what,
            changes=changes_between(Funding, AMOUNTS, was, now),
        )
