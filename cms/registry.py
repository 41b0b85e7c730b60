"""What floors above sign up here: their own things that wait for a judge, and what drafts say to other front ends."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from actors.enums import Verb
from actors.rules import Thing


class Waits(Protocol):
    """A row that waits: at which level it is asked (`rank`), since when, and of what its judges must be capable."""

    rank: Any
    asked_at: datetime
    reminded_at: datetime | None
    judging_verb: Verb

    @property
    def page(self) -> Any: ...

    def things(self) -> list[Thing]: ...

    def author_ids(self) -> frozenset[int]: ...

    def save(self, *args: Any, **kwargs: Any) -> None: ...


# Each answers the rows that wait, oldest first, with what `Waits` reads.
waiting_lists: list[Callable[[], Any]] = []


def sign_up_waiting(rows: Callable[[], Any]) -> None:
    waiting_lists.append(rows)


# How floors above say what a draft says, for another front end: the first that knows the page answers.
draft_readers: list[Callable[[Any], dict[str, Any] | None]] = []


def sign_up_drafts(read: Callable[[Any], dict[str, Any] | None]) -> None:
    draft_readers.append(read)


def read_draft(page: Any) -> dict[str, Any] | None:
    """None for what is no prose: sites and actions are never lent."""
    return next((said for read in draft_readers if (said := read(page)) is not None), None)
