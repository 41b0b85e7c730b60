"""Twelve months later: what has become of what was taken up? It is asked of those who did, and reminded once.

Run once a night. Safe to run twice: nobody is asked twice of the same thing.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from actors.models import User
from collaboration.enums import NotificationKind
from collaboration.models import Notification
from collaboration.queries.people import with_scopes
from collaboration.services.telling import tell_people
from knowledge.enums import AdoptionState
from knowledge.models import Adoption
from knowledge.rules.adoption import ASK_AFTER, ENDS, REMIND_AFTER, STALE_AFTER, is_at_home

ASKED_AGAIN, ASKED_END = "knowledge.ask_follow_up", "knowledge.ask_end"


@dataclass(frozen=True)
class Asked:
    asked: int
    reminded: int


def ask_adoptions(*, now: datetime | None = None) -> Asked:
    """Of what was completed a year ago, what has become of it; of what began a year ago, what came of it."""
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    since, until = today - STALE_AFTER, today - ASK_AFTER
    completed = Q(state=AdoptionState.COMPLETED, ended_on__gt=since, ended_on__lte=until, followed_up_on=None)
    endless = ~Q(state__in=ENDS) & Q(started_on__gt=since, started_on__lte=until)
    live = Adoption.objects.filter(completed | endless, practice__live=True).order_by("pk")
    rows = live.select_related("practice", "territory")
    new = list(rows.filter(asked_at=None))
    late = list(rows.filter(asked_at__lte=moment - REMIND_AFTER, reminded_at=None))
    for adoption in new:
        _ask(adoption, "asked_at", moment=moment)
    for adoption in late:
        _ask(adoption, "reminded_at", moment=moment)
    return Asked(asked=len(new), reminded=len(late))


@transaction.atomic
def _ask(adoption: Adoption, when: str, *, moment: datetime) -> None:
    setattr(adoption, when, moment)
    adoption.save(update_fields=[when])
    is_over = adoption.state == AdoptionState.COMPLETED
    happening = ASKED_AGAIN if is_over else ASKED_END
    key = f"adoption:{adoption.pk}:{happening}:{when}"
    about = Notification(page=adoption.practice, happening=happening, key=key)
    tell_people(people=[one.pk for one in _team(adoption)], about=about, kind=NotificationKind.ADDRESSED)


def _team(adoption: Adoption) -> list[User]:
    """Its author; when they have left, those of the organisation who hold a scope there."""
    known = User.objects.filter(is_active=True, organisation_id=adoption.organisation_id)
    people = [one for one in with_scopes(known.values_list("pk", flat=True)) if is_at_home(one, adoption.territory)]
    return [one for one in people if one.pk == adoption.author_id] or people
