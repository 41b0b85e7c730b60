"""What nobody finds is told from three people on, and never who."""

from datetime import date

import pytest

from actors.enums import Role
from catalog.models import Asked, Unanswered
from catalog.services import unanswered
from catalog.services.unanswered import record_unanswered
from tests.factories import DepartementFactory, NationFactory, ScopeFactory

pytestmark = pytest.mark.django_db


def ask(words, *people):
    for who in people:
        record_unanswered(words=words, who=who)


def test_words_are_written_by_the_third_person():
    ask("caravane solidaire", "a", "b", "a", "a")
    assert not Unanswered.objects.exists()
    ask("Caravane  Solidaire", "c")
    assert list(Unanswered.objects.values_list("words", "people")) == [("caravane solidaire", 3)]
    ask("caravane solidaire", "d")
    assert Unanswered.objects.get().people == 4


def test_until_then_neither_words_nor_people_can_be_read():
    ask("Madame Untel", "user 12")
    [row] = Asked.objects.values_list("words", "who")
    assert not any(part in text for text in row for part in ("untel", "Untel", "12"))
    ask("autre chose", "user 12")
    assert len(set(Asked.objects.values_list("who", flat=True))) == 2


@pytest.mark.parametrize(
    "words", ["a@b.fr", "06 12 34 56 78", "x" * 80, "un deux trois quatre cinq six sept", "", "!!"]
)
def test_what_tells_of_someone_is_not_counted(words):
    ask(words, "a", "b", "c")
    assert not Asked.objects.exists()
    assert not Unanswered.objects.exists()


def test_digests_go_with_the_month_and_words_after_a_year(monkeypatch):
    Unanswered.objects.create(words="ancien", month=date(2024, 1, 1), people=3)
    monkeypatch.setattr(unanswered.timezone, "localdate", lambda: date(2026, 10, 12))
    ask("caravane", "a", "b")
    monkeypatch.setattr(unanswered.timezone, "localdate", lambda: date(2026, 11, 2))
    ask("caravane", "a")
    assert list(Asked.objects.values_list("month", flat=True)) == [date(2026, 11, 1)]
    assert not Unanswered.objects.exists()


def test_a_search_that_finds_nothing_is_counted_without_its_place(client):
    DepartementFactory()
    for address in ("192.0.2.1", "192.0.2.2", "192.0.2.3"):
        client.get("/recherche/?q=caravane solidaire dans le 93", REMOTE_ADDR=address)
        client.get("/recherche/?q=caravane solidaire dans le 93&cursor=", REMOTE_ADDR=address)
    assert [(one.words, one.people) for one in Unanswered.objects.all()] == [("caravane solidaire", 3)]


def test_editors_read_it_and_keep_synonyms(client):
    Unanswered.objects.create(words="caravane solidaire", month=date(2026, 11, 1), people=3)
    editor = ScopeFactory(role=Role.EDITOR, territory=NationFactory()).user
    client.force_login(editor)
    assert "caravane solidaire" in client.get("/admin/rapports/recherches-sans-resultat/").content.decode()
    wrong = client.post("/admin/synonymes/new/", {"terms": "seul", "note": ""})
    assert "au moins deux façons" in wrong.content.decode()
    assert 'value="seul"' in wrong.content.decode() or ">\nseul<" in wrong.content.decode()
    assert client.post("/admin/synonymes/new/", {"terms": "caravane, roulotte", "note": ""}).status_code == 302
    client.force_login(ScopeFactory(role=Role.PILOT, territory=NationFactory()).user)
    assert client.get("/admin/rapports/recherches-sans-resultat/").status_code == 404
    assert client.post("/admin/synonymes/new/", {"terms": "a, b", "note": ""}).status_code in {302, 403}
