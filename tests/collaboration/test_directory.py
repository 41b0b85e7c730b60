"""The directory: for members, with what each chose to show, and the trace of who looked."""

import pytest
from django.urls import reverse

from actors.enums import Role
from collaboration.models import Card, CardLook
from collaboration.queries.directory import Asked, find_organisations, find_people
from collaboration.services.coordination import act_here
from tests.factories import DepartementFactory, OrganisationFactory, ScopeFactory, UserFactory

PEOPLE = "directory_people"


def names(asked):
    return {one.person.pk for one in find_people(asked).people}


@pytest.fixture
def nurse(people):
    """A partner whose card says everything and shows nothing yet."""
    organisation = OrganisationFactory(name="Agence de santé", acronym="ADS")
    user = UserFactory(first_name="Élise", last_name="Moreau", position="Infirmière", organisation=organisation)
    ScopeFactory(user=user, role=Role.PARTNER, territory=people.departement)
    Card.objects.create(user=user, contact_for="vaccination", themes=["health"], phone="01 02 03 04 05")
    return user


def test_people_are_found_by_words_territory_theme_and_role(people, nurse):
    north = DepartementFactory(code="59", name="Nord")
    stranger, actor = people.stranger, people.actor
    for words in ("elise", "moreau elise", "INFIRMIERE", "agence sante"):
        assert names(Asked(words=words)) == {nurse.pk}
    assert names(Asked(territory=north)) == {stranger.pk}
    assert names(Asked(theme="health")) == {nurse.pk}
    assert names(Asked(role=Role.ACTOR, territory=people.departement)) == {actor.pk}
    assert names(Asked(words="elise", role=Role.ACTOR)) == set()


def test_organisations_are_found_by_words_territory_theme_and_role(site, people, nurse):
    act_here(user=people.actor, page=site, themes=["work"])
    assert list(find_organisations(Asked(words="ads"))) == [nurse.organisation]
    assert list(find_organisations(Asked(theme="work"))) == [people.actor.organisation]
    assert nurse.organisation in find_organisations(Asked(role=Role.PARTNER))
    assert people.stranger.organisation not in find_organisations(Asked(role=Role.PARTNER))


def test_who_left_the_directory_or_has_no_scope_is_not_in_it(client, people, nurse):
    Card.objects.filter(user=nurse).update(is_listed=False)
    gone = ScopeFactory(user=UserFactory(is_active=False)).user
    assert names(Asked()) & {nurse.pk, gone.pk, people.nobody.pk} == set()
    client.force_login(people.actor)
    for person in (nurse, gone, people.nobody):
        assert client.get(reverse("card", args=[person.pk])).status_code == 404


@pytest.mark.parametrize("role", ["observer", "nobody"])
def test_the_directory_is_for_members(client, people, nurse, role):
    client.force_login(getattr(people, role))
    assert client.get(reverse(PEOPLE)).status_code == 403
    assert client.get(reverse("card", args=[nurse.pk])).status_code == 404
    client.logout()
    assert client.get(reverse(PEOPLE)).status_code == 302


def test_an_address_and_a_phone_are_shown_as_their_owner_chose_and_never_in_the_list(client, people, nurse):
    client.force_login(people.actor)
    url = reverse("card", args=[nurse.pk])
    shown = client.get(url).content.decode()
    assert "vaccination" in shown
    assert nurse.email not in shown
    assert "01 02 03" not in shown
    Card.objects.filter(user=nurse).update(shows_email=True, shows_phone=True)
    shown = client.get(url).content.decode()
    assert nurse.email in shown
    assert "01 02 03 04 05" in shown
    listed = client.get(reverse(PEOPLE)).content.decode()
    assert "Élise Moreau" in listed
    assert nurse.email not in listed
    assert "01 02 03" not in listed


def test_each_look_is_written_and_its_owner_sees_it(client, people, nurse):
    client.force_login(people.actor)
    client.get(reverse("card", args=[nurse.pk]))
    client.force_login(nurse)
    client.get(reverse("card", args=[nurse.pk]))
    assert list(CardLook.objects.values_list("reader", "person")) == [(people.actor.pk, nurse.pk)]
    assert str(people.actor) in client.get(reverse("own_card")).content.decode()


def test_what_is_shown_is_chosen_on_one_page(client, people):
    client.force_login(people.actor)
    said = {"is_listed": "on", "contact_for": "ateliers", "themes": ["work"], "phone": "06", "shows_phone": "on"}
    assert client.post(reverse("own_card"), said).status_code == 302
    card = Card.objects.get()
    assert (card.user, card.contact_for, card.shows_phone, card.shows_email) == (people.actor, "ateliers", True, False)


def test_nobody_found_says_what_to_do(client, people):
    client.force_login(people.actor)
    for name in (PEOPLE, "directory_organisations"):
        assert "Retirez un mot ou un filtre" in client.get(reverse(name), {"q": "zzzz"}).content.decode()
    assert client.get(reverse(PEOPLE), {"role": "roi"}).status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries(people, count, django_assert_num_queries):
    for _number in range(count):
        Card.objects.create(user=ScopeFactory(territory=people.departement).user, contact_for="x", themes=["work"])
    with django_assert_num_queries(3):
        found = find_people(Asked())
        shown = [(str(one.person.organisation), [str(scope.territory) for scope in one.scopes]) for one in found.people]
    assert len(shown) == count
