"""Finding a place by what people type: its name, a postal code, an official code."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, F, FloatField, Func, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce, Ln

from territories.enums import Level
from territories.models import Territory
from territories.rules.text import search_key

CODE = re.compile(r"\d[\dab]*")
NAME_THEN_CODE = re.compile(r"(?P<name>.+) (?P<code>\d{2,5}|2[ab]\d{0,3})")
CODE_THEN_NAME = re.compile(r"(?P<code>\d{5}|2[ab]\d{3}) (?P<name>.+)")

THEN = (F("population").desc(nulls_last=True), "code", "pk")


def search_territories(
    text: str, *, levels: Collection[str] | None = None, country: str | None = None, limit: int = 10
) -> list[Territory]:
    """Places of today, the most exact first, then the most populous. Three queries at most.

    "saint denis", "St-Denis (93)", "93200 saint-denis", "9320", "93066", "Boubigny": all are understood. A former
    commune is found under its old name and answers with the commune of today.
    """
    key = search_key(text)
    if not key or limit < 1:
        return []
    places = Territory.objects.select_related("parent__parent", "successor__parent")
    if levels is not None:
        places = places.filter(level__in=levels)
    if country is not None:
        places = places.filter(country=country)
    for found in _attempts(key, places):
        # Several former names may lead to one place of today.
        if today := _today(found[: limit * 4]):
            return today[:limit]
    return []


def _attempts(key: str, places: QuerySet[Territory]) -> Iterable[QuerySet[Territory]]:
    """From the most literal reading to the most lenient; the first that finds something is right."""
    if CODE.fullmatch(key):
        yield _coded(places, key.upper())
        return
    if match := NAME_THEN_CODE.fullmatch(key) or CODE_THEN_NAME.fullmatch(key):
        yield _named(_coded(places, match["code"].upper()), match["name"])
    yield _named(places, key)
    yield _resembling(places, key)


def _coded(places: QuerySet[Territory], code: str) -> QuerySet[Territory]:
    """By official or postal code, or the beginning of one."""
    postal = Func(F("postal_codes"), Value(" "), Value(""), function="array_to_string", output_field=TextField())
    places = places.annotate(postal=postal)
    # "93" is the département for everybody; few know the number of a région.
    exact = (Q(code=code) & ~Q(level=Level.REGION)) | Q(postal_codes__contains=[code[:10]])
    return _ranked(
        places.filter(Q(code__startswith=code) | Q(postal__startswith=code) | Q(postal__contains=f" {code}")), [exact]
    )


def _named(places: QuerySet[Territory], key: str) -> QuerySet[Territory]:
    """By name: the whole, its beginning, or the beginning of one of its words."""
    start, word = Q(search_name__startswith=key), Q(search_name__contains=f" {key}")
    return _ranked(places.filter(start | word), [Q(search_name=key), start])


def _ranked(places: QuerySet[Territory], exactness: list[Q]) -> QuerySet[Territory]:
    cases = [When(condition, then=rank) for rank, condition in enumerate(exactness)]
    rank = Case(*cases, default=len(cases), output_field=IntegerField())
    return places.order_by(rank, *THEN)


def _resembling(places: QuerySet[Territory], key: str) -> QuerySet[Territory]:
    """By trigrams. Among names that resemble equally, the larger place was meant more often."""
    weight = Ln(Coalesce(F("population"), 0) + 1.0, output_field=FloatField()) / 100.0
    likeness = TrigramSimilarity("search_name", key) + weight
    return places.filter(search_name__trigram_similar=key).order_by(likeness.desc(), *THEN)


def _today(places: Iterable[Territory]) -> list[Territory]:
    return list({place.pk: place for place in (found.today() for found in places)}.values())
