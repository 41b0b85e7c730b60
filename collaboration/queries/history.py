"""The history of a page in words: who changed what, when. Sites and actions tell theirs by these.

Gathered from what each thing keeps of itself: the log and the versions of the sheet, the journal, and what the floor of
the page adds. As many queries for three events as for a hundred.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from actors.enums import Verb
from actors.rules import can
from cms.queries.versions import Version, differences, version_at, versions_of
from cms.rules.wording import Change
from collaboration.models import JournalEntry

EXCERPT = 200


@dataclass(frozen=True)
class HistoryLine:
    """One event. `kind`: of its floor's own. `version`: that of the sheet that it published, to compare and restore."""

    at: datetime
    kind: Any
    who: str
    what: str
    changes: list[Change] = field(default_factory=list)
    note: str = ""
    version: int | None = None


@dataclass(frozen=True)
class LogStory:
    """How a floor reads its log. `publishing`: deeds after which what a version says is what the page says. `kinds`: of
    deeds; the others are of the sheet. `said`: what a deed itself keeps of what it changed, and in which words.
    """

    publishing: frozenset[str]
    kinds: Mapping[str, Any]
    sheet: Any
    said: Callable[[Any], list[Change]]
    what: Callable[[Any], str] = lambda entry: str(entry.message)
    note: Callable[[Any], str] = lambda _entry: ""


def newest_first(lines: Iterable[HistoryLine], *, kind: Any = None) -> list[HistoryLine]:
    """Of what was written at one moment (an import), the last comes first too."""
    kept = [line for line in lines if kind is None or line.kind == kind]
    kept.reverse()
    return sorted(kept, key=lambda line: line.at, reverse=True)


def logged(pages: Any) -> list[Any]:
    """What the log knows of a page, or of several, oldest first."""
    entries = PageLogEntry.objects.filter(page__in=pages).select_related("user", "page")
    return list(entries.order_by("timestamp", "pk"))


def log_lines(page: Any, entries: Sequence[Any], story: LogStory, *, reader: Any) -> Iterator[HistoryLine]:
    """Each deed, with what it changed of the sheet if it published a version."""
    versions = versions_of(page, reader=reader)
    before: Version | None = None
    first = page.first_published_at or datetime.min.replace(tzinfo=UTC)
    for entry in entries:
        is_published = entry.action in story.publishing and entry.timestamp >= first
        after = _published(entry, versions) if is_published else None
        is_new = after is not None and (before is None or after.pk != before.pk)
        yield HistoryLine(
            at=entry.timestamp,
            kind=story.kinds.get(entry.action, story.sheet),
            who=str(entry.user or ""),
            what=story.what(entry),
            changes=_changes(page, _known(before, after, versions), after) if is_new else story.said(entry),
            note=story.note(entry),
            version=after.pk if after is not None and is_new else None,
        )
        before = after or before


def journal_lines(page: Any, *, reader: Any, kind: Any) -> Iterator[HistoryLine]:
    """Messages as the reader may read them: what was deleted or hidden is not quoted here."""
    if not can(reader, Verb.READ_JOURNAL, page):
        return
    sees_all = can(reader, Verb.READ_WHOLE_JOURNAL, page)
    entries = JournalEntry.objects.filter(page_id=page.pk).readable_by(reader, sees_all=sees_all)
    for one in entries.select_related("author", "organisation").order_by("created_at", "pk"):
        text = _("(withdrawn)") if one.is_withdrawn else one.text
        note = text if len(text) <= EXCERPT else text[:EXCERPT].rsplit(" ", 1)[0] + " …"
        yield HistoryLine(one.created_at, kind, who_did(one), _("Message in the journal"), note=note)
        if one.edited_at:
            yield HistoryLine(one.edited_at, kind, who_did(one), _("Message of the journal changed"))


def who_did(thing: Any) -> str:
    return ", ".join(str(one) for one in (thing.author, thing.organisation) if one) or _("unknown")


def _published(entry: Any, versions: Sequence[Version]) -> Version | None:
    """The version that a step published: the one that it names, or the latest that was kept by then."""
    named = next((version for version in versions if version.pk == entry.revision_id), None)
    return named or version_at(versions, entry.timestamp)


def _known(before: Version | None, after: Version | None, versions: Sequence[Version]) -> Version | None:
    """What a version is compared with: the one published before it, or the one kept before it."""
    if before is not None or after is None:
        return before
    index = versions.index(after)
    return versions[index - 1] if index else None


def _changes(page: Any, before: Version | None, after: Version | None) -> list[Change]:
    return [] if before is None or after is None else differences(page, before.content, after.content)
