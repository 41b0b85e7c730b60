"""The charter and the tour, on the way in."""

import pytest

from actors.enums import Role
from actors.models import User
from tests.factories import NationFactory, ScopeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(client):
    user = ScopeFactory(user__charter_due=True).user
    client.force_login(user)
    return user


def sign(client, query="", **changes):
    return client.post(f"/charte/{query}", {"version": 1, "has_read": "on", "commits": "on"} | changes)


def test_nothing_opens_before_the_charter_is_signed(client, newcomer):
    for path in ("/", "/tableau-de-bord/", "/comptes/", "/admin/"):
        assert client.get(path)["Location"].startswith("/charte/"), path
    assert client.get("/api/v1/sites/").status_code == 403
    assert client.get("/mon-compte/effacer/").status_code == 200


def test_the_public_reads_the_charter_and_signs_nothing(client):
    page = client.get("/charte/")
    assert "Ce que je protège" in page.content.decode()
    assert "Signer la charte" not in page.content.decode()
    assert client.get("/").status_code == 200


def test_signing_leads_to_the_tour_the_first_time_then_where_one_was_going(client, newcomer):
    assert sign(client, "?next=/sites/")["Location"] == "/visite/"
    assert client.get("/visite/").status_code == 200
    assert client.post("/visite/")["Location"] == "/tableau-de-bord/"
    User.objects.update(charter_due=True)
    assert sign(client, "?next=/sites/")["Location"] == "/sites/"
    User.objects.update(charter_due=True)
    assert sign(client, "?next=https://ailleurs.example/")["Location"] == "/tableau-de-bord/"


def test_an_unticked_box_is_said_on_its_field(client, newcomer):
    answer = client.post("/charte/", {"version": 1, "has_read": "on"})
    assert list(answer.context["form"].errors) == ["commits"]
    newcomer.refresh_from_db()
    assert newcomer.charter_due


def test_a_new_version_is_asked_again_of_who_published_it_too(client):
    national = ScopeFactory(role=Role.NATIONAL, territory=NationFactory()).user
    client.force_login(national)
    answer = client.post("/charte/nouvelle-version/", {"text": "## Une <b>autre</b>", "summary": "Tout change."})
    assert answer["Location"] == "/charte/"
    page = client.get("/charte/").content.decode()
    assert "Tout change." in page
    assert "&lt;b&gt;autre" in page
    assert client.get("/tableau-de-bord/")["Location"].startswith("/charte/")


def test_a_pilot_publishes_no_charter(client):
    client.force_login(ScopeFactory().user)
    assert client.get("/charte/nouvelle-version/").status_code == 403


@pytest.mark.parametrize(
    ("role", "titles"),
    [
        (Role.OBSERVER, ["Vos territoires", "Lire les sites", "Ce qui a marché ailleurs", "Votre compte"]),
        (Role.ACTOR, ["Vos territoires", "Les sites, depuis le terrain", "Ce qui a marché ailleurs", "Votre compte"]),
        (
            Role.PILOT,
            [
                "Vos territoires",
                "Les sites, depuis le terrain",
                "Valider",
                "Les comptes de votre territoire",
                "Votre compte",
            ],
        ),
        (Role.EDITOR, ["Vos territoires", "Écrire", "Ce qui a marché ailleurs", "Votre compte"]),
    ],
)
def test_the_tour_shows_what_one_may_do(client, role, titles):
    client.force_login(ScopeFactory(role=role).user)
    page = client.get("/visite/")
    assert [str(step.title) for step in page.context["steps"]] == titles


def test_the_tour_is_read_again_from_ones_account(client):
    client.force_login(ScopeFactory().user)
    client.post("/visite/")
    assert 'href="/visite/"' in client.get("/mon-compte/").content.decode()
    assert client.get("/visite/").status_code == 200


def test_a_link_that_is_not_one_says_how_to_go_on(client):
    answer = client.get("/activer/nimporte-quoi/", follow=True)
    assert answer.status_code == 410
    assert "nouveau lien" not in answer.content.decode()
    assert client.post("/activer/nouveau-lien/")["Location"] == "/connexion/"
