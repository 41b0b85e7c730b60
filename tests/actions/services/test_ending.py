"""What came of an action: asked when it is over, and again twelve months later."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from actions.enums import ActionStatus, Outcome, ReviewMoment
from actions.models import ActionPage, Review
from actions.querysets import with_status
from actions.services import ask_reviews, end_action, review_action, update_action
from catalog.enums import Audience
from catalog.models import Entry
from collaboration.models import Notification
from tests.factories.actions import ActionPageFactory

TODAY = timezone.localdate()
END = {"outcome": Outcome.PARTLY, "reason": "Trop peu de places."}


@pytest.fixture
def over(departement, operator):
    """Its last day was yesterday."""
    return ActionPageFactory(territory=departement, operator=operator, ended_on=TODAY - timedelta(days=1))


def asked_of():
    return set(Notification.objects.values_list("recipient", "happening"))


def test_an_action_over_without_an_outcome_is_not_ended(over, people):
    assert over.status == ActionStatus.OUTCOME_AWAITED
    ended = end_action(user=people.actor, action=over, ended_on=over.ended_on, **END)
    assert ended.status == ActionStatus.ENDED
    assert Review.objects.get().author == people.actor


def test_the_status_of_a_page_is_that_of_lists(departement):
    for started, ended, outcome in (
        (1, None, ""), (-9, None, ""), (-9, 0, ""), (-9, 0, "reached"), (-9, -1, ""), (-9, -1, "stopped"), (-9, 5, ""),
        (0, 0, ""), (1, 4, ""), (0, None, ""),
    ):  # fmt: skip
        ActionPageFactory(
            territory=departement,
            started_on=TODAY + timedelta(days=started),
            ended_on=None if ended is None else TODAY + timedelta(days=ended),
            outcome=outcome,
        )
    for status in ActionStatus:
        listed = set(ActionPage.objects.filter(with_status(status, on=TODAY)).values_list("pk", flat=True))
        assert listed == {action.pk for action in ActionPage.objects.all() if action.status == status}


def test_an_end_gone_by_cannot_be_slipped_into_the_sheet(people, action):
    with pytest.raises(ValidationError) as refused:
        update_action(user=people.pilot, action=action, facts={"ended_on": TODAY - timedelta(days=3)})
    assert list(refused.value.message_dict) == ["ended_on"]
    end_action(user=people.pilot, action=action, ended_on=TODAY, **END)
    with pytest.raises(ValidationError, match="nouvelle année"):
        update_action(user=people.pilot, action=ActionPage.objects.get(), facts={"ended_on": None})


def test_those_who_can_say_it_are_asked_once_and_reminded_once(people, over):
    _ = people.actor, people.pilot, people.trusted
    over.pilots.add(people.pilot)
    over.save()
    assert ask_reviews().asked == 1
    told = {(people.actor.pk, "actions.ask_outcome"), (people.pilot.pk, "actions.ask_outcome")}
    assert asked_of() == told
    assert (ask_reviews().asked, ask_reviews().reminded) == (0, 0)
    later = timezone.now() + timedelta(days=31)
    assert ask_reviews(now=later).reminded == 1
    assert ask_reviews(now=later).reminded == 0
    assert Notification.objects.count() == 4


def test_without_anybody_of_the_operator_left_those_who_steer_are_asked(people, departement):
    ActionPageFactory(territory=departement, ended_on=TODAY - timedelta(days=1))
    _ = people.pilot, people.actor
    ask_reviews()
    assert asked_of() == {(people.pilot.pk, "actions.ask_outcome")}


def test_old_actions_of_registers_are_asked_of_nobody(people, departement, operator):
    _ = people.actor
    ActionPageFactory(territory=departement, operator=operator, ended_on=TODAY - timedelta(days=400))
    assert ask_reviews().asked == 0


def test_twelve_months_later_it_is_asked_again(people, over):
    _ = people.actor
    end_action(user=people.actor, action=over, ended_on=over.ended_on, **END)
    assert ask_reviews().asked == 0
    assert ask_reviews(now=timezone.now() + timedelta(days=363)).asked == 0
    assert ask_reviews(now=timezone.now() + timedelta(days=365)).asked == 1
    assert asked_of() == {(people.actor.pk, "actions.ask_review")}


def test_what_remains_is_said_when_its_time_has_come_with_a_reason(people, over):
    end_action(user=people.actor, action=over, ended_on=over.ended_on, **END)
    with pytest.raises(ValidationError, match="douze mois"):
        review_action(user=people.actor, action=over, **END)
    ActionPage.objects.update(ended_on=TODAY - timedelta(days=365))
    action = ActionPage.objects.get()
    with pytest.raises(ValidationError) as refused:
        review_action(user=people.actor, action=action, outcome="", reason=" ")
    assert list(refused.value.message_dict) == ["outcome", "reason"]
    with pytest.raises(PermissionDenied):
        review_action(user=people.partner, action=action, **END)
    review_action(user=people.actor, action=action, outcome=Outcome.REACHED, reason="Tous sont encore scolarisés.")
    assert set(Review.objects.values_list("moment", "outcome")) == {
        (ReviewMoment.END, Outcome.PARTLY),
        (ReviewMoment.YEAR_LATER, Outcome.REACHED),
    }
    assert '"lasting_outcome":"reached"' in Entry.objects.get(page_id=over.pk, audience=Audience.PUBLIC).document
    assert "encore scolarisés" not in "".join(Entry.objects.filter(page_id=over.pk).values_list("document", flat=True))


def test_a_date_put_off_is_not_asked_again(people, over):
    _ = people.actor
    ask_reviews()
    update_action(user=people.pilot, action=over, facts={"ended_on": TODAY + timedelta(days=200)})
    assert ask_reviews(now=timezone.now() + timedelta(days=40)).reminded == 0


def test_an_outcome_said_in_the_editor_is_not_asked_again(people, over):
    _ = people.actor
    ask_reviews()
    ActionPage.objects.update(outcome=Outcome.PARTLY, outcome_reason="Trop peu de places.")
    assert ask_reviews(now=timezone.now() + timedelta(days=40)).reminded == 0


def test_what_remains_is_asked_once_more_though_the_outcome_is_known(people, over):
    end_action(user=people.actor, action=over, ended_on=over.ended_on, **END)
    assert ask_reviews(now=timezone.now() + timedelta(days=365)).asked == 1
    assert ask_reviews(now=timezone.now() + timedelta(days=400)).reminded == 1
