"""Taking a practice up, and saying what came of it. Failures are wanted: they are what others learn from."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.models import ActionPage
from actors.enums import Noun, Verb
from actors.models import User
from actors.rules import can
from catalog.services import publish_page, publish_pages
from cms.services.steps import require
from knowledge.enums import AdoptionOutcome, AdoptionState
from knowledge.models import Adoption, PracticePage
from knowledge.rules.adoption import ENDS, can_tell, impossible_numbers, impossible_outcome, is_at_home
from knowledge.services.steps import announce
from territories.models import Territory


@transaction.atomic
def adopt_practice(
    *,
    user: User,
    practice: PracticePage,
    territory: Territory,
    started_on: date,
    action: ActionPage | None = None,
    comment: str = "",
) -> Adoption:
    """Taken up in a territory where `user` holds a scope; with the action that will measure it, if there is one.

    Planned when it begins later than today, under way otherwise.
    """
    require(user, Verb.ADOPT, Noun.PRACTICE)
    if not is_at_home(user, territory):
        raise PermissionDenied
    if not practice.live:
        raise ValidationError(_("This practice is not published."), code="draft")
    if user.organisation is None:
        raise ValidationError(_("An organisation takes up a practice: your account has none."), code="organisation")
    if action:
        _require_action(user, action, territory)
    adoption = Adoption(
        practice=practice,
        territory=territory,
        organisation=user.organisation,
        author=user,
        action=action,
        started_on=started_on,
        state=AdoptionState.PLANNED if started_on > timezone.localdate() else AdoptionState.UNDER_WAY,
        comment=comment.strip(),
    )
    _refuse_twice(adoption)
    return _record(adoption, "knowledge.adopt", user=user)


@dataclass(frozen=True)
class End:
    """Where an adoption ended, what came of it and why. Numbers may be None: unknown, which is not zero."""

    state: AdoptionState
    ended_on: date
    outcome: AdoptionOutcome
    comment: str
    people: int | None = None
    people_helped: int | None = None
    cost_eur: Decimal | None = None


@transaction.atomic
def close_adoption(*, user: User, adoption: Adoption, end: End) -> Adoption:
    """Completed or abandoned, with what came of it, in numbers where they are known, and why.

    It is asked again twelve months later; what was asked before is answered by this.
    """
    _require_theirs(user, adoption)
    problems: dict[str, Any] = _impossible_end(adoption, end.ended_on) | impossible_outcome(end.state, end.outcome)
    problems |= impossible_numbers(people=end.people, helped=end.people_helped, outcome=end.outcome)
    if not end.comment.strip():
        problems["comment"] = _("Say why: others will learn from it.")
    _refuse(problems)
    for name, value in asdict(end).items():
        setattr(adoption, name, value)
    adoption.comment, adoption.asked_at, adoption.reminded_at = end.comment.strip(), None, None
    return _record(adoption, "knowledge.close_adoption", user=user)


@transaction.atomic
def follow_up_adoption(
    *, user: User, adoption: Adoption, followed_up_on: date, lasting_outcome: AdoptionOutcome, comment: str = ""
) -> Adoption:
    """What it has become, asked again about twelve months after the end."""
    _require_theirs(user, adoption)
    problems: dict[str, Any] = {}
    if adoption.ended_on is None:
        problems["followed_up_on"] = _("It has not ended yet.")
    elif not adoption.ended_on <= followed_up_on <= timezone.localdate():
        problems["followed_up_on"] = _("A date between the end and today.")
    if lasting_outcome not in AdoptionOutcome.values:
        problems["lasting_outcome"] = _("Say what came of it.")
    _refuse(problems)
    adoption.followed_up_on, adoption.lasting_outcome = followed_up_on, lasting_outcome
    adoption.follow_up_comment = comment.strip()
    return _record(adoption, "knowledge.follow_up_adoption", user=user)


def republish_practices_of(action_id: int) -> None:
    """Write again in the catalogue the practices that rest on the results of an action."""
    resting = Q(actions=action_id) | Q(adoptions__action=action_id)
    practices = list(PracticePage.objects.live().filter(resting).order_by("pk").distinct())
    if practices:
        publish_pages(practices)


def _record(adoption: Adoption, verb: str, *, user: User) -> Adoption:
    adoption.full_clean()
    adoption.save()
    publish_page(adoption.practice)
    announce(adoption.practice, verb, user=user, data={"adoption": adoption.pk, "state": str(adoption.state)})
    return adoption


def _require_action(user: User, action: ActionPage, territory: Territory) -> None:
    if not can(user, Verb.READ, action):
        raise PermissionDenied
    if territory.pk not in action.territory.ancestor_ids and action.territory_id not in territory.ancestor_ids:
        raise ValidationError({"action": _("This action is led elsewhere.")})


def _require_theirs(user: User, adoption: Adoption) -> None:
    if not can_tell(user, adoption):
        raise PermissionDenied


def _refuse_twice(adoption: Adoption) -> None:
    PracticePage.objects.select_for_update(of=("self",)).get(pk=adoption.practice_id)
    same = Adoption.objects.filter(
        practice=adoption.practice, territory=adoption.territory, organisation=adoption.organisation
    )
    if same.exclude(state__in=ENDS).exists():
        raise ValidationError(_("Your organisation is already taking it up there."), code="twice")


def _impossible_end(adoption: Adoption, ended_on: date) -> dict[str, Any]:
    if ended_on > timezone.localdate():
        return {"ended_on": _("This date is in the future.")}
    if ended_on < adoption.started_on:
        return {"ended_on": _("It began on %(date)s.") % {"date": f"{adoption.started_on:%d/%m/%Y}"}}
    return {}


def _refuse(problems: Mapping[str, Any]) -> None:
    if problems:
        raise ValidationError(dict(problems))
