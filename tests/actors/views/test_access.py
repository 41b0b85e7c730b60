"""The public form, and the queue of those who decide."""

import pytest
from django.core.cache import cache

from actors.enums import RequestState, Role
from actors.models import AccessRequest, OutgoingMail, User
from tests.factories import CommuneFactory, DepartementFactory, OrganisationFactory, ScopeFactory, UserFactory
from tests.factories.access import AccessRequestFactory

pytestmark = pytest.mark.django_db
URL = "/demander-un-acces/"


@pytest.fixture(autouse=True)
def _nobody_came_before():
    cache.clear()


@pytest.fixture
def asked():
    CommuneFactory(name="Aubervilliers", code="93001")
    return {
        "first_name": "Dominique",
        "last_name": "Nouvelle",
        "email": "demande@example.org",
        "position": "Médiatrice",
        "organisation_name": "Association nouvelle",
        "organisation_kind": "association",
        "place_name": "aubervilliers",
        "reason": "Pour accompagner les familles.",
    }


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(client, asked, django_assert_num_queries):
    UserFactory(email="connue@example.org")
    answers = []
    for email in ("connue@example.org", "inconnue@example.org"):
        with django_assert_num_queries(8):
            answer = client.post(URL, asked | {"email": email})
        answers.append((answer.status_code, answer["Location"], answer.content))
    assert answers[0] == answers[1] == (302, "/demander-un-acces/merci/", b"")
    assert AccessRequest.objects.count() == 2


def test_a_known_organisation_is_recognised(client, asked):
    known = OrganisationFactory(name="Les Passerelles")
    client.post(URL, asked | {"organisation_name": "les passerelles", "organisation_kind": ""})
    request = AccessRequest.objects.get()
    assert (request.organisation, request.organisation_name) == (known, "")


def test_homonyms_are_asked_again_and_nothing_typed_is_lost(client, asked):
    first = CommuneFactory(name="Saint-Denis", code="93066")
    CommuneFactory(name="Saint-Denis", code="97411")
    answer = client.post(URL, asked | {"place_name": "Saint-Denis"})
    assert answer.status_code == 200
    assert "Plusieurs territoires portent ce nom" in answer.content.decode()
    assert answer.context["form"]["reason"].value() == asked["reason"]
    answer = client.post(URL, asked | {"place_name": "Saint-Denis", "place": str(first.pk)})
    assert answer.status_code == 302
    assert AccessRequest.objects.get().territory == first


def test_a_name_is_no_place_for_a_link(client, asked):
    answer = client.post(URL, asked | {"first_name": "Visitez https://exemple.fr"})
    assert list(answer.context["form"].errors) == ["first_name"]


def test_programs_that_fill_every_field_are_thanked_and_forgotten(client, asked):
    answer = client.post(URL, asked | {"website": "https://exemple.fr"})
    assert answer["Location"] == "/demander-un-acces/merci/"
    assert not AccessRequest.objects.exists()


def test_too_many_requests_from_one_network_are_refused_with_words(client, asked):
    for _ in range(10):
        client.post(URL, asked)
    answer = client.post(URL, asked)
    assert "réessayez dans une heure" in answer.content.decode()
    assert client.post(URL, asked, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_every_missing_answer_is_said_on_its_field(client):
    answer = client.post(URL, {})
    assert set(answer.context["form"].errors) == {
        "first_name",
        "last_name",
        "email",
        "position",
        "organisation_name",
        "place_name",
        "reason",
    }


@pytest.fixture
def pilot(client):
    user = ScopeFactory().user
    client.force_login(user)
    return user


def scope_of(request, **changes):
    return {
        "organisation_name": request.organisation_name,
        "organisation_kind": request.organisation_kind,
        "role": "actor",
        "place_name": request.territory.code,
    } | changes


def test_a_pilot_accepts_from_the_queue(client, pilot):
    request = AccessRequestFactory()
    assert str(request) in client.get("/comptes/demandes/").content.decode()
    answer = client.post(f"/comptes/demandes/{request.pk}/", scope_of(request, options=["is_trusted"]))
    assert answer["Location"] == "/comptes/demandes/"
    scope = User.objects.get(email=request.email).scopes.get()
    assert (scope.role, scope.territory, scope.is_trusted) == (Role.ACTOR, request.territory, True)
    assert client.get(f"/comptes/demandes/{request.pk}/").status_code == 404


def test_what_is_more_than_theirs_is_refused_on_its_field(client, pilot):
    request = AccessRequestFactory()
    DepartementFactory(code="75", name="Paris")
    answer = client.post(f"/comptes/demandes/{request.pk}/", scope_of(request, place_name="Paris"))
    assert list(answer.context["form"].errors) == ["place_name"]
    answer = client.post(f"/comptes/demandes/{request.pk}/", scope_of(request, role="national"))
    assert list(answer.context["form"].errors) == ["role"]
    assert not User.objects.filter(email=request.email).exists()


def test_a_refusal_leaves_the_queue(client, pilot):
    request = AccessRequestFactory()
    answer = client.post(f"/comptes/demandes/{request.pk}/refuser/", {"reason": "Adresse personnelle."})
    assert answer["Location"] == "/comptes/demandes/"
    request.refresh_from_db()
    assert (request.state, OutgoingMail.objects.count()) == (RequestState.REFUSED, 1)


def test_requests_of_other_territories_are_not_there(client, pilot):
    request = AccessRequestFactory(territory=DepartementFactory(code="75", name="Paris"))
    assert str(request) not in client.get("/comptes/demandes/").content.decode()
    assert client.get(f"/comptes/demandes/{request.pk}/").status_code == 404
    assert client.post(f"/comptes/demandes/{request.pk}/refuser/", {"reason": "Non."}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_reads_as_much_for_one_request_as_for_three(client, pilot, count, django_assert_num_queries):
    AccessRequestFactory.create_batch(count)
    client.get("/comptes/demandes/")
    with django_assert_num_queries(7):
        client.get("/comptes/demandes/")
