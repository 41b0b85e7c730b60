"""Lists that members and partners were given, kept for them alone and for as long as nothing at all is published.

Somebody asks for the same list again and again: a map that follows, a partner's program, a page come back to. Rights
are read anew each time and are part of what an answer is kept by (api.policies.stamp_of): a scope that ends ends it.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any

# As for the public: what no publication moves (the names of places) may be as old.
SECONDS = 60
MOST_BYTES = 8 << 20

Asked = tuple[str, ...]


@dataclass(frozen=True)
class Listed:
    """`version`: the last change of the catalogue before it was made. page_ids: of the things that it tells."""

    version: int
    state: Any
    body: bytes
    page_ids: list[int | None]
    made_at: float = field(default_factory=monotonic)


class Lists:
    """Those that nobody asks for any more leave first; at most so many bytes."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most, self.weight = most_bytes, 0
        self._kept: OrderedDict[Asked, Listed] = OrderedDict()
        self._lock = Lock()

    def find(self, asked: Asked, *, version: int) -> Listed | None:
        with self._lock:
            found = self._kept.get(asked)
            if found is None or found.version != version or monotonic() - found.made_at >= SECONDS:
                return None
            self._kept.move_to_end(asked)
            return found

    def keep(self, asked: Asked, listed: Listed) -> None:
        with self._lock:
            before = self._kept.pop(asked, None)
            self.weight += len(listed.body) - (len(before.body) if before else 0)
            self._kept[asked] = listed
            while self.weight > self.most:
                _asked, gone = self._kept.popitem(last=False)
                self.weight -= len(gone.body)


lists = Lists()
