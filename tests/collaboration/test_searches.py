"""Searches that people keep: found by the owner's rights of the day, told once, forgotten with the account."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from actors.enums import Role
from actors.services.lifecycle import anonymise_account
from catalog.services import publish_pages
from collaboration.enums import NotificationKind, Rhythm
from collaboration.models import Follow, Notification, SavedSearch
from collaboration.queries.notifications import notifications_of
from collaboration.services.mailing import set_rhythm
from collaboration.services.searches import MAX_SAVED, match_saved_searches, save_search
from tests.factories import CommuneFactory, DepartementFactory, ScopeFactory
from tests.factories.knowledge import PracticePageFactory
from tests.factories.sites import SitePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return DepartementFactory()


@pytest.fixture
def pilot(here):
    return ScopeFactory(role=Role.PILOT, territory=here).user


def publish(*pages):
    publish_pages(pages)


def site_in(departement, title):
    return SitePageFactory(title=title, commune=CommuneFactory(parent=departement))


def test_what_is_found_already_is_no_news_and_what_comes_is_told_once(pilot, here):
    publish(site_in(here, "Clos des Peupliers"))
    save_search(user=pilot, name="Peupliers", query="q=peupliers")
    assert match_saved_searches() == 0
    new = site_in(here, "Friche des Peupliers")
    publish(new, site_in(here, "Terrain des Saules"))
    assert match_saved_searches() == 1
    new.title = "Friche des grands Peupliers"
    new.save()
    publish(new)
    assert match_saved_searches() == 0
    [told] = notifications_of(pilot).lines
    assert (told.title, told.notification.kind) == ("Friche des grands Peupliers", "match")
    assert SavedSearch.objects.get().unseen == 1


def test_a_publication_that_told_nobody_is_made_up_for(pilot, here, capsys, django_assert_num_queries):
    """A process that is killed once it is committed, before anybody is woken up; then nothing is looked for twice."""
    save_search(user=pilot, name="Peupliers", query="q=peupliers")
    publish(site_in(here, "Clos des Peupliers"))
    call_command("match_saved_searches")
    assert capsys.readouterr().out == "1 new.\n"
    assert [line.title for line in notifications_of(pilot).lines] == ["Clos des Peupliers"]
    # the last change, and who is to be told: nobody
    with django_assert_num_queries(2):
        call_command("match_saved_searches")


def test_nothing_out_of_scope_is_told_and_a_right_that_is_lost_hides_what_was(pilot, here):
    save_search(user=pilot, name="Peupliers", query="q=peupliers")
    publish(site_in(DepartementFactory(code="59", name="Nord"), "Coron des Peupliers"))
    assert match_saved_searches() == 0
    publish(site_in(here, "Clos des Peupliers"))
    assert match_saved_searches() == 1
    assert len(notifications_of(pilot).lines) == 1
    pilot.scopes.all().delete()
    del pilot.__dict__["held_scopes"]
    assert notifications_of(pilot).lines == []


def test_filters_of_the_address_and_words_are_kept_alike(pilot, here):
    elsewhere = DepartementFactory(code="94", name="Val-de-Marne")
    save_search(user=pilot, name="Ici", query=f"q=peupliers&territoire={here.key}&cursor=x&sort=title")
    assert SavedSearch.objects.get().query == f"q=peupliers&territoire={here.key.replace(':', '%3A')}"
    publish(PracticePageFactory(title="Planter des peupliers"), site_in(elsewhere, "Peupliers"))
    assert match_saved_searches() == 0


def test_the_mail_says_that_something_is_new_and_not_what(pilot, here, django_capture_on_commit_callbacks):
    set_rhythm(user=pilot, kind=NotificationKind.MATCH, rhythm=Rhythm.NOW)
    save_search(user=pilot, name="Peupliers", query="q=peupliers")
    with django_capture_on_commit_callbacks(execute=True):
        publish(site_in(here, "Clos des Peupliers"))
        match_saved_searches()
    from actors.models import OutgoingMail

    texts = [f"{one.subject} {one.text}" for one in OutgoingMail.objects.all()] + [one.body for one in mail.outbox]
    assert any("recherche" in text for text in texts)
    assert not any("Peupliers" in text for text in texts)


def test_a_search_that_finds_too_much_is_kept_without_alert(client, pilot, here, monkeypatch):
    monkeypatch.setattr("collaboration.services.searches.MAX_KNOWN", 1)
    publish(site_in(here, "Peupliers un"), site_in(here, "Peupliers deux"))
    client.force_login(pilot)
    answer = client.post(reverse("save_search"), {"name": "Tous", "query": "q=peupliers"}, follow=True)
    assert "sans alerte" in answer.content.decode()
    assert SavedSearch.objects.get().is_alerted is False


def test_bad_input_is_said_and_kept(client, pilot):
    client.force_login(pilot)
    answer = client.post(reverse("save_search"), {"name": "", "query": "q=peupliers"})
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "Donnez-lui un nom." in text
    assert 'value="q=peupliers"' in text
    assert client.post(reverse("save_search"), {"name": "x", "query": "inconnu=1"}).status_code == 400
    SavedSearch.objects.bulk_create(SavedSearch(user=pilot, name=str(n), query=f"q={n}") for n in range(MAX_SAVED))
    answer = client.post(reverse("save_search"), {"name": "une de trop", "query": "q=peupliers"})
    assert f"{MAX_SAVED} recherches" in answer.content.decode()


def test_another_s_search_is_not_there(client, pilot):
    other = SavedSearch.objects.create(user=ScopeFactory().user, name="Secrète", query="q=secret")
    client.force_login(pilot)
    assert client.get(reverse("open_saved_search", args=[other.pk])).status_code == 404
    assert client.post(reverse("delete_saved_search", args=[other.pk])).status_code == 404
    assert "Secrète" not in client.get(reverse("saved_searches")).content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_takes_the_same_queries(client, pilot, many, django_assert_num_queries):
    client.force_login(pilot)
    assert "aucune recherche" in client.get(reverse("saved_searches")).content.decode()
    for number in range(many):
        SavedSearch.objects.create(user=pilot, name=f"Recherche {number}", query=f"q={number}", unseen=number)
    # session, user with their scopes, savepoint and release, menus, notifications, searches
    with django_assert_num_queries(7):
        answer = client.get(reverse("saved_searches"))
    assert answer.content.decode().count("timeline__item") == many


def test_opening_a_search_leads_to_it_and_ends_what_is_new(client, pilot):
    search = SavedSearch.objects.create(user=pilot, name="Mes sites", query="q=sites+sans+eau", unseen=4)
    client.force_login(pilot)
    answer = client.get(reverse("open_saved_search", args=[search.pk]))
    assert answer["Location"] == "/recherche/?q=sites+sans+eau"
    search.refresh_from_db()
    assert search.unseen == 0
    page = client.get(answer["Location"]).content.decode()
    assert "Cette recherche est enregistrée" in page


def test_an_account_made_anonymous_keeps_no_search(pilot):
    save_search(user=pilot, name="x", query="q=x")
    anonymise_account(person=pilot)
    assert not SavedSearch.objects.exists()


def test_following_and_saving_are_apart(pilot):
    save_search(user=pilot, name="x", query="q=x")
    assert Follow.objects.count() == Notification.objects.count() == 0
