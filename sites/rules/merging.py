"""What two records of one thing say together."""


def merged_people(kept: int | None, other: int | None) -> int | None:
    """Two counts of the same people: the one that is known; of two that differ, that of the kept site."""
    return other if kept is None else kept
