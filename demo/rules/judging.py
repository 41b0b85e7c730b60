"""How good a list of answers is, given how good each answer is (0 to 3)."""

from collections.abc import Mapping, Sequence
from math import log2

SHOWN = 10
# From this grade on, an answer is one that should be among those shown.
GOOD = 2


def ndcg(found: Sequence[str], grades: Mapping[str, int], *, shown: int = SHOWN) -> float:
    """1 when the best answers come first. Gains are 2**grade - 1, discounted by the logarithm of the rank."""
    best = sorted(grades.values(), reverse=True)[:shown]
    ideal = sum((2**grade - 1) / log2(rank + 2) for rank, grade in enumerate(best))
    gained = sum((2 ** grades.get(key, 0) - 1) / log2(rank + 2) for rank, key in enumerate(found[:shown]))
    return gained / ideal if ideal else 0.0


def recall(found: Sequence[str], grades: Mapping[str, int], *, shown: int = SHOWN) -> float:
    """The part of the good answers that is among the first, of those that there is room for."""
    good = {key for key, grade in grades.items() if grade >= GOOD}
    return len(good & set(found[:shown])) / min(len(good), shown) if good else 0.0
