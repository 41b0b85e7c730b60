"""The filter of everything: a question in words becomes filters, and words to look for.

What was understood narrows as a parameter of the address would, and each is a chip that is removed or changed. When too
little has all the words, what has some of them is found too; when nothing is found, the likely spelling is tried.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import add, or_
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery, SearchRank
from django.db.models import BigIntegerField, Case, F, FloatField, Func, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Extract
from django.http import QueryDict

from actors.enums import Noun
from actors.rules import Viewer
from catalog.enums import Sort
from catalog.filters.entries import EntryFilter, FacetState
from catalog.models import Entry
from catalog.queries import search
from catalog.queries.engine import found_by_engine
from catalog.queries.pages import EntryPage, read_page
from catalog.queries.places import EVERYDAY
from catalog.queries.search import CONFIG, Words
from catalog.queries.understanding import Question, Understood, understand
from catalog.querysets import EntryQuerySet
from catalog.registry import Facet, registry
from catalog.rules.words import Typed

Query = SearchQuery | CombinedSearchQuery
# With fewer things that have all the words, those that have some of them are shown too.
FEW = 3
# What each sign is worth beside the rank of the words (about 0 to 2).
ALL_WORDS, IN_TITLE, IN_ORDER, SAID, TAGGED, PLACED = 2.0, 1.0, 0.6, 0.4, 0.3, 0.5
# Between things of equal worth, the latest: a century is worth a hundredth.
A_DAY = 0.01 / 36_500


@dataclass(frozen=True)
class Reading:
    """How the question is answered. `corrected`: the question as it is answered, when it is not as typed."""

    question: Question
    words: Words
    is_relaxed: bool = False
    corrected: str = ""

    @property
    def query(self) -> Query | None:
        if not self.question.rest:
            return None
        return self.words.some if self.is_relaxed else self.words.every


class SearchFilter(EntryFilter):
    """`SearchFilter(request.GET, viewer=viewer)`. `is_strict`: all the words as they are spelt, no other attempt."""

    def __init__(self, query: QueryDict, *, viewer: Viewer, also: Iterable[str] = (), is_strict: bool = False) -> None:
        super().__init__(None, query, viewer=viewer, also=also)
        self.is_strict = is_strict
        self._answers: dict[tuple[str, bool, bool], list[int] | None] = {}

    @cached_property
    def typed(self) -> Question:
        """What was typed, as it is understood."""
        return self._understood(self.criteria.q)

    @cached_property
    def reading(self) -> Reading:
        reading = Reading(self.typed, self._words(self.typed))
        if self.errors or self.is_strict or not self.criteria.q:
            return reading
        whole, found = self._whole(reading)
        if found >= FEW:
            return whole
        return (None if found else self._corrected()) or self._relaxed(whole)

    @property
    def question(self) -> Question:
        return self.reading.question

    def page(self, *, size: int) -> EntryPage:
        entries = self.queryset
        if self.sort == Sort.RELEVANCE:
            latest = entries.order_by("-change").values("pk")[: search.MAX_RANKED]
            entries = Entry.objects.filter(pk__in=latest).annotate(rank=Cast(self._rank(), FloatField()))
        return read_page(entries, sort=self.sort, size=size, cursor=self.criteria.cursor)

    @property
    def marked(self) -> Query | None:
        """What highlights mark."""
        said = [Words(one.said, self._synonyms).some for one in self.question.found if one.is_soft]
        queries = [*([self.reading.words.some] if self.question.rest else []), *said]
        return reduce(or_, queries) if queries else None

    @cached_property
    def facets(self) -> list[FacetState]:
        """Those with something to choose."""
        return [state for state in super().facets if any(one.count or one.is_chosen for one in state.options)]

    @property
    def shown_facets(self) -> tuple[Facet, ...]:
        """Those of the type that was chosen; else of the types that are found."""
        noun = self.noun_asked
        nouns = [noun] if noun else [Noun(name) for name in self.nouns]
        params = {facet.param: facet for one in nouns for facet in registry.of(one).facets}
        merged = registry.of(noun).facets if noun else registry.every_facet()
        return tuple(facet for facet in merged if facet.param in params)

    @property
    def has_people(self) -> bool:
        return any(registry.of(Noun(name)).has_people for name in self.nouns)

    @property
    def noun_asked(self) -> Noun | None:
        """The kind of thing that is asked for, by a parameter or in words."""
        said = next((one.noun for one in self.question.found if one.noun), None)
        return self.criteria.type or said

    def count_without(self, one: Understood) -> int:
        """How much would be found without one of the things understood."""
        others = [other for other in self.typed.found if other is not one]
        return self._narrowed(replace(self.typed, found=others), self._words(self.typed)).count()

    def _matching(
        self, *, except_for: Facet | None = None, of_any_type: bool = False, with_words: bool = True
    ) -> EntryQuerySet:
        reading = self.reading
        entries = self._entries(reading.question, except_for=except_for, of_any_type=of_any_type)
        return self._with_words(entries, reading) if with_words else entries

    def _entries(
        self, question: Question, *, except_for: Facet | None = None, of_any_type: bool = False
    ) -> EntryQuerySet:
        """What the parameters of the address and the things understood leave, words apart."""
        entries = super()._matching(except_for=except_for, of_any_type=of_any_type, with_words=False)
        for one in question.found:
            if one.noun is None or not of_any_type:
                entries = entries.filter(self._where(one))
        return entries

    def _with_words(self, entries: EntryQuerySet, reading: Reading) -> EntryQuerySet:
        """By the engine of the installation; PostgreSQL where there is none, or where it does not answer."""
        if reading.query is None:
            return entries
        found = self._found_by_engine(reading)
        return entries.filter(search_vector=reading.query) if found is None else entries.filter(pk__in=found)

    def _found_by_engine(self, reading: Reading) -> list[int] | None:
        """Each thing is asked of it once: lists, tabs and facets read the same answer, or wait for it once."""
        asked = (reading.words.text, reading.words.is_begun, reading.is_relaxed)
        if asked not in self._answers:
            self._answers[asked] = found_by_engine(reading.words, is_relaxed=reading.is_relaxed, viewer=self.viewer)
        return self._answers[asked]

    def _narrowed(self, question: Question, words: Words) -> EntryQuerySet:
        entries = self._entries(question)
        return entries.filter(search_vector=words.every) if question.rest else entries

    def _where(self, one: Understood) -> Q:
        if one.noun:
            return Q() if self.criteria.type else Q(noun=one.noun)
        if one.people:
            low, high = one.people
            bounds = {"people__gte": low, "people__lte": high}
            return Q(**{name: value for name, value in bounds.items() if value is not None})
        if one.place:
            return self._at(one)
        told = reduce(or_, (self._tagged(name, codes) for name, codes in by_name(one.tags).items()))
        return told | Q(search_vector=Words(one.said, self._synonyms).every) if one.is_soft else told

    def _at(self, one: Understood) -> Q:
        """Inside a place, or speaking of it: a text has no territory, or a wide one."""
        place = one.place
        inside = Q(territory_ids__overlap=[place.pk]) if place else Q()
        if place is None or place.search_name in EVERYDAY:
            return inside
        return inside | Q(search_vector=SearchQuery(place.name, config=CONFIG, search_type="phrase"))

    def _tagged(self, name: str, codes: list[str]) -> Q:
        facet = registry.facet_named(name)
        return facet.where(self.viewer, codes) if facet else Q(tags__overlap=[f"{name}:{code}" for code in codes])

    def _rank(self) -> Any:
        """A sum of signs: the words and where they are, what is tagged so, what is just there, what is recent."""
        signs: list[Any] = [Coalesce(Extract(F("dated_on"), "epoch"), 0.0) / 86_400.0 * A_DAY]
        question, words = self.question, self.reading.words
        found = self._found_by_engine(self.reading) if question.rest else None
        if found:
            signs.append(ALL_WORDS / (1.0 + ArrayPosition(Value(found, ArrayField(BigIntegerField())), F("pk"))))
        elif question.rest:
            direct = Words(question.rest)
            signs.append(SearchRank(F("search_vector"), words.some))
            signs.append(SearchRank(F("search_vector"), direct.some) * IN_TITLE)
            signs.append(_when(Q(search_vector=words.every), ALL_WORDS))
            phrase = SearchQuery(question.rest, config=CONFIG, search_type="phrase")
            signs.append(_when(Q(search_vector=phrase), IN_ORDER))
        for one in question.found:
            if one.place:
                signs.append(_when(Q(territory_ids__overlap=[one.place.pk]), PLACED))
            elif one.is_soft:
                said, direct = Words(one.said, self._synonyms), Words(one.said)
                signs.append(_when(Q(tags__overlap=list(one.tags)), TAGGED))
                signs.append(_when(Q(search_vector=direct.every), SAID))
                signs += [SearchRank(F("search_vector"), one_of) for one_of in (said.some, direct.some)]
        return reduce(add, signs)

    def _some(self, reading: Reading) -> int:
        """How many are found, counted no further than what is enough."""
        entries = self._with_words(self._entries(reading.question), reading)
        return len(entries.order_by().values_list("pk", flat=True)[:FEW])

    def _whole(self, reading: Reading) -> tuple[Reading, int]:
        """All the words; with few answers, the last of them only begun. And how many so."""
        found = self._some(reading)
        if found >= FEW or not reading.question.rest:
            return reading, found
        begun = replace(reading, words=replace(reading.words, is_begun=True))
        among_begun = self._some(begun)
        return (begun, among_begun) if among_begun > found else (reading, found)

    def _relaxed(self, reading: Reading) -> Reading:
        """With few answers, those that have some of the words too."""
        return replace(reading, is_relaxed=reading.words.can_be_fewer)

    def _corrected(self) -> Reading | None:
        """The question with its likely spelling, if that finds something."""
        if self.criteria.is_literal or '"' in self.criteria.q:
            return None
        readable = self.visible(self.criteria.type)
        text = search.correct(readable, self.criteria.q, left=self.typed.rest)
        if not text:
            return None
        question = self._understood(text)
        reading, found = self._whole(Reading(question, self._words(question), corrected=text))
        is_place = any(one.place for one in question.found) and not any(one.place for one in self.typed.found)
        return reading if found or is_place else None

    def _understood(self, text: str) -> Question:
        if self.criteria.is_literal or not text:
            return Question(Typed(text), [], text)
        return understand(text, viewer=self.viewer, synonyms=self._synonyms)

    def _words(self, question: Question) -> Words:
        return Words(question.rest, self._synonyms)

    @cached_property
    def _synonyms(self) -> search.Synonyms:
        return search.read_synonyms() if self.criteria.q else {}


class ArrayPosition(Func):
    function = "array_position"
    output_field = FloatField()


def _when(condition: Q, worth: float) -> Case:
    return Case(When(condition, then=Value(worth)), default=Value(0.0), output_field=FloatField())


def by_name(tags: Iterable[str]) -> dict[str, list[str]]:
    """The codes of tags, by the name of their facet."""
    found: dict[str, list[str]] = {}
    for tag in tags:
        name, _, code = tag.partition(":")
        found.setdefault(name, []).append(code)
    return found
