"""From the parameters of an address to what is asked. Strict: what is not understood is an error, never passed over."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.enums import Noun
from catalog.enums import Sort
from catalog.queries.pages import Cursor, CursorError
from catalog.querysets import Box, Circle
from catalog.registry import CatalogNoun, Facet, registry
from territories.models import Territory
from territories.rules.keys import PlaceKey, parse_place_key

MAX_Q = 200
MAX_TERRITORIES = 50
MAX_RADIUS_M = 100_000
MAX_PEOPLE = 2**31 - 1
# Asks that the words of a search be taken as they are typed.
LITERAL = "tel_quel"
# What the forms of lists call their fields.
LABELS = {
    "q": gettext_lazy("Words"),
    "type": gettext_lazy("Type"),
    "territoire": gettext_lazy("Territory"),
    "bbox": gettext_lazy("Within the frame of the map"),
    "updated_since": gettext_lazy("Updated since"),
    "people_min": gettext_lazy("People, at least"),
    "people_max": gettext_lazy("People, at most"),
    "sort": gettext_lazy("Order"),
}


@dataclass(frozen=True)
class FilterError:
    """`message` is in the reader's language and says what to do. `code` is for programs."""

    param: str
    code: str
    message: str

    @property
    def label(self) -> str:
        """The field that sends it, as a page calls it; "" for what no form sends."""
        facets = {facet.param: facet.label for facet in facets_of(None)}
        return str(LABELS.get(self.param) or facets.get(self.param, ""))


class Refused(Exception):  # noqa: N818 (it is caught here, and becomes a FilterError)
    def __init__(self, message: str, code: str = "invalid") -> None:
        self.message, self.code = message, code


@dataclass
class Criteria:
    q: str = ""
    # What was written of each place, and the place of today that it means.
    territories: dict[str, Territory] = field(default_factory=dict)
    bbox: Box | None = None
    near: Circle | None = None
    updated_since: datetime | None = None
    people_min: int | None = None
    people_max: int | None = None
    sort: Sort = Sort.RECENT
    type: Noun | None = None
    cursor: Cursor | None = None
    # The codes chosen of each facet, by parameter.
    facets: dict[str, list[str]] = field(default_factory=dict)
    # Whether the words of a search are only words.
    is_literal: bool = False


def params_of(noun: CatalogNoun | None) -> list[str]:
    """The parameters that a filter understands, in the order in which they are announced. None: all nouns together."""
    if noun is None:
        own = [facet.param for facet in facets_of(None)]
        bounds = ["updated_since", "people_min", "people_max"]
        return ["q", LITERAL, "type", "territoire", *bounds, *own, "sort", "cursor"]
    return [
        "q",
        "territoire",
        *(["bbox", "near"] if noun.has_place else []),
        "updated_since",
        *(["people_min", "people_max"] if noun.has_people else []),
        *(facet.param for facet in noun.facets),
        "sort",
        "cursor",
    ]


def facets_of(noun: CatalogNoun | None) -> tuple[Facet, ...]:
    """Those of a noun; of all nouns together, those of one name are one."""
    return noun.facets if noun else registry.every_facet()


def usual_sort(noun: CatalogNoun | None, *, has_words: bool = False) -> Sort:
    """The order of a list that is asked none."""
    if has_words:
        return Sort.RELEVANCE
    return noun.sort if noun else Sort.RECENT


def read_criteria(
    query: QueryDict, noun: CatalogNoun | None, *, also: Iterable[str] = (), places: dict[str, Territory] | None = None
) -> tuple[Criteria, list[FilterError]]:
    """What the address asks, and what is wrong with it. An empty value is as good as none: forms send them.

    `places`: the territories that it asks, by key, of a caller who holds them.
    """
    criteria = Criteria(sort=usual_sort(noun))
    known = params_of(noun)
    facets = {facet.param: facet for facet in facets_of(noun)}
    given = {name: [one.strip() for one in query.getlist(name) if one.strip()] for name in query}
    message = _("This filter does not exist here; use: %s.") % ", ".join(known)
    errors = [FilterError(name, "unknown", message) for name in sorted(given.keys() - set(known) - set(also))]
    for name in known:
        try:
            if name == "territoire" and places:
                criteria.territories = places
            elif given.get(name):
                _read(criteria, name, given[name], facets.get(name))
            elif name == "sort" and criteria.q:
                criteria.sort = usual_sort(noun, has_words=True)
        except Refused as refused:
            errors.append(FilterError(name, refused.code, refused.message))
    return criteria, errors + _contradictions(criteria, noun)


def _read(criteria: Criteria, name: str, values: list[str], facet: Facet | None) -> None:
    if any("\x00" in value for value in values):
        raise Refused(_("Remove the character that is not text."))
    if facet:
        criteria.facets[name] = _choices(facet, values)
    elif name == "territoire":
        criteria.territories = _territories(values)
    elif len(values) > 1:
        raise Refused(_("Give this filter once."), "repeated")
    elif name == LITERAL:
        criteria.is_literal = _yes(values[0])
    elif name == "cursor":
        criteria.cursor = _cursor(values[0], criteria.sort)
    else:
        setattr(criteria, name, READERS[name](values[0]))


def _contradictions(criteria: Criteria, noun: CatalogNoun | None) -> list[FilterError]:
    errors = []
    if criteria.sort == Sort.RELEVANCE and not criteria.q:
        errors.append(FilterError("sort", "invalid", _("Sorting by relevance needs words to look for (q).")))
    if criteria.sort == Sort.PEOPLE and not (noun and noun.has_people):
        errors.append(FilterError("sort", "invalid", _("Sorting by number of people is not possible here.")))
    lowest, highest = criteria.people_min, criteria.people_max
    if lowest is not None and highest is not None and lowest > highest:
        errors.append(
            FilterError("people_max", "invalid", _("The highest number of people is below the lowest: swap them."))
        )
    return errors


def _text(value: str) -> str:
    if len(value) > MAX_Q:
        raise Refused(_("Shorten your search to %d characters.") % MAX_Q, "too_long")
    return value


def _choices(facet: Facet, values: list[str]) -> list[str]:
    codes = [str(code) for code, _label in facet.choices()]
    for value in values:
        if value not in codes:
            raise Refused(
                _("“%(value)s” is not possible here; choose among: %(codes)s.")
                % {"value": value, "codes": ", ".join(codes)}
            )
    return list(dict.fromkeys(values))


def _territories(values: list[str]) -> dict[str, Territory]:
    """By key, of which the platform's country is understood: "departement-93". Old codes mean the places of today."""
    if len(values) > MAX_TERRITORIES:
        raise Refused(_("Choose at most %d territories.") % MAX_TERRITORIES, "too_long")
    keys = {
        value: parse_place_key(value) or parse_place_key(f"{settings.PLATFORM_COUNTRY}-{value}") for value in values
    }
    wanted = Q(pk__in=[])
    for place_key in filter(None, keys.values()):
        wanted |= Q(**place_key._asdict())
    found = {
        PlaceKey(place.country, place.level, place.kind, place.code): place
        for place in Territory.objects.filter(wanted).select_related("successor", "parent").in_order()
    }
    for value, key in keys.items():
        if key is None or key not in found:
            raise Refused(
                _("No territory is called “%s”; write for instance departement-93 or commune-93005.") % value,
                "not_found",
            )
    return {value: _of_today(found[key]) for value, key in keys.items() if key}


def _of_today(place: Territory) -> Territory:
    while place.successor:
        place = place.successor
    return place


def read_box(value: str) -> Box:
    try:
        box = Box(*(float(part) for part in value.split(",")))
    except (ValueError, TypeError):
        box = Box(math.nan, math.nan, math.nan, math.nan)
    if not (abs(box.west) <= 180 and abs(box.east) <= 180 and -90 <= box.south <= box.north <= 90):
        raise Refused(_("Write west,south,east,north in degrees, for instance 2.2,48.8,2.5,49.0."))
    return box


def _near(value: str) -> Circle:
    try:
        circle = Circle(*(float(part) for part in value.split(",")))
    except (ValueError, TypeError):
        circle = Circle(math.nan, math.nan, math.nan)
    if not (abs(circle.lon) <= 180 and abs(circle.lat) <= 90 and 0 < circle.radius_m <= MAX_RADIUS_M):
        raise Refused(_("Write longitude,latitude,metres (100,000 at most), for instance 2.36,48.93,5000."))
    return circle


def _instant(value: str) -> datetime:
    try:
        day = parse_date(value)
        instant = datetime.combine(day, time.min) if day else parse_datetime(value)
        if instant is not None:
            return instant if timezone.is_aware(instant) else timezone.make_aware(instant)
    except (ValueError, OverflowError):
        pass
    raise Refused(_("Write a date (2026-11-23) or an instant (2026-11-23T08:00:00Z)."))


def _number(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= len(str(MAX_PEOPLE)) and int(value) <= MAX_PEOPLE):
        raise Refused(_("Write a whole number."))
    return int(value)


def _yes(value: str) -> bool:
    if value != "1":
        raise Refused(_("Write 1, or leave it out."))
    return True


def _sort(value: str) -> Sort:
    if value not in Sort.values:
        raise Refused(_("Choose an order among: %s.") % ", ".join(Sort.values))
    return Sort(value)


def _type(value: str) -> Noun:
    nouns = [noun.value for noun in registry.nouns]
    if value not in nouns:
        raise Refused(_("Choose a type among: %s.") % ", ".join(nouns))
    return Noun(value)


def _cursor(value: str, sort: Sort) -> Cursor:
    try:
        return Cursor.parse(value, sort=sort)
    except CursorError as error:
        raise Refused(_("This cursor is not of this list: begin again without it.")) from error


READERS: dict[str, Callable[[str], Any]] = {
    "q": _text,
    "type": _type,
    "bbox": read_box,
    "near": _near,
    "updated_since": _instant,
    "people_min": _number,
    "people_max": _number,
    "sort": _sort,
}
