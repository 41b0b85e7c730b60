"""What addresses ask of what is not in the catalogue, as strictly as its own filters."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, ValidationError

from catalog.filters.criteria import FilterError, Refused, read_box
from catalog.querysets import Box
from territories.enums import Level
from territories.models import Territory
from territories.rules.keys import PlaceKey, parse_place_key

DEFAULT_SIZE, MAX_SIZE, MAX_Q = 20, 100, 200
MAX_ZOOM = 18
Errors = dict[str, list[ErrorDetail]]


@dataclass
class PlaceFilter:
    q: str = ""
    level: Level | None = None
    inside: Territory | None = None
    after: PlaceKey | None = None
    size: int = DEFAULT_SIZE
    frame: Box | None = None
    zoom: int | None = None


def read_size(text: str, *, usual: int = DEFAULT_SIZE, most: int = MAX_SIZE) -> int:
    if not text:
        return usual
    if text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= most:
        return int(text)
    raise ValueError(_("Write a whole number from 1 to %d.") % most)


def size_of(query: Mapping[str, str], errors: Errors, *, usual: int = DEFAULT_SIZE, most: int = MAX_SIZE) -> int:
    """The `limit` of an address; what is wrong with it is added to `errors`."""
    try:
        return read_size(query.get("limit", "").strip(), usual=usual, most=most)
    except ValueError as error:
        refuse_value(errors, "limit", str(error))
        return usual


def read_place_filter(query: Mapping[str, str]) -> PlaceFilter:
    """400 with all that is wrong."""
    asked, errors = PlaceFilter(), Errors()
    for name, (attribute, read) in READERS.items():
        try:
            setattr(asked, attribute, read(query.get(name, "").strip()))
        except ValueError as error:
            refuse_value(errors, name, str(error))
    if asked.q and asked.after:
        refuse_value(errors, "cursor", _("A search gives its best answers at once: it has no next page."))
    if errors:
        raise ValidationError(errors)
    return asked


def read_outline_filter(query: Mapping[str, str]) -> PlaceFilter:
    """400 too when the outlines of a whole country's communes are asked for: they weigh tens of megabytes."""
    asked = read_place_filter({name: query[name] for name in ("level", "territoire") if name in query})
    errors = Errors()
    for name, (attribute, read) in OUTLINE_READERS.items():
        try:
            setattr(asked, attribute, read(query[name].strip()) if name in query else None)
        except (ValueError, Refused) as error:
            refuse_value(errors, name, str(error))
    if asked.level is None:
        refuse_value(errors, "level", _("Choose a level among: %s.") % ", ".join(Level.values))
    elif asked.level == Level.COMMUNE and asked.inside is None:
        refuse_value(errors, "territoire", _("Say inside which territory: communes are drawn a territory at a time."))
    if errors:
        raise ValidationError(errors)
    return asked


def add_wrong(errors: Errors, wrong: Iterable[FilterError]) -> None:
    """What a filter of the catalogue could not understand."""
    for one in wrong:
        errors.setdefault(one.param, []).append(ErrorDetail(one.message, code=one.code))


def add_unknown(errors: Errors, names: Iterable[str]) -> None:
    """Parameters that are none here."""
    for name in sorted(names):
        errors[name] = [ErrorDetail(_("This parameter does not exist here."), code="unknown")]


def refuse_value(errors: Errors, name: str, told: str) -> None:
    errors.setdefault(name, []).append(ErrorDetail(told, code="invalid"))


def _text(text: str) -> str:
    if len(text) > MAX_Q:
        raise ValueError(_("Shorten your search to %d characters.") % MAX_Q)
    return text


def _level(text: str) -> Level | None:
    if text and text not in Level.values:
        raise ValueError(_("Choose a level among: %s.") % ", ".join(Level.values))
    return Level(text) if text else None


def _place(text: str) -> Territory | None:
    found = _keyed(text) if text else None
    if text and found is None:
        raise ValueError(_("No territory is called “%s”; write for instance FR-departement-93.") % text)
    return found


def _keyed(text: str) -> Territory | None:
    """The country of the platform need not be said."""
    key = text if parse_place_key(text) else f"{settings.PLATFORM_COUNTRY}-{text}"
    return Territory.objects.keyed(key).first()


def _cursor(text: str) -> PlaceKey | None:
    key = parse_place_key(text) if text else None
    if text and key is None:
        raise ValueError(_("This cursor is not of this list: begin again without it."))
    return key


READERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "q": ("q", _text),
    "level": ("level", _level),
    "territoire": ("inside", _place),
    "limit": ("size", read_size),
    "cursor": ("after", _cursor),
}


def _zoom(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 2 and int(text) <= MAX_ZOOM:
        return int(text)
    raise ValueError(_("Write a whole number from 0 to %d.") % MAX_ZOOM)


OUTLINE_READERS: dict[str, tuple[str, Callable[[str], Any]]] = {"bbox": ("frame", read_box), "zoom": ("zoom", _zoom)}
