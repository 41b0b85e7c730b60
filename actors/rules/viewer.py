"""Who is looking: a person, a partner's key, or nobody in particular."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Viewer:
    """`user` may be anonymous; `key` is an `ApiKey` in force, or None. One of the two speaks, never both."""

    user: Any = None
    key: Any = None

    @property
    def who(self) -> Any:
        """Whose scopes are read."""
        return self.user if self.key is None else self.key

    @property
    def is_public(self) -> bool:
        return self.key is None and not getattr(self.user, "is_authenticated", False)


NOBODY = Viewer()
