"""What an open page of a member asks again and again, without saying who asks: "has anything of these scopes changed?"

The scopes go in a signed token for a quarter of an hour, so that the question needs neither session nor database: its
cost does not grow with the number of readers. The token opens nothing. It is answered with a mark, never with a thing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.core import signing
from django.utils.crypto import salted_hmac

from actors.enums import Option

SALT = "catalog.live"
LASTS_S = 15 * 60


@dataclass(frozen=True)
class Watch:
    """Scopes without their holder: (role, territory, page, options), sorted. Holders of the same ones share it."""

    scopes: tuple[tuple[str, int | None, int | None, tuple[str, ...]], ...]

    # To rights, somebody.
    is_authenticated = True

    @property
    def held_scopes(self) -> list[Any]:
        return [
            SimpleNamespace(
                role=role, territory_id=territory, page_id=page, **{str(one): one in options for one in Option}
            )
            for role, territory, page, options in self.scopes
        ]

    @property
    def digest(self) -> str:
        return salted_hmac(SALT, repr(self.scopes), algorithm="sha256").hexdigest()


def watch_of(scopes: Iterable[Any]) -> Watch:
    held = {
        (str(one.role), one.territory_id, one.page_id, tuple(str(o) for o in Option if getattr(one, o, False)))
        for one in scopes
    }
    return Watch(tuple(sorted(held, key=repr)))


def token_of(watch: Watch) -> str:
    return signing.dumps(watch.scopes, salt=SALT, compress=True)


def read_token(token: str) -> Watch | None:
    """None if it is not ours, or older than LASTS_S."""
    try:
        scopes = signing.loads(token, salt=SALT, max_age=LASTS_S)
    except signing.BadSignature:
        return None
    return Watch(tuple((role, territory, page, tuple(options)) for role, territory, page, options in scopes))


def mark_of(watch: Watch, change: int) -> str:
    """An opaque word for a state: change numbers count what happens elsewhere too, so they are never told."""
    return salted_hmac(SALT, f"{watch.digest}:{change}", algorithm="sha256").hexdigest()[:32]
