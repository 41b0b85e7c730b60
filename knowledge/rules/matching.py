"""How well a practice fits a situation (a site, an action, a territory), and in which order it is proposed. Pure.

Fit comes first, then evidence: a practice that answers something else is no help however well it is proven. What each
sign weighs was chosen on the judged cases of tests/knowledge/judged (85 % or more find the right one among five).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.enums import TerritoryKind

# What a need weighs that the practice answers beside the one that it answers first; and a trait of the site.
BESIDE, TRAIT_BESIDE = 0.3, 0.25
THEME_FIRST, THEME_BESIDE = 1.0, 0.6
KIND_FITS, KIND_DIFFERS, OTHER_WORLD = 0.3, -0.4, -4.0
WORDS = 2.0
GRADE, FAILURES = 0.12, 0.3
# What an answer to a need that one chosen before answers is worth less.
AGAIN = 1.2
# Below this a practice has nothing to do there.
LEAST_FIT = 0.8


@dataclass(frozen=True)
class Situation:
    """What is known of a place: needs, traits and themes with their weights; words to look for; kind of territory."""

    needs: Mapping[str, float] = field(default_factory=dict)
    traits: Mapping[str, float] = field(default_factory=dict)
    themes: Mapping[str, float] = field(default_factory=dict)
    kind: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A published practice. `nearness`: of its text to the words of the situation, from 0 to 1."""

    key: int
    main_need: str = ""
    needs: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    grade: int = 0
    cases: int = 0
    failed: int = 0
    nearness: float = 0.0


@dataclass(frozen=True)
class Proposed:
    """A practice with how well it fits, and the needs of the situation that it answers, the first one first."""

    key: int
    fit: float
    answers: tuple[str, ...]


def propose(situation: Situation, candidates: Iterable[Candidate], *, limit: int) -> list[Proposed]:
    """Those that fit best, best evidence first among those that fit alike. The same whatever the order given.

    Where several needs wait, each is answered before one is answered twice.
    """
    fits = {candidate: _fit(situation, candidate) for candidate in candidates}
    left = {candidate: fit + _proof(candidate) for candidate, fit in fits.items() if fit >= LEAST_FIT}
    chosen: list[Candidate] = []
    answered: set[str] = set()
    while left and len(chosen) < limit:
        best = min(left, key=lambda candidate: (-left[candidate], candidate.key))
        chosen.append(best)
        del left[best]
        if _first(best) and _first(best) not in answered:
            answered.add(_first(best))
            again = {other: fit - AGAIN for other, fit in left.items() if _first(other) == _first(best)}
            left |= again
    return [Proposed(one.key, fits[one], _answers(situation, one)) for one in chosen]


def _first(candidate: Candidate) -> str:
    return main_need(candidate.main_need, candidate.needs)


def main_need(candidate_main: str, needs: Sequence[str]) -> str:
    """What a practice answers first: what its editors say, or the only need that it answers."""
    return candidate_main or (needs[0] if len(needs) == 1 else "")


def _fit(situation: Situation, candidate: Candidate) -> float:
    first = _first(candidate)
    fit = sum(
        weight * (1.0 if need == first else BESIDE)
        for need, weight in situation.needs.items()
        if need in candidate.needs
    )
    fit += sum(
        weight * (1.0 if trait == first else TRAIT_BESIDE)
        for trait, weight in situation.traits.items()
        if trait in candidate.needs
    )
    fit += max(
        (
            weight * (THEME_FIRST if theme == candidate.themes[0] else THEME_BESIDE)
            for theme, weight in situation.themes.items()
            if theme in candidate.themes
        ),
        default=0.0,
    )
    return fit + WORDS * candidate.nearness + _kind(situation.kind, candidate.kinds)


def _kind(kind: str, kinds: tuple[str, ...]) -> float:
    """Overseas is another world: what was made for it alone, or without it, suits the other badly."""
    if not kind or not kinds:
        return 0.0
    if kind in kinds:
        return KIND_FITS
    if set(kinds) == {TerritoryKind.OVERSEAS}:
        return OTHER_WORLD
    return KIND_DIFFERS


def _proof(candidate: Candidate) -> float:
    return GRADE * candidate.grade - (FAILURES * candidate.failed / candidate.cases if candidate.cases else 0.0)


def _answers(situation: Situation, candidate: Candidate) -> tuple[str, ...]:
    first = _first(candidate)
    there = {**situation.traits, **situation.needs}
    answered = [need for need in candidate.needs if need in there]
    return tuple(sorted(answered, key=lambda need: (need != first, -there[need], need)))
