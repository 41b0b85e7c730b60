"""What somebody typed, word by word: quoted parts, numbers of people, years. No query, and no word of any noun."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from territories.rules.text import search_key

WORD = re.compile(r"\w+")
QUOTED = re.compile(r'"[^"]*"')
# Words that say nothing by themselves; the dictionary of the database knows more of them.
EMPTY = frozenset(
    search_key(
        "a au aux avec c ce ces d dans de des du elle en est et il ils j l la le les leur leurs ma mes n ne on ou par"
        " pour qu que qui s sa se ses son sont sur un une y"
    ).split()
)
# Longer questions are cut: nobody means so many words.
MAX_WORDS = 40
EARLIEST = 1990

# Ways of saying a number of people, as regular expressions over folded words; each floor's language has its own.
ABOUT_PEOPLE = _("people|persons|inhabitants|residents")
AT_LEAST = _("at least|minimum|from")
MORE_THAN = _("more than|over|above")
AT_MOST = _("at most|maximum|up to")
FEWER_THAN = _("fewer than|less than|under|below")
BETWEEN = _("between")
AND = _("and|to")
OR_MORE = _("or more|and more|at least")
OR_FEWER = _("or fewer|or less|at most")
SINCE = _("since|from")
BEFORE = _("before")
AFTER = _("after")
DURING = _("in|during|in the year|of")
THIS_YEAR = _("this year")
LAST_YEAR = _("last year")

# From the numbers that are written, and this year.
Span = Callable[[list[int], int], range]


class Word(NamedTuple):
    """`key` is what spellings share, `stem` what singular and plural do; `start` and `end` are places in the text."""

    text: str
    key: str
    start: int
    end: int

    @property
    def stem(self) -> str:
        return stem(self.key)


@dataclass(frozen=True)
class Typed:
    """A text and its words; those between quotes are only words, and mean nothing else."""

    text: str
    words: list[Word] = field(default_factory=list)

    @classmethod
    def read(cls, text: str) -> "Typed":
        quoted = [match.span() for match in QUOTED.finditer(text)]
        words = []
        for match in WORD.finditer(text):
            is_quoted = any(start <= match.start() < end for start, end in quoted)
            key = "" if is_quoted else search_key(match[0])
            words.append(Word(match[0], key if " " not in key else "", *match.span()))
        return cls(text, words[:MAX_WORDS])

    def runs(self, longest: int, taken: Iterable[int] = ()) -> Iterator[tuple[int, int]]:
        """Every run of free words (first, after last), the longest first."""
        used = set(taken)
        for size in range(min(longest, len(self.words)), 0, -1):
            for first in range(len(self.words) - size + 1):
                run = range(first, first + size)
                if all(self.words[at].key for at in run) and not used.intersection(run):
                    yield first, first + size

    def key(self, first: int, last: int) -> str:
        return " ".join(word.key for word in self.words[first:last])

    def stems(self, first: int, last: int) -> str:
        return " ".join(word.stem for word in self.words[first:last])

    def said(self, first: int, last: int) -> str:
        """As it was typed."""
        return self.text[self.words[first].start : self.words[last - 1].end]

    def without(self, runs: Iterable[tuple[int, int]]) -> str:
        """The text that is left, spaces tidied."""
        left = self.text
        for first, last in sorted(runs, reverse=True):
            left = left[: self.words[first].start] + " " + left[self.words[last - 1].end :]
        return _trimmed(" ".join(left.split()))


def _trimmed(text: str) -> str:
    """Without the empty words that stand first and last once something was taken out."""
    pieces = text.split()
    while pieces and _is_empty(pieces[0]):
        pieces.pop(0)
    while pieces and _is_empty(pieces[-1]):
        pieces.pop()
    return " ".join(pieces).strip(" ,;:.?!()")


def _is_empty(piece: str) -> bool:
    return '"' not in piece and all(word in EMPTY for word in search_key(piece).split())


def stem(key: str) -> str:
    """Enough to hold singular and plural, masculine and feminine of a participle together: "fermées" is "ferme".

    >>> stem("fermees"), stem("sites"), stem("eau")
    ('ferme', 'site', 'eau')
    """
    short = key[:-1] if len(key) > 3 and key[-1] in "sx" else key
    return short[:-1] if len(short) > 4 and short.endswith("ee") else short


def stems(text: str) -> str:
    """A text as `Typed.stems` gives its words."""
    return " ".join(stem(word) for word in search_key(text).split())


def phrases(text: object) -> list[str]:
    """The ways of writing something, from its "|" form, as `Typed.stems` gives them."""
    return [one for one in dict.fromkeys(map(stems, str(text).split("|"))) if one]


class Count(NamedTuple):
    first: int
    last: int
    at_least: int | None
    at_most: int | None


class Years(NamedTuple):
    first: int
    last: int
    years: range


def read_count(typed: Typed, taken: Iterable[int] = ()) -> Count | None:
    """A number of people: "plus de 50 personnes", "entre 20 et 50 habitants", "100 personnes ou plus"."""
    if not any(word.key.isdigit() for word in typed.words):
        return None
    used, patterns = set(taken), _counts(get_language())
    for first, last in typed.runs(8, used):
        key = typed.key(first, last)
        for pattern, (low, high) in patterns:
            match = pattern.fullmatch(key)
            following = typed.words[last].key if last < len(typed.words) else ""
            if match and (match.groupdict().get("unit") or not following) and not _is_year(match):
                numbers = [int(match["n"]), int(match.groupdict().get("m") or 0)]
                return Count(first, last, low(numbers), high(numbers))
    return None


def read_years(typed: Typed, first: int, *, today_year: int) -> Years | None:
    """The years that are written from the word `first` on: "en 2024", "2024", "depuis 2022", "l’an dernier"."""
    spans = _spans(get_language())
    for last in range(min(first + 6, len(typed.words)), first, -1):
        key = typed.key(first, last)
        if any(not word.key for word in typed.words[first:last]):
            continue
        for pattern, span in spans:
            match = pattern.fullmatch(key)
            if match:
                years = span([int(one) for one in match.groups() if one], today_year)
                if all(EARLIEST <= year <= today_year + 5 for year in (years.start, years.stop - 1)):
                    return Years(first, last, years)
    return None


def _any_of(text: object) -> str:
    ways = sorted((search_key(one) for one in str(text).split("|")), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(one) for one in ways) + ")"


def _is_year(match: re.Match[str]) -> bool:
    return not match.groupdict().get("unit") and EARLIEST <= int(match["n"]) <= EARLIEST + 100


@lru_cache(maxsize=8)
def _counts(language: str | None) -> tuple[tuple[re.Pattern[str], tuple], ...]:
    with override(language):
        return tuple((re.compile(pattern), bounds) for pattern, bounds in _ways_of_counting())


def _ways_of_counting() -> list[tuple[str, tuple]]:
    number, unit = r"(?P<n>\d{1,6})", rf"(?: (?P<unit>{_any_of(ABOUT_PEOPLE)}))"

    def nothing(_numbers: list[int]) -> None:
        return None

    return [
        (rf"{_any_of(MORE_THAN)} {number}{unit}?", (lambda n: n[0] + 1, nothing)),
        (rf"{_any_of(AT_LEAST)} {number}{unit}?", (lambda n: n[0], nothing)),
        (rf"{_any_of(FEWER_THAN)} {number}{unit}?", (nothing, lambda n: max(n[0] - 1, 0))),
        (rf"{_any_of(AT_MOST)} {number}{unit}?", (nothing, lambda n: n[0])),
        (
            rf"{_any_of(BETWEEN)} {number} {_any_of(AND)} (?P<m>\d{{1,6}}){unit}?",
            (min, max),
        ),
        (rf"{number}{unit} {_any_of(OR_MORE)}", (lambda n: n[0], nothing)),
        (rf"{number}{unit} {_any_of(OR_FEWER)}", (nothing, lambda n: n[0])),
        (rf"{number} {_any_of(OR_MORE)}{unit}", (lambda n: n[0], nothing)),
        # Said alone, a number is a size: about so many.
        (rf"{number}{unit}", (lambda n: n[0] * 9 // 10, lambda n: -(-n[0] * 11 // 10))),
    ]


@lru_cache(maxsize=8)
def _spans(language: str | None) -> tuple[tuple[re.Pattern[str], Span], ...]:
    with override(language):
        return tuple((re.compile(pattern), span) for pattern, span in _ways_of_dating())


def _ways_of_dating() -> list[tuple[str, Span]]:
    year = r"((?:19|20)\d\d)"
    return [
        (rf"(?:{_any_of(DURING)} )?{year}", lambda n, _now: range(n[0], n[0] + 1)),
        (rf"{_any_of(SINCE)} {year}", lambda n, now: range(n[0], max(now, n[0]) + 1)),
        (rf"{_any_of(AFTER)} {year}", lambda n, now: range(n[0] + 1, max(now, n[0] + 1) + 1)),
        (rf"{_any_of(BEFORE)} {year}", lambda n, _now: range(EARLIEST, n[0])),
        (rf"{_any_of(BETWEEN)} {year} {_any_of(AND)} {year}", lambda n, _now: range(min(n), max(n) + 1)),
        (_any_of(THIS_YEAR), lambda _n, now: range(now, now + 1)),
        (_any_of(LAST_YEAR), lambda _n, now: range(now - 1, now)),
    ]
