"""The end of an action: what came of it, said when it ends and twelve months later, and asked of who can say it.

`ask_reviews` is run once a night. Safe to run twice: each question is asked once, and reminded once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from actions.enums import Outcome, ReviewMoment
from actions.models import ActionPage, Review
from actions.queries.asked import outcomes_awaited, reviews_awaited
from actions.queries.team import team_of
from actions.rules.ends import REMIND_AFTER, impossible_end, may_be_reviewed, unsaid_outcome
from actions.services.steps import announce
from actions.signals import results_changed
from actors.enums import Verb
from actors.models import User
from catalog.services import publish_page
from cms.services import carry_over, hold_page
from cms.services.steps import refuse_if, require
from collaboration.enums import NotificationKind
from collaboration.models import Notification
from collaboration.services.telling import tell_people

ASKED = {ReviewMoment.END: "actions.ask_outcome", ReviewMoment.YEAR_LATER: "actions.ask_review"}


@dataclass(frozen=True)
class Asked:
    asked: int
    reminded: int


@transaction.atomic
def end_action(*, user: User, action: ActionPage, ended_on: date, outcome: Outcome, reason: str) -> ActionPage:
    """An ended action says what came of it and why. What it says counts at once: it is a result, not prose."""
    require(user, Verb.UPDATE, action)
    today = timezone.localdate()
    refuse_if(
        impossible_end(started_on=action.started_on, ended_on=ended_on, outcome=outcome, reason=reason, today=today)
    )
    end = {"ended_on": ended_on, "outcome": outcome, "outcome_reason": reason.strip()}
    current = hold_page(action)
    ActionPage.objects.filter(pk=current.pk).update(**end)
    # Beside versions: a change that waits goes on waiting, and publishing it will not take the end back.
    carry_over(current, end)
    current.refresh_from_db()
    _answer(current, ReviewMoment.END, user=user, outcome=outcome, reason=reason)
    publish_page(current)
    results_changed.send(sender=ActionPage, action_id=current.pk)
    announce(current, "actions.end", user=user, data={"outcome": str(outcome), "ended_on": ended_on.isoformat()})
    return current


@transaction.atomic
def review_action(*, user: User, action: ActionPage, outcome: Outcome, reason: str) -> Review:
    """What remains of it twelve months later, and why. Said again, it takes the place of what was said before."""
    require(user, Verb.UPDATE, action)
    current = hold_page(action)
    if not may_be_reviewed(timezone.localdate(), current.ended_on, outcome=current.outcome):
        raise ValidationError(_("It is asked twelve months after the end of the action."), code="early")
    refuse_if(unsaid_outcome(outcome, reason))
    review = _answer(current, ReviewMoment.YEAR_LATER, user=user, outcome=outcome, reason=reason)
    publish_page(current)
    results_changed.send(sender=ActionPage, action_id=current.pk)
    announce(current, "actions.review", user=user, data={"outcome": str(outcome)})
    return review


def ask_reviews(*, now: datetime | None = None) -> Asked:
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    live = ActionPage.objects.live().select_related("operator")
    over, old = outcomes_awaited(live, on=today), reviews_awaited(live, on=today)
    late = Review.objects.filter(answered_on=None, reminded_at=None, asked_at__lte=moment - REMIND_AFTER)
    return Asked(
        asked=_ask(over, ReviewMoment.END, moment) + _ask(old, ReviewMoment.YEAR_LATER, moment),
        reminded=sum(_remind(review, moment) for review in late.filter(_still_due(today)).order_by("pk")),
    )


def _still_due(today: date) -> Q:
    """Neither an end that was put off since nor an outcome that was said since, in the editor, is asked again."""
    is_unsaid = Q(moment=ReviewMoment.YEAR_LATER) | Q(action__outcome="")
    return Q(is_unsaid, action__live=True, action__ended_on__lt=today)


def _ask(actions: Iterable[ActionPage], which: ReviewMoment, moment: datetime) -> int:
    asked = set(Review.objects.filter(moment=which).values_list("action_id", flat=True))
    return sum(_ask_one(action, which, moment) for action in actions if action.pk not in asked)


@transaction.atomic
def _ask_one(action: ActionPage, which: ReviewMoment, moment: datetime) -> int:
    review, is_new = Review.objects.get_or_create(action=action, moment=which, defaults={"asked_at": moment})
    if is_new:
        log(instance=action, action=ASKED[which])
        _tell(review, key="asked")
    return int(is_new)


@transaction.atomic
def _remind(review: Review, moment: datetime) -> int:
    review.reminded_at = moment
    review.save(update_fields=["reminded_at"])
    _tell(review, key="reminded")
    return 1


def _tell(review: Review, *, key: str) -> None:
    happening = ASKED[ReviewMoment(review.moment)]
    about = Notification(page=review.action, happening=happening, key=f"review:{review.pk}:{key}")
    team = [person.pk for person in team_of(review.action)]
    tell_people(people=team, about=about, kind=NotificationKind.ADDRESSED)


def _answer(action: ActionPage, moment: ReviewMoment, *, user: User, outcome: str, reason: str) -> Review:
    said = {
        "answered_on": timezone.localdate(),
        "outcome": outcome,
        "reason": reason.strip(),
        "author": user,
        "organisation": user.organisation,
    }
    review, _is_new = Review.objects.update_or_create(action=action, moment=moment, defaults=said)
    return review
