"""Who lets a version be seen: at once, by a right of their own, or by validating what somebody else submitted.

A version is judged at two places: where it says that it is, and where the page stands if it is already published.
"""

from collections.abc import Collection
from typing import Any, Protocol

from actors.enums import Verb
from actors.rules import Thing, can


class Version(Protocol):
    """The part of a page that rights to publish look at."""

    four_eyes: bool
    live: bool
    owner_id: int | None
    first_published_at: Any

    def as_thing(self) -> Thing: ...


def may_at(user: Any, verb: Verb, version: Version, page: Version | None) -> bool:
    """`verb` on the version, and on the page as it now shows: what moves concerns both places."""
    return can(user, verb, version) and (page is None or not page.live or can(user, verb, page))


def publishes_directly(user: Any, version: Version, page: Version | None = None) -> bool:
    """Whether what `user` writes shows at once. What waits is published by validating it only.

    PUBLISH is a right of the table on one's own writing too ("declare: T, publishes"). RECORD is the right of those
    who are trusted to change what is already published. A kind of page may ask for two people (`four_eyes`).
    """
    if page is not None and page.live and may_at(user, Verb.RECORD, version, page):
        return True
    return may_at(user, Verb.PUBLISH, version, page) and not (version.four_eyes and begun_by(user, version))


def begun_by(user: Any, page: Version) -> bool:
    """Whether `user` began this page and nobody has let it be seen yet: it is then all theirs."""
    return page.owner_id == user.pk and not page.first_published_at


def authors(page: Version, *people: int | None) -> frozenset[int]:
    """Whose a submitted version is: who wrote it, who submitted it, and who began a page that was never published."""
    everyone = {*people, None if page.first_published_at else page.owner_id}
    return frozenset(person for person in everyone if person is not None)


def validates(user: Any, version: Version, page: Version | None, *, written_by: Collection[int]) -> bool:
    """Whether `user` may judge what others submitted. Nobody judges their own, whatever their rights."""
    return may_at(user, Verb.PUBLISH, version, page) and user.pk not in written_by
