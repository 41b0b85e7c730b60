from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import PageLogEntry

from actions.enums import FundingSource
from actions.models import Funding, FundingChange, Indicator
from actions.rules.results import Money
from actions.services import record_funding, record_indicators
from catalog.enums import Audience
from catalog.models import Entry
from tests.factories.actions import FundingFactory, IndicatorFactory


def money(user, action, **more):
    said = {"planned": Decimal(1000), "spent": None} | more
    confirmed = said.pop("confirmed", False)
    return record_funding(
        user=user, action=action, year=2025, source=FundingSource.STATE, money=Money(**said), confirmed=confirmed
    )


def test_the_operator_records_a_year_and_members_read_it(people, action):
    record_indicators(user=people.actor, action=action, year=2025, values={"people": 60, "minors": 24})
    assert Indicator.objects.get().minors == 24
    assert '"minors":24' in Entry.objects.get(page_id=action.pk, audience=Audience.MEMBER).document
    assert "minors" not in Entry.objects.get(page_id=action.pk, audience=Audience.PUBLIC).document


def test_what_is_not_said_again_stays(people, action):
    IndicatorFactory(action=action, year=2025, people=60)
    record_indicators(user=people.pilot, action=action, year=2025, values={"health_people": 12})
    indicator = Indicator.objects.get()
    assert (indicator.people, indicator.health_people) == (60, 12)


def test_the_same_again_writes_nothing(people, action):
    record_indicators(user=people.actor, action=action, year=2025, values={"people": 60})
    logged = PageLogEntry.objects.count()
    record_indicators(user=people.actor, action=action, year=2025, values={"people": 60})
    assert PageLogEntry.objects.count() == logged


def test_impossible_results_are_refused_on_their_field(people, action):
    with pytest.raises(ValidationError) as refused:
        record_indicators(user=people.actor, action=action, year=2025, values={"people": 10, "women": 11})
    assert list(refused.value.message_dict) == ["women"]
    assert not Indicator.objects.exists()


@pytest.mark.parametrize("year", [2023, 2026])
def test_a_year_that_the_action_does_not_cover_is_refused(people, action, year):
    action.ended_on = action.started_on.replace(year=2025)
    with pytest.raises(ValidationError, match="année"):
        record_indicators(user=people.actor, action=action, year=year, values={"people": 10})


@pytest.mark.parametrize("role", ["trusted", "partner", "observer", "stranger", "editor", "nobody"])
def test_others_record_nothing(people, action, role):
    with pytest.raises(PermissionDenied):
        record_indicators(user=getattr(people, role), action=action, year=2025, values={"people": 10})
    with pytest.raises(PermissionDenied):
        money(getattr(people, role), action)


def test_money_is_recorded_changed_and_taken_away(people, action):
    money(people.actor, action)
    money(people.pilot, action, spent=Decimal("900.50"))
    assert [(f.planned_eur, f.spent_eur) for f in Funding.objects.all()] == [(Decimal(1000), Decimal("900.50"))]
    assert money(people.pilot, action, planned=None) is None
    assert not Funding.objects.exists()


def test_more_spent_than_planned_is_asked_again_and_not_refused(people, action):
    with pytest.raises(ValidationError) as asked:
        money(people.actor, action, spent=Decimal("1000.01"))
    assert [error.code for error in asked.value.error_dict["spent_eur"]] == ["surprising"]
    assert not Funding.objects.exists()
    assert money(people.actor, action, spent=Decimal("1000.01"), confirmed=True).spent_eur == Decimal("1000.01")


def test_each_change_of_money_is_kept_with_its_author(people, action):
    money(people.actor, action)
    money(people.pilot, action, planned=None)
    assert list(FundingChange.objects.values_list("planned_eur", "author")) == [
        (Decimal(1000), people.actor.pk),
        (None, people.pilot.pk),
    ]


def test_money_is_never_negative(people, action):
    with pytest.raises(ValidationError):
        money(people.pilot, action, planned=Decimal(-1))


def test_amounts_are_in_no_document_and_no_log(people, action):
    FundingFactory(action=action, planned_eur=Decimal("45123.00"))
    money(people.pilot, action, planned=Decimal("67891.00"))
    documents = "".join(Entry.objects.filter(page_id=action.pk).values_list("document", flat=True))
    logged = "".join(str(entry.data) for entry in PageLogEntry.objects.all())
    assert not any(amount in documents + logged for amount in ("45123", "67891"))
