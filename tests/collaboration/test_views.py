from uuid import uuid4

import pytest
from django.urls import reverse

from collaboration.models import JournalEntry
from tests.factories.actions import ActionPageFactory
from tests.factories.cms import NewsPageFactory
from tests.factories.sites import SitePageFactory
from tests.sites.conftest import without_token


def journal_url(page):
    return reverse("journal", args=[page.translation_key])


def test_anonymous_people_are_sent_to_the_door_whether_the_page_exists_or_not(client, page):
    for url in (journal_url(page), reverse("journal", args=[uuid4()])):
        answer = client.get(url)
        assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("login"))


@pytest.mark.parametrize("role", ["stranger", "nobody", "editor", "observer"])
def test_who_may_not_read_gets_the_answer_of_a_page_that_does_not_exist(client, page, people, role):
    client.force_login(getattr(people, role))
    key = uuid4()
    real, fake = (client.get(reverse("journal", args=[one])) for one in (page.translation_key, key))
    assert (real.status_code, fake.status_code) == (404, 404)
    assert without_token(real).replace(str(page.translation_key).encode(), str(key).encode()) == without_token(fake)


@pytest.mark.parametrize("role", ["pilot", "partner", "actor", "trusted", "national"])
def test_a_message_is_written_from_the_page(client, page, people, role):
    person = getattr(people, role)
    client.force_login(person)
    assert journal_url(page) in client.get(page.url).content.decode()
    answer = client.post(journal_url(page), {"text": "Visite faite.", "tags": ["visit"]})
    assert answer.url == f"{page.url}#journal"
    entry = JournalEntry.objects.get()
    assert (entry.page_id, entry.text, entry.tags, entry.organisation) == (
        page.pk, "Visite faite.", ["visit"], person.organisation,
    )  # fmt: skip
    assert "Visite faite." in client.get(page.url).content.decode()


def test_an_empty_message_is_asked_again_and_keeps_what_was_said(client, page, people):
    client.force_login(people.actor)
    answer = client.post(journal_url(page), {"text": "", "tags": ["fire"]})
    assert list(answer.context["form"].errors) == ["text"]
    assert 'value="fire"' in answer.content.decode()


def test_the_journal_of_an_action_is_for_those_of_its_territory(client, commune, people):
    action = ActionPageFactory(territory=commune.parent)
    JournalEntry.objects.create(page=action, author=people.actor, text="Douze enfants inscrits")
    client.force_login(people.partner)
    assert "Douze enfants inscrits" in client.get(action.url).content.decode()
    for reader in (people.stranger, people.observer, people.editor):
        client.force_login(reader)
        assert "Douze enfants inscrits" not in client.get(action.url).content.decode()
    client.logout()
    assert "Douze enfants inscrits" not in client.get(action.url).content.decode()


def test_nobody_writes_about_a_page_without_a_journal_nor_about_a_draft(client, commune, people):
    draft = SitePageFactory(commune=commune, live=False)
    client.force_login(people.national)
    for page in (NewsPageFactory(), draft):
        assert client.get(journal_url(page)).status_code == 404
