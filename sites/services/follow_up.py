"""Twelve months after a closure: what have the people become? It is asked of the team of the site, and reminded once.

Run once a night. Safe to run twice: a closure is asked about once, and nobody is told twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from actors.enums import Verb
from actors.models import User
from cms.services.steps import refuse_if, require
from collaboration.enums import NotificationKind
from collaboration.models import Notification
from collaboration.services.telling import tell_people
from sites.models import Closure, FollowUp, SitePage
from sites.queries.ends import team_of
from sites.rules.closure import FOLLOW_UP_AFTER, REMIND_AFTER, STALE_AFTER, impossible_follow_up
from sites.services.steps import announce

ASKED = "sites.ask_follow_up"


@dataclass(frozen=True)
class Asked:
    asked: int
    reminded: int


def ask_follow_ups(*, now: datetime | None = None) -> Asked:
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    closed = Closure.objects.filter(closed_on__lte=today - FOLLOW_UP_AFTER, closed_on__gt=today - STALE_AFTER)
    new = closed.filter(follow_up=None, site__live=True).select_related("site__commune").order_by("pk")
    late = FollowUp.objects.filter(answered_on=None, reminded_at=None, asked_at__lte=moment - REMIND_AFTER)
    waiting = late.select_related("closure__site__commune").order_by("pk")
    return Asked(
        asked=sum(_ask(closure, moment=moment) for closure in new),
        reminded=sum(_remind(follow_up, moment=moment) for follow_up in waiting),
    )


@transaction.atomic
def answer_follow_up(
    *, user: User, site: SitePage, answered_on: date, still_there: Mapping[str, int | None], comment: str = ""
) -> FollowUp:
    """How many are still where they went, by destination; None is unknown. Said again, it takes the place of before."""
    require(user, Verb.RECORD, site)
    follow_up = FollowUp.objects.select_for_update(of=("self",)).filter(closure__site=site).first()
    if follow_up is None:
        raise ValidationError(_("It is asked twelve months after the closure."), code="early")
    closure = Closure.objects.prefetch_related("destinations").get(pk=follow_up.closure_id)
    went = {one.destination: one.people for one in closure.destinations.all()}
    refuse_if(
        impossible_follow_up(
            answered_on, still_there, today=timezone.localdate(), closed_on=closure.closed_on, went=went
        )
    )
    follow_up.answered_on = answered_on
    follow_up.still_there = {name: still_there.get(name) for name in went}
    follow_up.comment, follow_up.author, follow_up.organisation = comment, user, user.organisation
    follow_up.save()
    announce(site, "sites.follow_up", user=user, data={"answered_on": answered_on.isoformat()})
    return follow_up


@transaction.atomic
def _ask(closure: Closure, *, moment: datetime) -> int:
    follow_up, is_new = FollowUp.objects.get_or_create(closure=closure, defaults={"asked_at": moment})
    if is_new:
        log(instance=closure.site, action=ASKED)
        _tell(follow_up, key="asked")
    return int(is_new)


@transaction.atomic
def _remind(follow_up: FollowUp, *, moment: datetime) -> int:
    follow_up.reminded_at = moment
    follow_up.save(update_fields=["reminded_at"])
    _tell(follow_up, key="reminded")
    return 1


def _tell(follow_up: FollowUp, *, key: str) -> None:
    closure = follow_up.closure
    about = Notification(page=closure.site, happening=ASKED, key=f"follow-up:{follow_up.pk}:{key}")
    team = [person.pk for person in team_of(closure)]
    tell_people(people=team, about=about, kind=NotificationKind.ADDRESSED)
