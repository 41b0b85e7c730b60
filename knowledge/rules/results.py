"""What measured cases reached together, told so that it points at nobody. Pure."""

from collections.abc import Iterable, Mapping

# What is summed, in the order in which it is shown.
TOLD = ("people", "enrolled", "work_people", "housing_people", "shelter_people", "health_people")
# As areas: three cases and twenty people at least, rounded to five (docs/privacy.md).
MIN_CASES, MIN_PEOPLE, ROUNDING = 3, 20, 5


def summed_results(cases: Iterable[Mapping[str, int | None]]) -> dict[str, int | None]:
    """`cases`: of each, its last known counts. None where they are known of too few, or too small."""
    known = list(cases)
    return {name: _told([value for case in known if (value := case.get(name)) is not None]) for name in TOLD}


def _told(values: list[int]) -> int | None:
    total = sum(values)
    if len([value for value in values if value]) < MIN_CASES or total < MIN_PEOPLE:
        return None
    return ROUNDING * round(total / ROUNDING)
