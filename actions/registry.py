"""How files of results are worked through: the room that reads them stands above the one that calls it later."""

from collections.abc import Callable
from enum import StrEnum


class Work(StrEnum):
    """`READ` writes nothing; `WRITE` does what was read."""

    READ = "read"
    WRITE = "write"


# By name of the work: takes the key of the file.
works: dict[str, Callable[[int], None]] = {}
