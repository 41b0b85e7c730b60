"""From the list to the file: filters kept, small files at once, long ones by the worker, links that expire."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actors.models import User
from actors.services.lifecycle import anonymise_account
from collaboration.models import Notification
from steering.models import Export
from steering.services import exports as services
from steering.services.exports import forget_expired_exports, forget_export, make_export
from tests.steering.exports.conftest import rows_of

# Of the file: its rows with their relations, its progress, its end.
COSTS = {"sites": 10, "actualisations": 7, "communes": 10}


@pytest.fixture
def three(add_site):
    return [add_site(title=f"Site {people}", seen=[(date(2026, 2, 3), {"people": people})]) for people in (20, 60, 200)]


def test_a_list_opens_its_export_with_its_filters(three, people, client, ask):
    client.force_login(people.pilot)
    filters = "?taille=from_50&amp;q=site"
    shown = client.get(reverse("sites") + "?taille=from_50&q=site&cursor=").content.decode()
    assert f'href="{reverse("ask_export", args=["sites"])}{filters}"' in shown
    export = ask(people.pilot, query="?taille=from_50&q=site")
    assert [row["Nom"] for row in rows_of(export)] == ["Site 60"]
    page = client.get(reverse("ask_export", args=["sites"]) + "?taille=from_50&q=site")
    assert page.context["count"] == 1
    chips = [chip.label for chip in page.context["question"].chips]
    assert chips == ["Mots\xa0: site", "Taille\xa0: de 50 à 99 personnes"]


@pytest.mark.parametrize(("name", "role", "noun"), [("actions", "pilot", "actions"), ("accounts", "pilot", "comptes")])
def test_other_lists_open_theirs(people, client, name, role, noun):
    client.force_login(getattr(people, role))
    assert reverse("ask_export", args=[noun]) in client.get(reverse(name)).content.decode()


def test_nothing_is_offered_to_who_may_export_nothing(people, client, three):
    client.force_login(people.observer)
    shown = client.get(reverse("sites")).content.decode()
    assert reverse("ask_export", args=["communes"]) in shown
    assert reverse("ask_export", args=["sites"]) not in shown
    client.force_login(people.nobody)
    assert "Aucun export" in client.get(reverse("exports")).content.decode()


def test_a_filter_that_is_not_understood_makes_no_file(people, client, three):
    client.force_login(people.pilot)
    url = reverse("ask_export", args=["sites"]) + "?taille=enorme"
    answer = client.post(url, {"format": "xlsx", "columns": ["title"]})
    assert answer.status_code == 400
    assert not Export.objects.exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"columns": []}, "columns"),
        ({"columns": ["secret"]}, "columns"),
        ({"form": "pdf"}, "format"),
        ({"ends_on": "2199-01-01"}, "ends_on"),
    ],
)
def test_a_mistake_is_said_on_its_field_and_nothing_typed_is_lost(people, ask, three, said, field):
    answer = ask(people.pilot, **{"columns": ["title", "people"], "form": "csv"} | said)
    assert list(answer.context["form"].errors) == [field]
    if "columns" not in said:
        assert answer.context["form"]["columns"].value() == ["title", "people"]
    assert not Export.objects.exists()


def test_days_in_the_wrong_order_are_refused(people, ask, three):
    answer = ask(people.pilot, "actualisations", starts_on="2026-03-01", ends_on="2026-02-01")
    assert answer.context["form"].errors == {"ends_on": ["Le dernier jour précède le premier."]}


def test_a_long_export_is_made_by_the_worker_and_announced(three, people, ask, client, monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE", 1)
    monkeypatch.setattr(services, "STEP", 1)
    marks = []
    monkeypatch.setattr(services, "_mark", _noting(marks, services._mark))
    with TestCase.captureOnCommitCallbacks(execute=True):
        export = ask(people.pilot)
        assert (export.state, export.rows_total) == ("waiting", 3)
        waiting = client.get(reverse("exports")).content.decode()
        assert "Attend son tour" in waiting
        assert "data-exports-in-hand" in waiting
    export.refresh_from_db()
    assert (export.state, export.rows_done) == ("ready", 3)
    assert [said["rows_done"] for said in marks if "state" not in said] == [1, 2, 3]
    told = Notification.objects.get(recipient=people.pilot)
    assert (told.happening, told.page_id) == ("steering.export_ready", None)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([people.pilot.email], "Votre export est prêt")
    centre = client.get(reverse("notifications")).content.decode()
    assert f'<a href="{reverse("exports")}">Votre export est prêt</a>' in centre


def _noting(marks, mark):
    def note(export, **said):
        marks.append(said)
        mark(export, **said)

    return note


def test_a_worker_that_was_stopped_begins_again_and_tells_once(three, people, ask, monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE", 1)
    export = ask(people.pilot)
    Export.objects.filter(pk=export.pk).update(state="making", rows_done=2)
    for _ in range(2):
        make_export(export.pk)
    export.refresh_from_db()
    assert len(rows_of(export)) == 3
    assert Notification.objects.count() == 1


def test_a_worker_that_was_stopped_between_the_file_and_its_telling_tells_of_it(three, people, ask, monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE", 1)
    export = ask(people.pilot)
    make_export(export.pk, is_told=False)
    assert not Notification.objects.exists()
    make_export(export.pk)
    assert Notification.objects.count() == 1


def test_an_export_erased_while_it_is_made_does_not_come_back(three, people, ask, monkeypatch):
    kept = ask(people.pilot)
    monkeypatch.setattr(services, "AT_ONCE", 1)
    export, write = ask(people.pilot), services._Making.rows
    files = kept.file.storage.listdir("exports")

    def rows(making):
        forget_export(Export.objects.get(pk=export.pk))
        yield from write(making)

    monkeypatch.setattr(services._Making, "rows", rows)
    make_export(export.pk)
    assert list(Export.objects.all()) == [kept]
    assert kept.file.storage.listdir("exports") == files
    assert not Notification.objects.exists()


def test_an_export_that_fails_says_so(three, people, ask, client, monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE", 1)
    export = ask(people.pilot)
    monkeypatch.setattr(services, "_write", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make_export(export.pk)
    assert "Il n’a pas pu être établi" in client.get(reverse("exports")).content.decode()


def test_somebody_has_five_exports_in_hand_at_most(three, people, ask, monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE", 1)
    made = [ask(people.pilot) for _ in range(6)]
    assert [isinstance(one, Export) for one in made] == [True] * 5 + [False]
    assert "attendez l’un d’eux" in made[5].content.decode()


def test_a_file_expires_and_leaves_the_disk(three, people, ask, client):
    export = ask(people.pilot)
    name, storage = export.file.name, export.file.storage
    assert export.expires_at - export.ready_at == timedelta(days=3)
    assert forget_expired_exports() == 0
    Export.objects.filter(pk=export.pk).update(expires_at=timezone.now())
    assert client.get(export.address).status_code == 404
    assert "Son délai est passé" in client.get(reverse("exports")).content.decode()
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert forget_expired_exports() == 1
    assert not storage.exists(name)


def test_one_s_own_export_is_erased_at_once(three, people, ask, client):
    export = ask(people.pilot)
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(reverse("remove_export", args=[export.key]))
    assert not export.file.storage.exists(export.file.name)


def test_the_exports_of_an_account_that_is_made_anonymous_go_with_it(three, people, ask):
    ask(people.pilot)
    anonymise_account(person=User.objects.get(pk=people.pilot.pk))
    assert not Export.objects.exists()


@pytest.mark.parametrize("dataset", ["sites", "actualisations", "communes"])
def test_a_file_asks_as_many_queries_with_one_row_as_with_three(add_site, people, ask, dataset):
    counts = []
    for wanted in (1, 2):
        for _ in range(wanted):
            add_site(seen=[(date(2026, 2, 3), {"people": 20})])
        export = ask(people.pilot, dataset)
        Export.objects.filter(pk=export.pk).update(state="waiting")
        with CaptureQueriesContext(connection) as queries:
            make_export(export.pk, is_told=False)
        counts.append(len(queries))
    assert counts == [COSTS[dataset]] * 2
