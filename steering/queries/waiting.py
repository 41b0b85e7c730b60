"""What waits for somebody's validation, as rows of a table: the editor's dashboard and its report show them alike."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from actors.enums import Noun, Verb
from actors.rules import can
from sites.models import SitePage
from sites.queries.queue import validation_queue


@dataclass(frozen=True)
class WaitingRow:
    title: str
    what: str
    author: str
    submitted_at: datetime
    site_id: int | None


def judges(user: Any) -> bool:
    """Whether things of some kind may be sent to `user` for validation."""
    return any(can(user, Verb.PUBLISH, noun) for noun in (Noun.SITE, Noun.ACTION, Noun.PRACTICE))


def waiting_rows(user: Any) -> list[WaitingRow]:
    """Oldest first."""
    queue = validation_queue(user)
    rows = [
        WaitingRow(
            title=one.waiting.title,
            what=one.waiting.what,
            author=_named(one.waiting.author),
            submitted_at=one.waiting.submitted_at,
            site_id=one.waiting.page.pk if isinstance(one.waiting.page, SitePage) else None,
        )
        for one in queue.versions
    ]
    rows += [
        WaitingRow(
            title=seen.site.title,
            what=_("observation"),
            author=_named(seen.author),
            submitted_at=seen.recorded_at,
            site_id=seen.site_id,
        )
        for seen in queue.observations
    ]
    rows += [
        WaitingRow(
            title=proposed.site.title,
            what=_("reopening") if proposed.reopens else _("closure"),
            author=_named(proposed.author),
            submitted_at=proposed.recorded_at,
            site_id=proposed.site_id,
        )
        for proposed in queue.proposals
    ]
    return sorted(rows, key=lambda row: row.submitted_at)


def _named(author: Any) -> str:
    return str(author) if author else _("A former member")
