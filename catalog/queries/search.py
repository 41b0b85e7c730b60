"""Search in words of French, whatever their accents, number or gender, and "did you mean" when nothing is found."""

import re
from difflib import SequenceMatcher

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery, SearchRank, TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import F, FloatField
from django.db.models.functions import Cast

from catalog.models import Entry
from catalog.querysets import EntryQuerySet
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
NEIGHBOURS = 5

# The French dictionary knows "à" and "même" as empty words only with their accent, and forgets "les".
EMPTY_WORDS = frozenset({"a", "les", "meme", "memes"})
# Below pg_trgm's own 0.6: two letters swapped, or one missing, in a word of eight.
TRIGRAM_THRESHOLD = "0.5"

WORD = re.compile(r"\w+")
LAST_WORD = re.compile(r"(?<![-\w])\w+$")


def search_query(text: str) -> SearchQuery | CombinedSearchQuery:
    """All the words; "quotes", OR and -without as on the web; the last word may be only begun."""
    if '"' in text:
        return SearchQuery(text, config=CONFIG, search_type="websearch")
    text = " ".join(word for word in text.split() if fold(word) not in EMPTY_WORDS) or text
    last = LAST_WORD.search(text)
    if last is None or len(last[0]) < MIN_PREFIX:
        return SearchQuery(text, config=CONFIG, search_type="websearch")
    begun = SearchQuery(f"'{last[0]}':*", config=CONFIG, search_type="raw")
    whole = SearchQuery(last[0], config=CONFIG, search_type="plain")
    head = text[: last.start()].strip()
    if not head:
        return begun | whole
    return SearchQuery(head, config=CONFIG, search_type="websearch") & (begun | whole)


def matching(entries: EntryQuerySet, text: str) -> EntryQuerySet:
    return entries.filter(search_vector=search_query(text))


def ranked(entries: EntryQuerySet, text: str) -> EntryQuerySet:
    """The latest 1,000 matches, annotated with `rank`. As a double, which comes back from a cursor as it went."""
    latest = matching(entries, text).order_by("-change").values("pk")[:MAX_RANKED]
    rank = SearchRank(F("search_vector"), search_query(text))
    return Entry.objects.filter(pk__in=latest).annotate(rank=Cast(rank, FloatField()))


def suggest(entries: EntryQuerySet, text: str) -> str | None:
    """The same words with their likely spelling, if that finds something among `entries`, which the viewer may read.

    Words are looked for in titles that they may read and in names of places, which are no secret.
    """
    words = [word for word in WORD.findall(fold(text)) if len(word) >= MIN_CORRECTED]
    corrected = fold(text)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [TRIGRAM_THRESHOLD])
        for word in words[:MAX_WORDS_CORRECTED]:
            corrected = re.sub(rf"\b{re.escape(word)}\b", _nearest(entries, word), corrected)
    if corrected == fold(text) or not matching(entries, corrected).exists():
        return None
    return corrected


def _nearest(entries: EntryQuerySet, word: str) -> str:
    """The word most like this one, itself when none is like enough."""
    titles = (
        entries.filter(folded_title__trigram_word_similar=word)
        .order_by(TrigramWordSimilarity(word, "folded_title").desc(), "-change")
        .values_list("folded_title", flat=True)[:NEIGHBOURS]
    )
    places = (
        Territory.objects.current()
        .filter(search_name__trigram_word_similar=word)
        .order_by(TrigramWordSimilarity(word, "search_name").desc(), "pk")
        .values_list("search_name", flat=True)[:NEIGHBOURS]
    )
    candidates = {found for name in [*titles, *places] for found in WORD.findall(name)}
    likeness = {one: SequenceMatcher(None, word, one).ratio() for one in sorted(candidates)}
    best = max(likeness, key=lambda one: likeness[one], default=word)
    return best if likeness.get(best, 0) >= MIN_LIKENESS else word
