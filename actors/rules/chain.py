"""The arithmetic of the chain of readings: what each link is made of. No query here.

Every value is keyed (HMAC-SHA256): who can write in the database, but does not hold the key, cannot make one.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings

# What a chain begins with.
NO_LINK = ""


@dataclass(frozen=True)
class Content:
    """All that a reading says."""

    read_at: datetime
    kind: str
    user_id: int | None
    key_id: int | None
    organisation_id: int | None
    roles: Sequence[str]
    page_ids: Sequence[int]

    @property
    def digest(self) -> str:
        """Numbers only: names are not in it, so that they may go without breaking anything."""
        return _keyed(
            "reading",
            self.read_at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.kind,
            *(("" if one is None else one) for one in (self.user_id, self.key_id, self.organisation_id)),
            ",".join(self.roles),
            ",".join(map(str, self.page_ids)),
        )


def link_of(*, before: str, number: int, digest: str) -> str:
    """What ties the reading of that number to the one before it."""
    return _keyed("link", before, number, digest)


def signature_of(*, name: str, number: int, link: str) -> str:
    return _keyed("mark", name, number, link)


def is_same(one: str, other: str) -> bool:
    return hmac.compare_digest(one, other)


def _keyed(*parts: object) -> str:
    """No part holds a line break: two different contents never make one text."""
    text = "\n".join(map(str, parts))
    key = settings.READINGS_KEY or settings.SECRET_KEY
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()
