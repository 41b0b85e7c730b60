"""Who read what, as those who may know it are shown it. One query for any number of lines."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Func, IntegerField
from django.utils.translation import gettext as _

from actors.enums import ReadingKind, Role
from actors.models import Reading
from actors.querysets import ReadingQuerySet

# Of a list, the sites that are named; the others are counted.
NAMED = 3


@dataclass(frozen=True)
class ReadingLine:
    """`page_ids`: the first sites of those read, which are `count`. Texts are in the reader's language."""

    at: datetime
    who: str
    organisation: str
    roles: str
    kind: str
    page_ids: tuple[int, ...]
    count: int

    @property
    def is_list(self) -> bool:
        return self.count > 1


def tell_readings(readings: ReadingQuerySet, *, first: int = 0, size: int) -> list[ReadingLine]:
    """Some lines, latest first. A list of thousands of sites weighs no more than one."""
    told: Any = readings.annotate(
        named=F("page_ids")[0:NAMED], held=Func("page_ids", function="cardinality", output_field=IntegerField())
    )
    told = told.select_related("user", "key", "organisation").defer("page_ids").latest_first()
    return [_line(reading) for reading in told[first : first + size]]


def _line(reading: Any) -> ReadingLine:
    return ReadingLine(
        at=reading.read_at,
        who=_who(reading),
        organisation=str(reading.organisation or ""),
        roles=", ".join(str(Role(role).label) for role in reading.roles),
        kind=str(ReadingKind(reading.kind).label),
        page_ids=tuple(reading.named),
        count=reading.held,
    )


def _who(reading: Reading) -> str:
    if reading.key_id:
        return _("API key: %s") % reading.key.purpose if reading.key else _("API key")
    return str(reading.user) if reading.user else _("A former member")
