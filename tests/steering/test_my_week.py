"""My week: for a pilot, an operator, the national team; by rights."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.enums import Theme
from actors.enums import Role
from actors.models import User
from catalog.services import publish_pages
from sites.models import FollowUp
from steering.queries.my_week import my_week
from tests.factories.actions import ActionPageFactory, IndicatorFactory
from tests.factories.actors import ScopeFactory
from tests.factories.sites import ClosureFactory, ObservationFactory, SitePageFactory
from tests.factories.territories import CommuneFactory, DepartementFactory
from tests.sites.conftest import People

TODAY = timezone.localdate()
LAST = TODAY.year - 1


@pytest.fixture
def departement(db):
    return DepartementFactory()


@pytest.fixture
def commune(departement):
    return CommuneFactory(parent=departement)


@pytest.fixture
def people(departement):
    return People(departement)


def again(user):
    return User.objects.get(pk=user.pk)


def silent(commune, **more):
    site = SitePageFactory(commune=commune, **more)
    ObservationFactory(site=site, people=20, observed_on=TODAY - timedelta(days=120))
    return site


def test_an_operator_sees_their_actions_and_what_they_owe(client, people, departement):
    mine = {"territory": departement, "operator": people.actor.organisation}
    going_on = ActionPageFactory(title="En cours", started_on=date(LAST, 1, 1), **mine)
    IndicatorFactory(action=going_on, year=LAST, people=12, minors=None, to_be_schooled=None, enrolled_primary=None)
    unsaid = ActionPageFactory(title="Sans résultats", themes=[Theme.WORK], started_on=date(LAST, 3, 1), **mine)
    over = ActionPageFactory(
        title="Finie", started_on=TODAY - timedelta(days=9), ended_on=TODAY - timedelta(days=1), **mine
    )
    ActionPageFactory(title="D’un autre", territory=departement, started_on=date(LAST, 1, 1))
    asked = my_week(again(people.actor)).asked
    assert asked.outcomes == [over]
    assert [(one.action, one.years, one.without_schooling) for one in asked.missing] == [
        (unsaid, [LAST], []),
        (going_on, [], [LAST]),
    ]
    client.force_login(people.actor)
    for address in ("my_week", "dashboard"):
        shown = client.get(reverse(address)).content.decode()
        assert "Quel est le bilan de « Finie » ?" in shown
        assert "scolarisation inconnue en" in shown
        assert "D’un autre" not in shown


def test_a_pilot_sees_what_is_late_and_what_waits(client, people, commune, departement):
    site = silent(commune, title="Les Peupliers")
    ActionPageFactory(title="Finie sans bilan", territory=departement, ended_on=TODAY - timedelta(days=40))
    closed = SitePageFactory(commune=commune, title="La Sablière")
    closure = ClosureFactory(site=closed, closed_on=TODAY - timedelta(days=366))
    FollowUp.objects.create(closure=closure, asked_at=timezone.now())
    publish_pages([site, closed])
    week = my_week(again(people.pilot))
    assert [week.late.silent_sites.count, week.late.sites_without_action.count] == [2, 2]
    assert [action.title for action in week.late.outcomes.things] == ["Finie sans bilan"]
    assert [one.closure.site for one in week.follow_ups] == [closed]
    assert week.troubled == []
    client.force_login(people.pilot)
    shown = client.get(reverse("my_week")).content.decode()
    assert "Que sont devenues les personnes de « La Sablière » ?" in shown
    assert "Les Peupliers" in shown


def test_the_national_team_sees_territories_in_trouble_and_why(client, people, commune):
    for title in ("A", "B"):
        silent(commune, title=title)
    quiet = CommuneFactory(code="59001", parent=DepartementFactory(code="59", name="Nord"))
    well = SitePageFactory(commune=quiet)
    ObservationFactory(site=well, observed_on=TODAY)
    ActionPageFactory(territory=quiet.parent, sites=[well])
    ScopeFactory(territory=quiet.parent, role=Role.PILOT)
    [troubled] = my_week(again(people.national)).troubled
    assert troubled.territory == commune.parent
    assert troubled.signs == [
        "personne ne le pilote",
        "2 sites sur 2 sans nouvelles depuis trois mois",
        "2 sites sur 2 sans action",
    ]
    client.force_login(people.national)
    assert "personne ne le pilote" in client.get(reverse("my_week")).content.decode()


@pytest.mark.parametrize("role", ["observer", "editor", "nobody", "partner"])
def test_who_leads_nothing_has_a_week_all_the_same(client, people, commune, role):
    silent(commune, title="Nomsecret")
    client.force_login(getattr(people, role))
    answer = client.get(reverse("my_week"))
    assert answer.status_code == 200
    assert "Rien ne vous attend." in answer.content.decode()
    assert ("Nomsecret" in answer.content.decode()) is (role == "partner")


@pytest.mark.parametrize("count", [1, 3])
def test_a_week_takes_the_same_queries(people, departement, commune, count, django_assert_num_queries):
    quiet = CommuneFactory(code="59001", parent=DepartementFactory(code="59", name="Nord"))
    for number in range(count):
        sites = [silent(commune), silent(quiet)]
        mine = {"territory": departement, "operator": people.national.organisation, "sites": sites[:1]}
        ActionPageFactory(started_on=date(LAST, 1, 1), **mine)
        over = {"started_on": date(LAST, 1, 1), "ended_on": TODAY - timedelta(days=number + 1)}
        IndicatorFactory(action=ActionPageFactory(**mine, **over), year=LAST)
        publish_pages(sites)
    reader = again(people.national)
    with django_assert_num_queries(28):
        my_week(reader)
