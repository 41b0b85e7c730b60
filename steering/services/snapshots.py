"""Taking snapshots: of all communes each night, of one as soon as something changed there. The same either way."""

from collections.abc import Callable, Iterable

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from actions.models import ActionPage
from sites.models import SitePage
from steering.models import CountedSite, Snapshot, SnapshotRun
from steering.queries.states import changes_of
from steering.rules.tallying import series_of

# Whoever takes them waits for whoever is taking them.
LOCK = 7_001_526
SITES_AT_ONCE = 2_000


@transaction.atomic
def take_snapshots(*, progress: Callable[[int], None] = lambda _done: None) -> SnapshotRun:
    """Of every commune, from nothing but what is known of sites. Readers see the former ones until the end."""
    _wait_for_turn()
    communes = list(SitePage.objects.live().order_by("commune_id").values_list("commune_id", flat=True))
    counted = list(CountedSite.objects.order_by("commune_id").values_list("commune_id", flat=True))
    kept, rows = sorted({*communes, *counted}), 0
    Snapshot.objects.all().delete()
    for batch in _batches(kept, communes):
        rows += _take(batch)
        progress(rows)
    return _tell(is_whole=True, communes=len(kept), rows=rows)


@transaction.atomic
def follow_pages(page_ids: Iterable[int], *, inside: Iterable[int] = ()) -> SnapshotRun | None:
    """Of the communes of these sites, or of the sites of these actions: where they are, and where they were.

    inside: territories in which something changed, nobody knows for which sites. Nothing before everything was counted
    once.
    """
    _wait_for_turn()
    if not SnapshotRun.objects.exists():
        return None
    wanted, places = set(page_ids), list(inside)
    wanted |= set(ActionPage.sites.through.objects.filter(actionpage__in=wanted).values_list("sitepage", flat=True))
    communes = set(SitePage.objects.filter(pk__in=wanted).order_by().values_list("commune_id", flat=True))
    counted = CountedSite.objects.filter(Q(pk__in=wanted) | Q(commune__ancestor_ids__overlap=places))
    communes |= {*counted.order_by().values_list("commune_id", flat=True)}
    if not communes:
        return None
    return _tell(is_whole=False, communes=len(communes), rows=_take(sorted(communes)))


def _take(communes: list[int]) -> int:
    """How many rows were written."""
    states, facts = changes_of(communes)
    Snapshot.objects.filter(commune__in=communes).delete()
    CountedSite.objects.filter(commune__in=communes).delete()
    rows = 0
    with connection.cursor() as cursor:
        with cursor.copy("COPY steering_snapshot (commune_id, day, counts) FROM STDIN") as copy:
            for commune, day, counts in series_of(states, facts):
                copy.write_row((commune, day, counts))
                rows += 1
        keys = [fact[0] for fact in facts]
        CountedSite.objects.filter(pk__in=keys).delete()  # those that have just come from elsewhere
        with cursor.copy("COPY steering_countedsite (site_key, commune_id) FROM STDIN") as copy:
            for fact in facts:
                copy.write_row(fact[:2])
    return rows


def _batches(communes: list[int], of_sites: list[int]) -> Iterable[list[int]]:
    """Some communes at a time: what a batch holds in memory does not grow with the country."""
    sites: dict[int, int] = {}
    for commune in of_sites:
        sites[commune] = sites.get(commune, 0) + 1
    batch: list[int] = []
    held = 0
    for commune in communes:
        batch.append(commune)
        held += sites.get(commune, 0)
        if held >= SITES_AT_ONCE:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _wait_for_turn() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _tell(*, is_whole: bool, communes: int, rows: int) -> SnapshotRun:
    """The last taking of each kind is enough to say from when figures are."""
    SnapshotRun.objects.filter(is_whole=is_whole).delete()
    return SnapshotRun.objects.create(ended_at=timezone.now(), is_whole=is_whole, communes=communes, rows=rows)
