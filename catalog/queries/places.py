"""Places named in a question: "Bobigny", "93", "Saint-Denis (93)", "métropole de Lyon", "dans le Nord"."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Q

from catalog.queries.search import Synonyms
from catalog.rules.words import Typed
from territories.enums import CommuneKind, Level
from territories.models import Territory
from territories.rules.text import search_key

LONGEST_NAME = 7
# Smaller communes are meant only when the words say that a place follows: their names are everyday words.
KNOWN_COMMUNE, KNOWN_COMPOUND = 10_000, 1_000
MAX_OTHERS = 5

BEFORE_COMMUNE = frozenset({"a", "au", "aux", "vers", "pres", "commune", "ville", "autour"})
BEFORE_WIDER = BEFORE_COMMUNE | {"en", "dans", "departement", "region", "sur", "du", "de", "d"}
ARTICLES = frozenset({"le", "la", "les", "l", "de", "du", "des", "d"})
LEVEL_WORDS = {
    "departement": Level.DEPARTEMENT,
    "region": Level.REGION,
    "commune": Level.COMMUNE,
    "ville": Level.COMMUNE,
    "agglomeration": Level.EPCI,
    "agglo": Level.EPCI,
    "intercommunalite": Level.EPCI,
}
# How EPCI are written in full, and in their official names.
SHORT = (
    ("communaute de communes", "cc"),
    ("communaute d agglomeration", "ca"),
    ("communaute urbaine", "cu"),
    ("agglomeration", "ca"),
    ("agglo", "ca"),
)
# Names of places that are everyday words: they need a word before them, or a capital.
EVERYDAY = frozenset(
    {"nord", "manche", "lot", "somme", "landes", "cher", "creuse", "centre", "orne", "drome", "sens", "orange", "dole",
     "fontaine", "port", "bois", "sable", "saintes", "grasse", "ecole", "eaux", "contes", "gap", "mer", "sud", "est"}
)  # fmt: skip
UNITS = frozenset(
    {"personne", "personnes", "habitants", "familles", "menages", "enfants", "mineurs", "sites", "ans", "mois",
     "jours", "semaines", "metres", "m", "km", "euros", "eur", "fois", "heures", "h", "caravanes", "cabanes", "places"}
)  # fmt: skip
ORDER = {Level.DEPARTEMENT: 0, Level.REGION: 1, Level.NATION: 2, Level.COMMUNE: 3, Level.EPCI: 4}


@dataclass(frozen=True)
class Spotted:
    """A place and the words that name it; `others` have the same name."""

    first: int
    last: int
    place: Territory
    others: tuple[Territory, ...] = ()


def spot_places(
    typed: Typed, *, taken: Collection[int], ordinary: Collection[str], home: Collection[int], synonyms: Synonyms
) -> list[Spotted]:
    """Those that are meant, in the order of the words. One query.

    `ordinary`: words of the field, which are no names.
    """
    runs = list(typed.runs(LONGEST_NAME, taken))
    called = {key: [search_key(way) for way in ways] for key, ways in synonyms.items()}
    named = _read(typed, runs, called)
    used, spotted = set(taken), []
    for first, last in runs:
        if used.intersection(range(first, last)):
            continue
        places = _meant(typed, first, last, named, ordinary=ordinary)
        places = places or _called(named, called.get(typed.stems(first, last), ()))
        if places:
            best = sorted(places, key=lambda place: _weight(place, home))
            spotted.append(Spotted(_begin(typed, first, used), last, best[0], tuple(best[1 : 1 + MAX_OTHERS])))
            used.update(range(spotted[-1].first, last))
    return _settled(typed, sorted(spotted, key=lambda one: one.first))


def _called(named: dict[str, list[Territory]], ways: Iterable[str]) -> list[Territory]:
    """Régions and départements by the names that editors hold for the same."""
    wide = {Level.REGION, Level.DEPARTEMENT}
    return [place for way in ways for place in named.get(way, []) if place.level in wide and place.search_name == way]


def _read(typed: Typed, runs: Iterable[tuple[int, int]], called: Mapping[str, list[str]]) -> dict[str, list[Territory]]:
    """By name and by code, places of today; a former name leads to the place that replaced it."""
    keys, codes = set(), set()
    for first, last in runs:
        key = typed.key(first, last)
        keys.update(_names(key))
        keys.update(called.get(typed.stems(first, last), ()))
        if last == first + 1 and key[:2].isdigit() | (key[:2] in {"2a", "2b"}) and len(key) in {2, 3, 5}:
            codes.add(key.upper())
    if not keys:
        return {}
    coded = Q(code__in=codes) & (Q(level=Level.DEPARTEMENT) | Q(level=Level.COMMUNE))
    wanted = Q(search_name__in=keys) | coded | Q(postal_codes__overlap=[code for code in codes if len(code) == 5])
    places = Territory.objects.filter(wanted, country=settings.PLATFORM_COUNTRY).exclude(kind=CommuneKind.ARM)
    named: dict[str, dict[int, Territory]] = defaultdict(dict)
    for place in places.select_related("parent__parent", "successor__parent__parent").in_order():
        today = place.today()
        for key in {place.search_name, search_key(place.code), *place.postal_codes}:
            named[key][today.pk] = today
    return {key: list(found.values()) for key, found in named.items()}


def _names(key: str) -> set[str]:
    names = {key}
    for long, short in SHORT:
        if key.startswith(f"{long} "):
            names.add(short + key[len(long) :])
    return names | {f"{key} metropole", f"metropole {key.removeprefix('metropole ')}"}


def _meant(
    typed: Typed, first: int, last: int, named: dict[str, list[Territory]], *, ordinary: Collection[str]
) -> list[Territory]:
    key = typed.key(first, last)
    places = [place for name in _names(key) if name != key for place in named.get(name, [])]
    if key.isdigit() or key[:2] in {"2a", "2b"}:
        return _coded(typed, first, last, named.get(key, []))
    level = _level_before(typed, first)
    candidates = [place for place in named.get(key, []) if place.search_name == key or place.level != Level.EPCI]
    candidates = [one for one in candidates if level in {None, one.level}] or ([] if level else candidates)
    found = [one for one in candidates if level or _is_meant(typed, first, last, one, ordinary=ordinary)]
    return list({place.pk: place for place in [*found, *_epci(places, key)]}.values())


def _epci(places: Iterable[Territory], key: str) -> list[Territory]:
    """An EPCI under the full form of its name."""
    starts = ("metropole", "communaute", "agglo")
    return [place for place in places if place.level == Level.EPCI and key.startswith(starts)]


def _coded(typed: Typed, first: int, last: int, places: list[Territory]) -> list[Territory]:
    following = typed.words[last].key if last < len(typed.words) else ""
    if following in UNITS:
        return []
    key = typed.key(first, last)
    return [place for place in places if len(key) == 5 or place.level == Level.DEPARTEMENT]


def _is_meant(typed: Typed, first: int, last: int, place: Territory, *, ordinary: Collection[str]) -> bool:
    word, is_one = typed.words[first], last == first + 1
    has_capital = word.text[:1].isupper() and not typed.text.isupper()
    before, has_article = _before(typed, first)
    is_whole = first == 0 and last == len(typed.words)
    everyday = is_one and (word.key in EVERYDAY or word.stem in ordinary)
    if place.level != Level.COMMUNE:
        return not everyday or has_capital or before in BEFORE_WIDER or is_whole
    says_place = before in BEFORE_COMMUNE and not has_article
    if everyday:
        return has_capital and (says_place or is_whole)
    if says_place or has_capital:
        return len(word.key) > 1
    return (place.population or 0) >= (KNOWN_COMMUNE if is_one else KNOWN_COMPOUND)


def _before(typed: Typed, first: int) -> tuple[str, bool]:
    """The word before, articles apart, and whether there is an article."""
    at = first - 1
    while at >= 0 and typed.words[at].key in ARTICLES and typed.words[at].key != "de":
        at -= 1
    return (typed.words[at].key if at >= 0 else ""), at < first - 1


def _level_before(typed: Typed, first: int) -> Level | None:
    at = first - 1
    while at >= 0 and typed.words[at].key in ARTICLES:
        at -= 1
    return LEVEL_WORDS.get(typed.words[at].key) if at >= 0 else None


def _begin(typed: Typed, first: int, used: Collection[int]) -> int:
    """With the words that lead to a place: "dans le", "à", "département du"."""
    begin = first
    while begin > 0 and begin - 1 not in used and typed.words[begin - 1].key in ARTICLES | BEFORE_WIDER:
        begin -= 1
    while begin > 0 and begin - 1 not in used and typed.words[begin - 1].key in LEVEL_WORDS:
        begin -= 1
    return begin


def _weight(place: Territory, home: Collection[int]) -> tuple[bool, int, int, str]:
    """One's own territory first, then the widest, then the most populous."""
    is_home = bool(set(place.ancestor_ids) & set(home))
    return not is_home, ORDER.get(Level(place.level), 9), -(place.population or 0), place.code


def _settled(typed: Typed, spotted: list[Spotted]) -> list[Spotted]:
    """Of two places side by side, one of which may be inside the other, the one inside: "Saint-Denis (93)"."""
    settled: list[Spotted] = []
    for one in spotted:
        last = settled[-1] if settled else None
        if last and one.first - last.last <= 1:
            inner = _inside(last, one) or _inside(one, last)
            if inner:
                settled[-1] = replace(inner, first=last.first, last=one.last)
                continue
        settled.append(one)
    return settled


def _inside(inner: Spotted, outer: Spotted) -> Spotted | None:
    for place in (inner.place, *inner.others):
        if outer.place.pk in place.ancestor_ids:
            return Spotted(inner.first, inner.last, place)
    return None
