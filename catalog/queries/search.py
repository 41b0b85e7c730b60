"""Search in words of French, whatever their accents, number or gender, and "did you mean" when nothing is found."""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property, reduce
from operator import and_, or_

from django.conf import settings
from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery, SearchRank, TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import F, FloatField
from django.db.models.functions import Cast
from django.utils.translation import override

from catalog.models import Entry, SynonymGroup
from catalog.querysets import EntryQuerySet
from catalog.registry import registry
from catalog.rules.words import stems
from catalog.validators import split_terms
from territories.models import Territory
from territories.rules.text import fold

CONFIG = "fr_unaccent"
# Ranking reads each match whole: of a common word, only the latest are ranked.
MAX_RANKED = 1_000
# A beginning of one letter would match half the dictionary.
MIN_PREFIX = 2
# Short words have too many neighbours to be corrected.
MIN_CORRECTED = 4
MIN_LIKENESS = 0.7
MAX_WORDS_CORRECTED = 6
NEIGHBOURS, NEIGHBOURS_AMONG_PLACES = 5, 30

# The French dictionary knows "à" and "même" as empty words only with their accent, and forgets "les".
EMPTY_WORDS = frozenset({"a", "les", "meme", "memes"})
# Below pg_trgm's own 0.6: two letters swapped, or one missing, in a word of eight.
TRIGRAM_THRESHOLD = "0.5"

WORD = re.compile(r"\w+")
# What the web's own way of asking is read from.
WEB = re.compile(r'"|(?:^|\s)-\w|\bOR\b')
LONGEST_SYNONYM = 5
Synonyms = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Words:
    """What is looked for.

    `synonyms`: ways of writing one thing, as editors keep them (`read_synonyms`).
    """

    text: str
    synonyms: Synonyms = field(default_factory=dict)
    # Whether the last word may be only begun.
    is_begun: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether there is neither quote, nor -word, nor OR."""
        return bool(self.ways) and not WEB.search(self.text)

    @cached_property
    def ways(self) -> list[list[str]]:
        """For each thing that is looked for, as it is typed, then the other ways of writing it."""
        found, at = [], 0
        pieces = [piece for piece in self.text.split() if fold(piece) not in EMPTY_WORDS] or self.text.split()
        while at < len(pieces):
            size, others = self._same_as(pieces, at)
            found.append([" ".join(pieces[at : at + size]), *others])
            at += size
        return found

    @cached_property
    def units(self) -> list[SearchQuery | CombinedSearchQuery]:
        """One query for each word, or for each run of words that editors hold for the same as others."""
        units = []
        for number, (said, *others) in enumerate(self.ways, start=1):
            unit = _word(said, is_begun=self.is_begun and number == len(self.ways))
            for way in others:
                unit |= SearchQuery(way, config=CONFIG, search_type="phrase")
            units.append(unit)
        return units

    @property
    def every(self) -> SearchQuery | CombinedSearchQuery:
        """All of them; "quotes", OR and -without as on the web."""
        if WEB.search(self.text) or not self.units:
            return SearchQuery(self.text, config=CONFIG, search_type="websearch")
        return reduce(and_, self.units)

    @property
    def some(self) -> SearchQuery | CombinedSearchQuery:
        """One of them at least."""
        return reduce(or_, self.units) if self.units and not WEB.search(self.text) else self.every

    @property
    def can_be_fewer(self) -> bool:
        return len(self.units) > 1 and not WEB.search(self.text)

    def _same_as(self, pieces: list[str], at: int) -> tuple[int, tuple[str, ...]]:
        for size in range(min(LONGEST_SYNONYM, len(pieces) - at), 0, -1):
            key = stems(" ".join(pieces[at : at + size]))
            if key in self.synonyms:
                return size, self.synonyms[key]
        return 1, ()


def read_synonyms() -> Synonyms:
    """Each way of writing, and the others that mean the same. One query."""
    found: dict[str, tuple[str, ...]] = {}
    for terms in SynonymGroup.objects.order_by("pk").values_list("terms", flat=True):
        ways = split_terms(terms)
        for way in ways:
            key = stems(way)
            found[key] = (*found.get(key, ()), *(one for one in ways if one != way))
    return found


def search_query(text: str) -> SearchQuery | CombinedSearchQuery:
    """All the words, the last of which may be only begun."""
    return Words(text, is_begun=True).every


def matching(entries: EntryQuerySet, text: str) -> EntryQuerySet:
    return entries.filter(search_vector=search_query(text))


def ranked(entries: EntryQuerySet, text: str) -> EntryQuerySet:
    """The latest 1,000 matches, annotated with `rank`. As a double, which comes back from a cursor as it went."""
    latest = matching(entries, text).order_by("-change").values("pk")[:MAX_RANKED]
    rank = SearchRank(F("search_vector"), search_query(text))
    return Entry.objects.filter(pk__in=latest).annotate(rank=Cast(rank, FloatField()))


def _word(said: str, *, is_begun: bool) -> SearchQuery | CombinedSearchQuery:
    whole = SearchQuery(said, config=CONFIG, search_type="plain")
    if is_begun and WORD.fullmatch(said) and len(said) >= MIN_PREFIX:
        return whole | SearchQuery(f"'{said}':*", config=CONFIG, search_type="raw")
    return whole


def suggest(entries: EntryQuerySet, text: str) -> str | None:
    """The same words with their likely spelling, if that finds something among `entries`, which the viewer may read.

    Words are looked for in titles that they may read and in names of places, which are no secret.
    """
    corrected = correct(entries, fold(text), left=text)
    return corrected if corrected and matching(entries, corrected).exists() else None


def correct(entries: EntryQuerySet, text: str, *, left: str) -> str | None:
    """`text` with the words of `left` as they are most likely written; None where nothing changes."""
    words = [word for word in WORD.findall(left) if len(word) >= MIN_CORRECTED]
    corrected, lexicon = text, _lexicon()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [TRIGRAM_THRESHOLD])
        for word in words[:MAX_WORDS_CORRECTED]:
            folded = fold(word)
            # A word that stands in some text is written well.
            is_known = folded in lexicon or entries.filter(search_vector=Words(word).every).exists()
            nearest = folded if is_known else _nearest(entries, folded, lexicon)
            if nearest != folded:
                corrected = re.sub(rf"\b{re.escape(word)}\b", nearest, corrected)
                corrected = re.sub(rf"\b{re.escape(folded)}\b", nearest, corrected)
    return corrected if corrected != text else None


def _lexicon() -> frozenset[str]:
    """Words of the field: those of filters, and of the editors' synonyms."""
    with override(settings.LANGUAGE_CODE):
        said = [str(one.words) for one in registry.meanings.values()]
    said += SynonymGroup.objects.order_by("pk").values_list("terms", flat=True)
    return frozenset(word for text in said for word in WORD.findall(fold(text)) if len(word) >= MIN_CORRECTED)


def _nearest(entries: EntryQuerySet, word: str, lexicon: frozenset[str]) -> str:
    """The word most like this one, itself when none is like enough."""
    titles = (
        entries.filter(folded_title__trigram_word_similar=word)
        .order_by(TrigramWordSimilarity(word, "folded_title").desc(), "-change")
        .values_list("folded_title", flat=True)[:NEIGHBOURS]
    )
    places = (
        Territory.objects.current()
        .filter(search_name__trigram_word_similar=word)
        .order_by(TrigramWordSimilarity(word, "search_name").desc(), F("population").desc(nulls_last=True), "pk")
        .values_list("search_name", flat=True)[:NEIGHBOURS_AMONG_PLACES]
    )
    candidates = {found for name in [*titles, *places] for found in WORD.findall(name)} | lexicon
    likeness = {one: SequenceMatcher(None, word, one).ratio() for one in sorted(candidates)}
    best = max(likeness, key=lambda one: likeness[one], default=word)
    return best if likeness.get(best, 0) >= MIN_LIKENESS else word
