from decimal import Decimal

import pytest
from django.urls import reverse

from actions.enums import FundingSource, Outcome
from actions.models import ActionPage, Funding, Indicator
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
    line = Funding.objects.get()
    data = {
        "form-TOTAL_FORMS": 2,
        "form-INITIAL_FORMS": 1,
        "form-0-id": line.pk,
        "form-0-planned_eur": "",
        "form-0-spent_eur": "",
        "form-1-id": "",
        "form-1-year": "2025",
        "form-1-source": FundingSource.STATE,
        "form-1-planned_eur": "1000",
        "form-1-spent_eur": "",
    }
    assert client.post(url, data).status_code == 302
    assert list(Funding.objects.values_list("source", "planned_eur")) == [(FundingSource.STATE, Decimal(1000))]


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
