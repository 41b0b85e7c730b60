"""The filter of a noun, with a frame and days asked as OGC API Features does: what has none is found all the same."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from actors.enums import Noun
from actors.rules import Viewer
from api.rules.crs import CRS84, CRS84H, Frame, outside, read_frame, uris
from catalog.filters import EntryFilter, FilterError
from catalog.querysets import EntryQuerySet

USUAL_SIZE, MAX_SIZE = 100, 1_000
OF_THE_STANDARD = ("bbox", "bbox-crs", "crs", "datetime", "limit")
Days = tuple[date | None, date | None]


class ItemsFilter(EntryFilter):
    """`crs`: that of the answer. `size`: of a page."""

    def __init__(self, noun: Noun, query: QueryDict, *, viewer: Viewer) -> None:
        own = query.copy()
        asked = {name: [one.strip() for one in own.pop(name, [])] for name in OF_THE_STANDARD}
        super().__init__(noun, own, viewer=viewer)
        self._asked = {name: values[0] for name, values in asked.items() if values and values[0]}
        for name in sorted(name for name, values in asked.items() if len(values) > 1):
            self.errors.append(FilterError(name, "repeated", _("Give this filter once.")))
        self.frame: Frame | None = self._read("bbox", self._frame)
        self.days: Days = self._read("datetime", read_days) or (None, None)
        self.size: int = self._read("limit", read_limit) or USUAL_SIZE
        self.crs: str = self._read("crs", read_crs) or CRS84

    def _read(self, name: str, reader: Any) -> Any:
        try:
            return reader(self._asked[name]) if name in self._asked else None
        except ValueError as error:
            self.errors.append(FilterError(name, "invalid", str(error)))
            return None

    def _frame(self, text: str) -> Frame | None:
        """What is wrong with its system is told of its system."""
        known = len(self.errors)
        uri = self._read("bbox-crs", read_frame_crs) or CRS84
        return read_frame(text, uri) if len(self.errors) == known else None

    def _matching(self, **how: Any) -> EntryQuerySet:
        entries = super()._matching(**how)
        first, last = self.days
        if first or last:
            known = {"dated_on__gte": first, "dated_on__lte": last}
            within = Q(**{name: day for name, day in known.items() if day})
            entries = entries.filter(within | Q(dated_on__isnull=True))
        if self.frame is None:
            return entries
        entries = entries.within(self.frame.box, or_nowhere=True)
        if self.frame.asked is None:
            return entries
        placed = entries.filter(lat__isnull=False).order_by().values_list("pk", "lon", "lat")
        return entries.exclude(pk__in=outside(placed, self.frame))


def read_crs(text: str) -> str:
    return _known(text, uris(settings.OGC_PROJECTIONS))


def read_frame_crs(text: str) -> str:
    return _known(text, [*uris(settings.OGC_PROJECTIONS), CRS84H])


def read_limit(text: str) -> int:
    """More than the most is the most."""
    if not (text.isascii() and text.isdigit() and 0 < len(text) <= 9 and int(text)):
        raise ValueError(_("Write a whole number from 1 to %d.") % MAX_SIZE)
    return min(int(text), MAX_SIZE)


def read_days(text: str) -> Days:
    """An instant, or two with a slash between, one of which may be open. Things are dated by the day, of here."""
    first, slash, last = text.partition("/")
    if not slash:
        day = _day(text)
        return day, day
    days = (None if first in ("", "..") else _day(first)), (None if last in ("", "..") else _day(last))
    if days == (None, None) or (days[0] and days[1] and days[0] > days[1]):
        raise ValueError(_("Write two instants, the earlier first; one of them may be “..”."))
    return days


def _day(text: str) -> date:
    try:
        instant = parse_datetime(text)
        if instant and "T" in text.upper() and timezone.is_aware(instant):
            return timezone.localdate(instant)
        day = parse_date(text)
        if day:
            return day
    except (ValueError, OverflowError):
        pass
    raise ValueError(_("Write a date (2026-11-23) or an instant (2026-11-23T08:00:00Z)."))


def _known(text: str, known: list[str]) -> str:
    if text not in known:
        raise ValueError(_("Choose a system among: %s.") % ", ".join(known))
    return text
