"""Everyone may know which organisations can come in, the police included; nobody's name is in it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from actors.enums import OrganisationKind
from actors.services.keys import issue_key, revoke_key
from tests.factories import CommuneFactory, DepartementFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(client):
    """Names of the organisations that a question finds."""

    def ask(**asked):
        return [one.name for one in client.get(reverse("organisations"), asked).context["directory"].organisations]

    return ask


@pytest.fixture
def nord():
    return DepartementFactory(code="59", name="Nord")


def opened(**fields):
    return UserFactory(organisation=OrganisationFactory(**fields)).organisation


def test_the_police_is_there_like_the_others(client, listed):
    opened(name="Commissariat central", kind=OrganisationKind.POLICE)
    opened(name="Association du Pré")
    assert listed() == ["Association du Pré", "Commissariat central"]
    page = client.get(reverse("organisations")).content.decode()
    assert "Police et gendarmerie : 1" in page
    assert "Commissariat central" in page


def test_only_who_can_come_in_is_there(listed):
    OrganisationFactory(name="Sans personne")
    UserFactory(organisation=OrganisationFactory(name="Compte suspendu"), is_active=False)
    UserFactory(organisation=OrganisationFactory(name="Structure fermée", is_active=False))
    opened(name="Avec un compte")
    assert listed() == ["Avec un compte"]


def test_a_key_is_a_way_in_until_it_ends(client, listed):
    partner = OrganisationFactory(name="Site partenaire")
    key, _text = issue_key(
        organisation=partner, purpose="Carte", territories=[partner.territory], lasts=timedelta(days=2)
    )
    assert listed() == ["Site partenaire"]
    revoke_key(key)
    assert listed() == []


def test_nobody_s_name_is_told(client):
    person = UserFactory(first_name="Clémentine", last_name="Desmoulins")
    page = client.get(reverse("organisations")).content.decode()
    assert person.organisation.name in page
    for secret in ("Clémentine", "Desmoulins", person.email):
        assert secret not in page


def test_organisations_are_found_by_territory_and_kind(listed, nord):
    opened(name="Mairie", kind=OrganisationKind.CITY, territory=CommuneFactory(parent=nord))
    opened(name="Préfecture du Nord", kind=OrganisationKind.PREFECTURE, territory=nord)
    opened(name="Préfecture d'ailleurs", kind=OrganisationKind.PREFECTURE)
    assert listed(territoire="FR-departement-59") == ["Mairie", "Préfecture du Nord"]
    assert listed(type="prefecture") == ["Préfecture d'ailleurs", "Préfecture du Nord"]
    assert listed(territoire="FR-departement-59", type="city") == ["Mairie"]
    assert listed(territoire="FR-region-11", type="city") == ["Mairie"]


def test_a_territory_or_a_kind_that_is_not_there_is_told(client):
    opened()
    for asked in ({"territoire": "FR-departement-2A"}, {"type": "bakery"}):
        answer = client.get(reverse("organisations"), asked)
        assert (answer.status_code, answer.context["directory"].organisations) == (400, [])


def test_an_empty_list_says_so(client):
    assert "Aucune structure n’a de compte ici." in client.get(reverse("organisations")).content.decode()


def test_every_page_leads_to_it(client):
    assert reverse("organisations") in client.get("/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_one_query(client, count, django_assert_num_queries):
    for number in range(count):
        opened(territory=DepartementFactory(code=f"2{number}", name=f"Département {number}"))
    client.get(reverse("organisations"))
    # Two for the transaction, one for organisations, one for the menus.
    with django_assert_num_queries(4):
        client.get(reverse("organisations"))
