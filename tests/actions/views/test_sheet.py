"""Beginning an action, changing its sheet, copying it to a new year: in the browser, without the editor."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.models import ActionPage, Funding
from actors.enums import Role
from cms.services import approve_version
from tests.factories.actions import ActionPageFactory, FundingFactory
from tests.factories.actors import ScopeFactory, UserFactory
from tests.factories.sites import SitePageFactory
from tests.factories.territories import CommuneFactory, DepartementFactory

YEAR = timezone.localdate().year


def sheet(operator, **more):
    return {
        "title": "Médiation scolaire",
        "objectives": "Que chaque enfant aille à l’école.",
        "themes": ["schooling", "mediation"],
        "started_on": f"{YEAR}-09-01",
        "operator": operator.pk,
        "location_kind": "sites",
    } | more


def test_an_operator_begins_an_action_that_a_pilot_publishes(client, people, departement, operator, commune):
    here = SitePageFactory(commune=commune, title="Les Peupliers")
    elsewhere = CommuneFactory(code="59001", parent=DepartementFactory(code="59", name="Nord"))
    SitePageFactory(commune=elsewhere, title="Les Charmes")
    client.force_login(people.actor)
    shown = client.get(reverse("begin_action")).content.decode()
    assert "Les Peupliers" in shown
    assert "Les Charmes" not in shown
    answer = client.post(reverse("begin_action"), sheet(operator, sites=[here.pk]))
    assert answer.url == reverse("validation_queue")
    action = ActionPage.objects.get()
    assert (action.live, action.territory, action.operator) == (False, departement, operator)
    assert action.form_url in client.get(reverse("validation_queue")).content.decode()
    approve_version(user=people.pilot, page=action)
    assert list(ActionPage.objects.get(live=True).sites.all()) == [here]


def test_an_operator_is_offered_no_other_organisation(client, people, departement):
    client.force_login(people.actor)
    ActionPageFactory(territory=departement, operator__name="Une autre association")
    assert "Une autre association" not in client.get(reverse("begin_action")).content.decode()
    client.force_login(people.pilot)
    assert "Une autre association" in client.get(reverse("begin_action")).content.decode()


def test_the_national_team_says_where_first(client, people, departement, operator):
    client.force_login(people.national)
    url = reverse("begin_action") + "?lieu=autre"
    assert "Où l’action est-elle menée" in client.get(url).content.decode()
    answer = client.post(url, {"place_name": departement.name})
    assert answer.url == f"{reverse('begin_action')}?territoire={departement.pk}"
    assert client.get(answer.url).status_code == 200


def test_nobody_begins_an_action_elsewhere(client, people):
    elsewhere = DepartementFactory(code="59", name="Nord")
    client.force_login(people.pilot)
    assert client.get(f"{reverse('begin_action')}?territoire={elsewhere.pk}").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"ended_on": f"{YEAR}-08-31"}, "Elle finit avant de commencer."),
        ({"title": ""}, "Champ requis."),
        ({"operator": ""}, "Champ requis."),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client, people, operator, wrong, told):
    client.force_login(people.pilot)
    shown = client.post(reverse("begin_action"), sheet(operator) | wrong).content.decode()
    assert told in shown
    assert "Que chaque enfant aille à l’école." in shown
    assert not ActionPage.objects.exists()


def test_a_change_made_by_somebody_else_meanwhile_is_shown_beside(client, people, action, operator):
    client.force_login(people.pilot)
    url = reverse("update_action", args=[action.translation_key])
    first = client.post(url, sheet(operator, mark="0", title="Un premier titre"))
    assert first.status_code == 302
    shown = client.post(url, sheet(operator, mark="0", title="Un second titre")).content.decode()
    assert "Un premier titre" in shown
    assert ActionPage.objects.get().title == "Un premier titre"
    mark = ActionPage.objects.get().live_revision_id
    assert client.post(url, sheet(operator, mark=mark, title="Un second titre")).status_code == 302
    assert ActionPage.objects.get().title == "Un second titre"


def test_an_action_is_copied_to_a_new_year_with_what_was_planned(client, people, departement, operator, commune):
    site = SitePageFactory(commune=commune)
    known = ActionPageFactory(
        title=f"Médiation {YEAR}",
        territory=departement,
        operator=operator,
        sites=[site],
        started_on=date(YEAR, 1, 1),
        ended_on=date(YEAR, 12, 31),
    )
    FundingFactory(action=known, year=YEAR, planned_eur=Decimal(45000), spent_eur=Decimal(44000))
    FundingFactory(action=known, year=YEAR - 1, planned_eur=Decimal(30000))
    client.force_login(people.actor)
    url = reverse("continue_action", args=[known.translation_key])
    shown = client.get(url).context["form"]
    assert shown.initial["title"] == f"Médiation {YEAR + 1}"
    assert (shown.initial["started_on"], shown.initial["ended_on"]) == (date(YEAR + 1, 1, 1), date(YEAR + 1, 12, 31))
    assert shown.initial["sites"] == [site.pk]
    data = sheet(operator, title=f"Médiation {YEAR + 1}", started_on=f"{YEAR + 1}-01-01", copies_money="on")
    assert client.post(url, data).status_code == 302
    following = ActionPage.objects.get(continues=known)
    copied = Funding.objects.filter(action=following).values_list("year", "planned_eur", "spent_eur")
    assert list(copied) == [(YEAR + 1, Decimal(45000), None)]


def test_what_is_asked_of_who_may_answer_stands_on_the_page(client, people, departement, operator):
    over = ActionPageFactory(
        territory=departement, operator=operator, ended_on=timezone.localdate() - timedelta(days=2)
    )
    end, review = (reverse(name, args=[over.translation_key]) for name in ("action_end", "action_review"))
    asked = "Cette action est finie"
    assert asked not in client.get(over.get_url()).content.decode()
    client.force_login(people.actor)
    assert asked in client.get(over.get_url()).content.decode()
    assert client.get(review).status_code == 404
    long_ago = timezone.localdate() - timedelta(days=370)
    assert client.post(end, {"ended_on": long_ago, "outcome": "partly", "reason": "Fait."}).status_code == 302
    assert "qu’en reste-t-il" in client.get(over.get_url()).content.decode()
    assert client.post(review, {"outcome": "reached", "reason": "Tous scolarisés."}).status_code == 302
    shown = client.get(over.get_url()).content.decode()
    assert "Tous scolarisés." in shown
    assert "qu’en reste-t-il" not in shown


def test_a_draft_is_copied_by_who_began_it_and_by_those_who_may_publish_it(client, people, departement, operator):
    colleague = UserFactory(organisation=operator)
    ScopeFactory(user=colleague, role=Role.ACTOR, territory=departement)
    draft = ActionPageFactory(territory=departement, operator=operator, owner=people.actor, live=False)
    url = reverse("continue_action", args=[draft.translation_key])
    for person, status in ((people.actor, 200), (people.pilot, 200), (colleague, 404)):
        client.force_login(person)
        assert client.get(url).status_code == status
