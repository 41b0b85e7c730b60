from decimal import Decimal

import pytest
from django.urls import reverse

from actions.enums import FundingSource, Outcome
from actions.models import ActionPage, Funding, Indicator
from actions.services import record_indicators
from catalog.services import publish_pages
from tests.factories.actions import ActionPageFactory, FundingFactory, IndicatorFactory
from tests.factories.sites import SitePageFactory


@pytest.fixture
def full(departement, operator, commune):
    action = ActionPageFactory(
        territory=departement, operator=operator, sites=[SitePageFactory(commune=commune, title="Les Peupliers")]
    )
    IndicatorFactory(action=action, enrolled_primary=11, enrolled_college=3)
    FundingFactory(action=action, planned_eur=Decimal("45678.00"))
    return action


def page(client, action, user=None):
    if user:
        client.force_login(user)
    answer = client.get(action.get_url())
    assert answer.status_code == 200
    return answer.content.decode()


SITES, RESULTS, MONEY = "Les Peupliers", "scolarisés au collège", "45\u202f678"


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        (None, ()),
        ("stranger", ()),
        ("nobody", ()),
        ("observer", (RESULTS,)),
        ("partner", (SITES, RESULTS)),
        ("trusted", (SITES, RESULTS)),
        ("actor", (SITES, RESULTS, MONEY)),
        ("pilot", (SITES, RESULTS, MONEY)),
        ("national", (SITES, RESULTS, MONEY)),
    ],
)
def test_each_reads_the_part_that_is_theirs(client, people, full, role, opens):
    shown = page(client, full, getattr(people, role) if role else None).lower()
    shown = shown.replace("\xa0", "\u202f")
    assert {word for word in (SITES, RESULTS, MONEY) if word.lower() in shown} == set(opens)


def test_an_empty_action_is_shown_to_everyone_and_to_its_pilot(client, people, action):
    assert action.title in page(client, action)
    assert "Aucun résultat" in page(client, action, people.pilot)


@pytest.mark.parametrize("form", ["action_indicators", "action_fundings", "action_end"])
@pytest.mark.parametrize(("role", "status"), [("actor", 200), ("pilot", 200), ("trusted", 404), ("stranger", 404)])
def test_forms_are_for_those_who_update(client, people, full, form, role, status):
    client.force_login(getattr(people, role))
    assert client.get(reverse(form, args=[full.translation_key])).status_code == status


def test_results_are_recorded_in_the_grid(client, people, action):
    client.force_login(people.actor)
    url = reverse("action_indicators", args=[action.translation_key])
    answer = client.post(url, {"2025-people": "60", "2025-minors": "24", "2024-people": "50"})
    assert answer.status_code == 302
    assert dict(Indicator.objects.values_list("year", "people")) == {2024: 50, 2025: 60}


def test_a_grid_with_an_impossible_year_records_none_and_says_why(client, people, action):
    client.force_login(people.actor)
    url = reverse("action_indicators", args=[action.translation_key])
    answer = client.post(url, {"2025-people": "60", "2024-people": "10", "2024-women": "11"})
    assert "ne peut dépasser" in answer.content.decode()
    assert not Indicator.objects.exists()


def test_fundings_are_added_changed_and_taken_away(client, people, full):
    client.force_login(people.actor)
    url = reverse("action_fundings", args=[full.translation_key])
    data = {"2025-dedicated_planned": "", "2025-state_planned": "1 000,50 €", "2025-state_spent": ""}
    assert client.post(url, data).status_code == 302
    assert list(Funding.objects.values_list("source", "planned_eur")) == [(FundingSource.STATE, Decimal("1000.50"))]


def test_an_end_is_said_with_its_reason(client, people, action):
    client.force_login(people.actor)
    url = reverse("action_end", args=[action.translation_key])
    assert client.post(url, {"ended_on": "2025-06-30", "outcome": "partly"}).status_code == 200
    answer = client.post(url, {"ended_on": "2025-06-30", "outcome": "partly", "reason": "Trop peu de places."})
    assert answer.status_code == 302
    assert ActionPage.objects.get().outcome == Outcome.PARTLY


def test_the_list_of_the_catalogue_knows_of_actions(client, full):

    publish_pages([full])
    assert full.title in client.get(reverse("actions")).content.decode()


def test_money_spent_beyond_what_was_planned_is_asked_again_with_all_that_was_typed(client, people, full):
    client.force_login(people.actor)
    url = reverse("action_fundings", args=[full.translation_key])
    data = {"2025-dedicated_planned": "45678", "2025-dedicated_spent": "50000", "2024-state_planned": "1200"}
    shown = client.post(url, data).content.decode()
    assert 'name="confirmed"' in shown
    assert 'value="50000"' in shown
    assert not Funding.objects.filter(year=2024).exists()
    assert client.post(url, data | {"confirmed": "on"}).status_code == 302
    assert set(Funding.objects.values_list("year", "spent_eur")) == {(2025, Decimal(50000)), (2024, None)}


def test_what_somebody_recorded_meanwhile_is_not_written_over_unseen(client, people, full):
    client.force_login(people.actor)
    url = reverse("action_indicators", args=[full.translation_key])
    mark = Indicator.objects.get(year=2025).updated_at.isoformat()
    record_indicators(user=people.pilot, action=full, year=2025, values={"people": 70})
    data = {"2025-mark": mark, "2025-people": "65", "2025-minors": "24", "2025-to_be_schooled": "20"}
    data |= {"2025-enrolled_primary": "11", "2025-enrolled_college": "3"}
    shown = client.post(url, data).content.decode()
    assert "70 enregistré" in shown
    assert Indicator.objects.get(year=2025).people == 70
    fresh = Indicator.objects.get(year=2025).updated_at.isoformat()
    assert client.post(url, data | {"2025-mark": fresh}).status_code == 302
    assert Indicator.objects.get(year=2025).people == 65
