from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from catalog.models import Entry
from knowledge.enums import AdoptionOutcome, AdoptionState
from knowledge.models import Adoption
from knowledge.services import End, adopt_practice, close_adoption, follow_up_adoption
from tests.factories.actions import ActionPageFactory
from tests.factories.territories import CommuneFactory, DepartementFactory

TODAY = timezone.localdate()


def adopt(user, practice, territory, **kwargs):
    return adopt_practice(
        user=user, practice=practice, territory=territory, **{"started_on": date(2025, 1, 15), **kwargs}
    )


def close(user, adoption, **kwargs):
    end = {
        "state": AdoptionState.COMPLETED,
        "ended_on": date(2025, 6, 30),
        "outcome": AdoptionOutcome.WORKED,
        "comment": "Le service de l'eau a suivi.",
    }
    return close_adoption(user=user, adoption=adoption, end=End(**end | kwargs))


def test_taken_up_at_home_with_the_action_that_measures(people, practice, departement, measured_action):
    adoption = adopt(people.actor, practice, departement, action=measured_action)
    assert (adoption.organisation, adoption.state) == (people.actor.organisation, AdoptionState.UNDER_WAY)
    assert '"grade":"E1"' in Entry.objects.get(page_id=practice.pk).document


def test_what_begins_tomorrow_is_planned(people, practice, departement):
    adoption = adopt(people.pilot, practice, departement, started_on=TODAY + timedelta(days=7))
    assert adoption.state == AdoptionState.PLANNED


def test_a_commune_of_the_scope_is_home_and_the_next_departement_is_not(people, practice, departement):
    adopt(people.actor, practice, CommuneFactory(parent=departement))
    for territory in (DepartementFactory(code="59", name="Nord"), departement.parent):
        with pytest.raises(PermissionDenied):
            adopt(people.actor, practice, territory)


@pytest.mark.parametrize("role", ["observer", "nobody"])
def test_others_do_not_take_up(people, practice, departement, role):
    with pytest.raises(PermissionDenied):
        adopt(getattr(people, role), practice, departement)


def test_an_action_led_elsewhere_measures_nothing_here(people, practice, departement):
    elsewhere = ActionPageFactory(territory=DepartementFactory(code="59", name="Nord"))
    with pytest.raises(PermissionDenied):
        adopt(people.actor, practice, departement, action=elsewhere)
    with pytest.raises(ValidationError, match="ailleurs"):
        adopt(people.national, practice, departement, action=elsewhere)


def test_an_organisation_takes_it_up_once_at_a_time_in_a_place(people, practice, departement):
    first = adopt(people.actor, practice, departement)
    with pytest.raises(ValidationError, match="déjà"):
        adopt(people.actor, practice, departement)
    close(people.actor, first)
    adopt(people.actor, practice, departement)


def test_the_end_says_what_came_of_it_and_why(people, practice, departement):
    adoption = adopt(people.actor, practice, departement)
    for wrong in (
        {"state": AdoptionState.PLANNED},
        {"outcome": ""},
        {"comment": " "},
        {"ended_on": TODAY + timedelta(days=7)},
        {"ended_on": date(2024, 1, 1)},
    ):
        with pytest.raises(ValidationError) as refused:
            close(people.actor, adoption, **wrong)
        assert list(refused.value.message_dict) == list(wrong)
    with pytest.raises(ValidationError):
        close(people.actor, adoption, state=AdoptionState.ABANDONED)
    close(people.actor, adoption, state=AdoptionState.ABANDONED, outcome=AdoptionOutcome.FAILED)
    assert Adoption.objects.get().outcome == AdoptionOutcome.FAILED
    assert '"failed":1' in Entry.objects.get(page_id=practice.pk).document


def test_colleagues_and_editors_may_end_it_and_others_not(people, practice, departement):
    adoption = adopt(people.actor, practice, departement)
    with pytest.raises(PermissionDenied):
        close(people.pilot, adoption)
    close(people.editor, adoption)


def test_asked_again_a_year_later(people, practice, departement):
    adoption = adopt(people.actor, practice, departement)
    again = {"followed_up_on": date(2026, 7, 1), "lasting_outcome": AdoptionOutcome.PARTLY}
    with pytest.raises(ValidationError, match="terminée"):
        follow_up_adoption(user=people.actor, adoption=adoption, **again)
    close(people.actor, adoption)
    with pytest.raises(ValidationError):
        follow_up_adoption(user=people.actor, adoption=adoption, **again | {"followed_up_on": date(2025, 1, 20)})
    follow_up_adoption(user=people.actor, adoption=adoption, **again)
    assert Adoption.objects.get().lasting_outcome == AdoptionOutcome.PARTLY
