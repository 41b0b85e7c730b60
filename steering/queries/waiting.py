"""What waits for somebody's validation, as rows of a table: the editor's dashboard and its report show them alike."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from sites.queries.queue import validation_queue


@dataclass(frozen=True)
class WaitingRow:
    title: str
    what: str
    author: str
    submitted_at: datetime


def waiting_rows(user: Any) -> list[WaitingRow]:
    """Oldest first."""
    queue = validation_queue(user)
    rows = [
        WaitingRow(
            title=waiting.version.title,
            what=_("new site") if waiting.is_new else _("change of a site"),
            author=_named(waiting.submission.author),
            submitted_at=waiting.submission.submitted_at,
        )
        for waiting in queue.versions
    ]
    rows += [
        WaitingRow(
            title=seen.site.title,
            what=_("observation"),
            author=_named(seen.author),
            submitted_at=seen.recorded_at,
        )
        for seen in queue.observations
    ]
    return sorted(rows, key=lambda row: row.submitted_at)


def _named(author: Any) -> str:
    return str(author) if author else _("A former member")
