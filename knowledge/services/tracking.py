"""Following the sites of practices' cases, again from scratch each time: the same facts give the same figures."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from catalog.services import publish_pages
from knowledge.models import Comparison, PracticePage, TrackedEffect, TrackingTurn
from knowledge.queries.evidence import PREFETCH, PREFETCH_SITES
from knowledge.queries.tracking import Effect, effects_of, followed_sites, read_field
from knowledge.rules.comparison import Compared, compare
from sites.rules.counts import band_of

BATCH = 200
TURN = 1
TRACKING_LOCK = 0x7AC6


@transaction.atomic
def ask_tracking() -> datetime | None:
    """Somewhere a fact has changed. When a worker may come; None where one will come for this too.

    Not sooner than some time after the last came: to read every site of a country takes it seconds.
    """
    turn, _is_new = TrackingTurn.objects.select_for_update().get_or_create(pk=TURN)
    TrackingTurn.objects.filter(pk=TURN).update(asked=turn.asked + 1)
    if turn.asked > turn.begun:
        return None
    rest = timedelta(seconds=settings.TRACKING_REST_SECONDS)
    return turn.begun_at + rest if turn.begun_at else timezone.now()


def track_if_asked() -> int:
    """How many practices were published again; nothing is read if nothing was asked since the last time.

    What is asked from here on asks for another time. Stopped half-way, it is done by whoever takes its task up.
    """
    asked = TrackingTurn.objects.filter(pk=TURN, asked__gt=F("begun"))
    asked.update(begun=F("asked"), begun_at=timezone.now())
    return _track_in_turn()


@transaction.atomic
def _track_in_turn() -> int:
    """One worker at a time, by a lock that who asks does not wait for: the row itself is held at the very end alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TRACKING_LOCK])
    turn = TrackingTurn.objects.filter(pk=TURN, begun__gt=F("done")).first()
    if turn is None:
        return 0
    changed = track_practices()
    TrackingTurn.objects.filter(pk=TURN).update(done=turn.begun)
    return changed


@transaction.atomic
def track_practices() -> int:
    """Every practice, published or not. Answers how many have other figures than before, written again."""
    applied = Q(adoptions__action__isnull=False) | Q(actions__isnull=False)
    known = PracticePage.objects.filter(applied | Q(effects__isnull=False) | Q(comparison__isnull=False)).distinct()
    if not known.exists():
        return 0
    sites = read_field()
    changed: list[PracticePage] = []
    whole = known.order_by("pk").prefetch_related(*PREFETCH, *PREFETCH_SITES, "effects")
    for practice in whole.iterator(chunk_size=BATCH):
        effects = effects_of(practice, sites)
        if _write_effects(practice, effects) | _write_comparison(
            practice, compare(followed_sites(practice, effects, sites)) if effects else None
        ):
            changed.append(practice)
    publish_pages(page for page in changed if page.live)
    return len(changed)


def _write_effects(practice: PracticePage, effects: Iterable[Effect]) -> bool:
    rows = [_row(practice, effect) for effect in effects]
    before = [_facts(row) for row in practice.effects.all()]
    if sorted(before) == sorted(_facts(row) for row in rows):
        return False
    practice.effects.all().delete()
    TrackedEffect.objects.bulk_create(rows)
    return True


def _row(practice: PracticePage, effect: Effect) -> TrackedEffect:
    return TrackedEffect(
        practice=practice,
        case=effect.told.key,
        departement_id=effect.departement_id,
        size=band_of(effect.change.people),
        people=effect.change.people,
        needs=sorted(effect.change.needs),
        gone=sorted(effect.change.gone),
        months=effect.change.months,
        is_failed=effect.told.case.is_failure,
    )


def _facts(row: TrackedEffect) -> tuple[str, ...]:
    said = (row.case, row.departement_id, row.size, row.people, row.needs, row.gone, row.months, row.is_failed)
    return tuple(str(one) for one in said)


def _write_comparison(practice: PracticePage, compared: Compared | None) -> bool:
    before = getattr(practice, "comparison", None)
    if (before.compared if before else None) == compared:
        return False
    if compared is None:
        Comparison.objects.filter(practice=practice).delete()
    else:
        said = {name: getattr(compared, name) for name in Compared.__dataclass_fields__}
        Comparison.objects.update_or_create(practice=practice, defaults=said)
    return True
