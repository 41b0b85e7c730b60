"""Writing down who read what, and keeping that untouched (docs/decisions/0016)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Min
from django.utils import timezone

from actors.enums import ReadingKind
from actors.models import Reading, ReadingMark
from actors.queries.chain import check_chain, is_signed
from actors.rules import Thing, Viewer
from actors.rules.chain import Content, link_of, signature_of
from actors.rules.reading import reading_roles

# The same person at the same thing in the same way is one reading, told at its first moment.
GROUPED_WITHIN = timedelta(minutes=15)
KEPT = timedelta(days=365)
BATCH = 1_000

# One statement: who opens a page waits for no other reading, and for nothing to be sealed.
INSERT = """
INSERT INTO actors_reading (read_at, kind, user_id, key_id, organisation_id, roles, page_ids, digest, link)
SELECT %(read_at)s, %(kind)s, %(user_id)s, %(key_id)s, %(organisation_id)s, %(roles)s::varchar[],
       %(page_ids)s::bigint[], %(digest)s, ''
WHERE NOT EXISTS (
    SELECT FROM actors_reading
    WHERE {who} = %(who)s AND read_at > %(since)s AND kind = %(kind)s AND page_ids = %(page_ids)s::bigint[]
)
"""


class BrokenChainError(Exception):
    """What is stored is not what was sealed: nothing is added to it or taken from it before someone has looked."""


def record_reading(*, viewer: Viewer, kind: ReadingKind, page_ids: Iterable[int], thing: Thing | None = None) -> None:
    """One look of a person or a key at sites, in the transaction that shows them: what is not written is not shown.

    `thing` is the site, when there is one: the roles that are kept are those that open it. An export is always told;
    the rest is told once every GROUPED_WITHIN.
    """
    sites = sorted(set(page_ids))
    if viewer.is_public or not sites:
        return
    content = _content(viewer, kind, sites, read_at=timezone.now(), thing=thing)
    is_grouped = kind != ReadingKind.EXPORT
    values = {
        **vars(content),
        # Written here: the driver takes its time over each of thousands of numbers.
        "page_ids": f"{{{','.join(map(str, sites))}}}",
        "digest": content.digest,
        "who": content.key_id or content.user_id,
        "since": content.read_at - GROUPED_WITHIN if is_grouped else content.read_at,
    }
    with connection.cursor() as cursor:
        cursor.execute(INSERT.format(who="key_id" if content.key_id else "user_id"), values)


def draft_reading(
    *, viewer: Viewer, kind: ReadingKind, page_ids: Iterable[int], read_at: datetime, thing: Thing | None = None
) -> Reading:
    """A reading of another moment, for whoever adds many at once (a demonstration)."""
    content = _content(viewer, kind, sorted(set(page_ids)), read_at=read_at, thing=thing)
    return Reading(**vars(content), digest=content.digest)


@transaction.atomic
def seal_readings() -> int:
    """Put in the chain all that is committed and not yet there. One at a time: whoever comes second waits.

    What commits during this is sealed next time: a number is never below one already given.
    """
    head = _hold_head()
    sealed = 0
    while batch := list(Reading.objects.unsealed()[:BATCH]):
        for reading in batch:
            head.number += 1
            head.link = link_of(before=head.link, number=head.number, digest=reading.digest)
            reading.number, reading.link = head.number, head.link
        Reading.objects.bulk_update(batch, ["number", "link"])
        sealed += len(batch)
    if sealed:
        _sign(head)
    return sealed


@transaction.atomic
def purge_readings(*, before: datetime | None = None) -> int:
    """Forget what is older than twelve months. The chain then begins after it, at a mark that says where.

    What was tampered with is not forgotten: it would be the way to hide it.
    """
    seal_readings()
    head, start = _hold_head(), _mark(ReadingMark.Name.START)
    if check_chain().problem:
        raise BrokenChainError
    kept = Reading.objects.since(before or timezone.now() - KEPT).aggregate(first=Min("number"))["first"]
    last = Reading.objects.filter(number=(kept or head.number + 1) - 1).first()
    if last is None or last.number is None:
        return 0
    start.number, start.link = last.number, last.link
    _sign(start)
    return Reading.objects.filter(number__lte=last.number).delete()[0]


def _content(
    viewer: Viewer, kind: ReadingKind, page_ids: list[int], *, read_at: datetime, thing: Thing | None
) -> Content:
    who = viewer.user if viewer.key is None else viewer.key
    return Content(
        read_at=read_at,
        kind=kind.value,
        user_id=who.pk if viewer.key is None else None,
        key_id=None if viewer.key is None else who.pk,
        organisation_id=who.organisation_id,
        roles=reading_roles(who, thing) if viewer.key is None else [],
        page_ids=page_ids,
    )


def _hold_head() -> ReadingMark:
    """The end of the chain, held until the commit."""
    head = _mark(ReadingMark.Name.HEAD)
    following = Reading.objects.sealed().filter(number__gt=head.number)
    if not is_signed(head) or following.exists():
        raise BrokenChainError
    return head


def _mark(name: ReadingMark.Name) -> ReadingMark:
    signature = signature_of(name=name, number=0, link="")
    ReadingMark.objects.bulk_create([ReadingMark(name=name, signature=signature)], ignore_conflicts=True)
    return ReadingMark.objects.select_for_update().get(name=name)


def _sign(mark: ReadingMark) -> None:
    mark.signature = signature_of(name=mark.name, number=mark.number, link=mark.link)
    mark.save()
