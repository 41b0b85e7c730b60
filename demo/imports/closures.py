"""What came of closures: where people settled again, how many, what they have become a year later."""

from collections.abc import Iterable
from datetime import timedelta
from random import Random

from django.utils import timezone

from demo.imports.sites import REGISTER
from sites.enums import DURABLE_DESTINATIONS, YesNo
from sites.models import Closure, FollowUp, Resettlement
from sites.rules.closure import FOLLOW_UP_AFTER, STALE_AFTER

COMMENTS = (
    "Appels aux familles et visites avec le service social.",
    "Deux ménages ont changé d’adresse sans perdre leur logement.",
    "Une famille est sans nouvelles depuis l’été.",
    "",
    "",
)


def seed_closures() -> None:
    """What is already there stays as it is."""
    if FollowUp.objects.exists():
        return
    closures = Closure.objects.filter(site__register=REGISTER).prefetch_related("destinations").order_by("pk")
    found = {closure.site_id: closure for closure in closures}
    _count_resettlements(found)
    FollowUp.objects.bulk_create(_follow_ups(found.values()))


def _count_resettlements(closures: dict[int, Closure]) -> None:
    """Where a link says that people settled again, the closure says so, and mostly how many of those left out."""
    links = list(Resettlement.objects.filter(origin__in=closures).order_by("pk"))
    for link in links:
        chance = Random(f"resettlement {link.origin_id} {link.destination_id}")  # noqa: S311 - a seeded story
        went = closures[link.origin_id].destinations.all()
        left = sum(one.people or 0 for one in went if one.destination not in DURABLE_DESTINATIONS)
        link.people = max(2, round(left * chance.uniform(0.3, 0.6))) if left and chance.random() < 0.8 else None
    Resettlement.objects.bulk_update(links, ["people"])
    linked = {link.origin_id for link in links}
    Closure.objects.filter(site__in=linked).update(resettled_known=YesNo.YES)
    Closure.objects.filter(site__in=closures.keys() - linked, resettled_known=YesNo.YES).update(
        resettled_known=YesNo.UNKNOWN
    )


def _follow_ups(closures: Iterable[Closure]) -> list[FollowUp]:
    """Of what ended between one and two years ago: asked about, and mostly answered."""
    today = timezone.localdate()
    rows = []
    for closure in closures:
        if not today - STALE_AFTER < closure.closed_on <= today - FOLLOW_UP_AFTER:
            continue
        chance = Random(f"follow-up {closure.site_id}")  # noqa: S311 - a seeded story, not a secret
        asked_on = closure.closed_on + FOLLOW_UP_AFTER
        follow_up = FollowUp(closure=closure, asked_at=timezone.now() - (today - asked_on))
        if chance.random() < 0.7:
            follow_up.answered_on = min(today, asked_on + timedelta(days=chance.randint(1, 40)))
            follow_up.still_there = {one.destination: _still(one.people, chance) for one in closure.destinations.all()}
            follow_up.comment = chance.choice(COMMENTS)
            follow_up.author = closure.author
            follow_up.organisation_id = closure.author.organisation_id if closure.author else None
        rows.append(follow_up)
    return rows


def _still(went: int | None, chance: Random) -> int | None:
    """Now and then nobody knows."""
    return None if went is None or chance.random() < 0.2 else round(went * chance.uniform(0.6, 1))
