"""Whether the readings are those that were sealed: nothing changed, taken out, put in or moved."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from actors.models import Reading, ReadingMark
from actors.rules.chain import NO_LINK, Content, is_same, link_of, signature_of

CHUNK = 2_000


@dataclass(frozen=True)
class Head:
    """The end of the chain: its number and its link, as one notes them elsewhere ("1204:9f86d0…")."""

    number: int
    link: str

    def __str__(self) -> str:
        return f"{self.number}:{self.link}"

    @classmethod
    def parse(cls, text: str) -> "Head":
        """Raises ValueError."""
        number, _colon, link = text.strip().partition(":")
        return cls(int(number), link)


@dataclass(frozen=True)
class ChainReport:
    """`problem` says in words where the chain breaks first; empty when it holds."""

    start: int
    head: Head
    sealed: int
    unsealed: int
    problem: str = ""


def check_chain(*, noted: Head | None = None) -> ChainReport:
    """Read every reading in the order of the chain, then those not sealed yet.

    `noted`: a head kept outside of the database, without which an end cut off with its own mark would go unseen.
    """
    marks = {mark.name: mark for mark in ReadingMark.objects.all()}
    start, head = (marks.get(name) or ReadingMark(name=name) for name in ("start", "head"))
    problem = next(_problems(start, head, noted=noted), "")
    return ChainReport(
        start=start.number,
        head=Head(head.number, head.link),
        sealed=Reading.objects.sealed().count(),
        unsealed=Reading.objects.unsealed().count(),
        problem=problem,
    )


def is_signed(mark: ReadingMark) -> bool:
    """A mark that was never made is that of an empty chain."""
    is_absent = mark.number == 0 and mark.signature == ""
    return is_absent or is_same(mark.signature, signature_of(name=mark.name, number=mark.number, link=mark.link))


def _problems(start: ReadingMark, head: ReadingMark, *, noted: Head | None) -> Iterator[str]:
    if not is_signed(start):
        yield _("The mark of the start of the chain was changed.")
    if not is_signed(head):
        yield _("The mark of the end of the chain was changed.")
    number, link = start.number, start.link or NO_LINK
    is_noted_found = noted is None or noted.number <= start.number
    for reading in Reading.objects.sealed().iterator(chunk_size=CHUNK):
        yield from _breaks(reading, number=number, link=link)
        number, link = reading.number or 0, reading.link
        is_noted_found = is_noted_found or noted == Head(number, link)
    if number != head.number:
        yield _("Readings %(first)d to %(last)d are missing.") % {"first": number + 1, "last": head.number}
    if link != head.link and number != start.number:
        yield _("The end of the chain is not the one that was sealed.")
    if not is_noted_found:
        yield _("Reading %d is not the one that was noted.") % (noted.number if noted else 0)
    yield from _altered(Reading.objects.unsealed().iterator(chunk_size=CHUNK))


def _breaks(reading: Reading, *, number: int, link: str) -> Iterator[str]:
    """What is wrong with the reading that should follow that number and link."""
    found = reading.number or 0
    if found <= number:
        yield _("Reading %d should have been purged.") % found
    if found > number + 1:
        yield _("Readings %(first)d to %(last)d are missing.") % {"first": number + 1, "last": found - 1}
    if not is_same(reading.digest, digest_of(reading)):
        yield _("Reading %d was changed.") % found
    if not is_same(reading.link, link_of(before=link, number=found, digest=reading.digest)):
        yield _("Reading %d does not follow the one before it.") % found


def _altered(readings: Iterator[Reading]) -> Iterator[str]:
    for reading in readings:
        if not is_same(reading.digest, digest_of(reading)):
            yield _("A reading of %s that is not sealed yet was changed.") % f"{reading.read_at:%Y-%m-%d %H:%M}"


def digest_of(reading: Reading) -> str:
    names = Content.__dataclass_fields__
    return Content(**{name: getattr(reading, name) for name in names}).digest
