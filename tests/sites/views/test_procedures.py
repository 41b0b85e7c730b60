"""Procedures: typed in, changed and removed by those who may read them, and known to nobody else."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import PageLogEntry

from catalog.models import Entry
from catalog.services import publish_page
from sites.models import Procedure, ProcedureChange, SitePage
from sites.services import change_procedure, record_procedure, remove_procedure
from sites.signals import site_changed
from tests.collaboration.conftest import photo
from tests.factories.sites import ProcedureFactory
from tests.sites.conftest import without_token

SAID = {
    "kind": "court_decision",
    "dated_on": "2026-05-12",
    "police_assistance": "asked",
    "authority": "Tribunal judiciaire de Bobigny",
    "comment": "Audience renvoyée",
}
ALLOWED, OTHERS = ["pilot", "informed", "national"], ["partner", "actor", "trusted", "observer", "editor", "stranger"]


def address(name, site, procedure=None):
    return reverse(name, args=[site.slug] + ([procedure.pk] if procedure else []))


@pytest.mark.parametrize("role", ALLOWED)
def test_a_procedure_is_recorded_from_the_sheet(client, site, people, role):
    client.force_login(getattr(people, role))
    assert address("add_procedure", site) in client.get(site.url).content.decode()
    answer = client.post(address("add_procedure", site), SAID)
    assert (answer.status_code, answer.url) == (302, f"{site.url}#procedures")
    kept = Procedure.objects.values("kind", "dated_on", "police_assistance", "authority", "comment").get()
    assert kept == SAID | {"dated_on": date(2026, 5, 12)}
    page = client.get(site.url).content.decode()
    said = ("12/05/2026", "Tribunal judiciaire de Bobigny", "Audience renvoyée")
    assert [word for word in said if word not in page] == []


@pytest.mark.parametrize("role", OTHERS)
def test_without_the_right_there_is_nothing_there(client, site, people, role):
    procedure = ProcedureFactory(site=site)
    client.force_login(getattr(people, role))
    missing = client.get(reverse("add_procedure", args=["s-0000000000"]))
    for name, one in (("add_procedure", None), ("change_procedure", procedure)):
        answer = client.get(address(name, site, one))
        assert answer.status_code == missing.status_code
        posted = client.post(address(name, site, one), SAID)
        assert posted.status_code in {403, 404}
    assert client.post(address("remove_procedure", site, procedure)).status_code in {403, 404}
    assert Procedure.objects.get().authority == procedure.authority
    real = client.get(address("add_procedure", site))
    assert without_token(real).replace(site.slug.encode(), b"s-0000000000") == without_token(missing)


def test_a_procedure_of_another_site_is_not_reached_through_this_one(client, site, people):
    elsewhere = ProcedureFactory()
    client.force_login(people.pilot)
    assert client.get(address("change_procedure", site, elsewhere)).status_code == 404


def test_a_procedure_is_changed_then_removed_and_its_history_keeps_what_it_said(client, site, people):
    procedure = ProcedureFactory(site=site)
    client.force_login(people.pilot)
    form = client.get(address("change_procedure", site, procedure)).context["form"]
    assert form["authority"].value() == "Tribunal judiciaire"
    client.post(address("change_procedure", site, procedure), SAID)
    client.post(address("change_procedure", site, procedure), SAID)
    client.post(address("remove_procedure", site, procedure))
    assert not Procedure.objects.exists()
    changes = ProcedureChange.objects.order_by("pk").values_list("kind", "author", "values__authority")
    assert list(changes) == [
        ("changed", people.pilot.pk, "Tribunal judiciaire de Bobigny"),
        ("removed", people.pilot.pk, "Tribunal judiciaire de Bobigny"),
    ]
    assert "décision de justice" in client.get(site.url).content.decode()


@pytest.mark.parametrize(
    ("said", "fields"),
    [({"kind": ""}, ["kind"]), ({"dated_on": "2206-05-12"}, ["dated_on"]), ({"authority": "x" * 201}, ["authority"])],
)
def test_what_does_not_fit_is_said_on_its_field_and_nothing_is_lost(client, site, people, said, fields):
    client.force_login(people.pilot)
    answer = client.post(address("add_procedure", site), SAID | said)
    assert list(answer.context["form"].errors) == fields
    assert "Audience renvoyée" in answer.content.decode()
    assert not Procedure.objects.exists()


def test_the_verbs_ask_both_rights(site, people):
    procedure = ProcedureFactory(site=site)
    for role in OTHERS:
        user = getattr(people, role)
        with pytest.raises(PermissionDenied):
            record_procedure(user=user, site=site, facts=SAID)
        with pytest.raises(PermissionDenied):
            change_procedure(user=user, procedure=procedure, facts=SAID)
        with pytest.raises(PermissionDenied):
            remove_procedure(user=user, procedure=procedure)
    with pytest.raises(ValidationError):
        record_procedure(user=people.pilot, site=site, facts={"kind": "rumour"})


def test_neither_catalogue_nor_log_nor_signal_hears_of_it(
    client, site, people, caplog, django_capture_on_commit_callbacks
):
    heard = []
    site_changed.connect(heard.append, weak=False, dispatch_uid="test_procedures")
    publish_page(site)
    before = list(Entry.objects.order_by("pk").values("document", "fingerprint", "change"))
    logged = PageLogEntry.objects.count()
    client.force_login(people.pilot)
    with caplog.at_level("DEBUG"), django_capture_on_commit_callbacks(execute=True):
        client.post(address("add_procedure", site), SAID)
        client.post(address("change_procedure", site, Procedure.objects.get()), SAID | {"comment": "Délai accordé"})
    site_changed.disconnect(dispatch_uid="test_procedures")
    publish_page(site)
    assert list(Entry.objects.order_by("pk").values("document", "fingerprint", "change")) == before
    assert (PageLogEntry.objects.count(), heard) == (logged, [])
    told = " ".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert [word for word in ("Bobigny", "renvoyée", "Délai") if word in told] == []
    client.force_login(people.actor)
    page = client.get(site.url).content.decode()
    assert [word for word in ("Bobigny", "renvoyée", "Délai", "Tribunal") if word in page] == []


def test_a_decision_may_come_after_the_end(client, site, people):
    SitePage.objects.update(status="closed")
    client.force_login(people.pilot)
    assert client.post(address("add_procedure", site), SAID).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_a_form_takes_the_same_queries(client, site, people, count, django_assert_num_queries):
    for _ in range(count):
        procedure = ProcedureFactory(site=site)
    client.force_login(people.pilot)
    client.get(address("change_procedure", site, procedure))
    with django_assert_num_queries(10):
        client.get(address("change_procedure", site, procedure))


# Documents


PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def pdf(name="jugement.pdf"):
    return SimpleUploadedFile(name, PDF)


@pytest.fixture
def documented(client, site, people):
    client.force_login(people.pilot)
    client.post(address("add_procedure", site), SAID | {"documents": [pdf(), photo(name="arrêté affiché.jpg")]})
    return Procedure.objects.get()


def test_documents_are_joined_and_given_to_those_who_may_read_procedures(client, site, people, documented):
    one, picture = documented.documents.order_by("pk")
    assert [(file.name, file.kind) for file in (one, picture)] == [
        ("jugement.pdf", "pdf"),
        ("arrêté affiché.jpg", "image"),
    ]
    assert one.address in client.get(site.url).content.decode()
    answer = client.get(one.address)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    for role in OTHERS:
        client.force_login(getattr(people, role))
        assert client.get(one.address).status_code in {403, 404}, role
        page = client.get(site.url)
        assert page.status_code == 404 or "jugement" not in page.content.decode()
    publish_page(site)
    assert not Entry.objects.filter(document__contains="jugement").exists()


def test_a_document_is_erased_and_its_name_stays_in_the_history(
    client, site, people, documented, django_capture_on_commit_callbacks
):
    one, kept = documented.documents.order_by("pk")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("change_procedure", site, documented), SAID | {"erased": [one.pk]})
    assert client.get(one.address).status_code == 404
    assert not one.file.storage.exists(one.file.name)
    assert kept.file.storage.exists(kept.file.name)
    history = client.get(reverse("site_history", args=[site.slug])).content.decode()
    assert "jugement.pdf" in history
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("remove_procedure", site, documented))
    assert not kept.file.storage.exists(kept.file.name)
    assert ProcedureChange.objects.first().values["documents"] == ["arrêté affiché.jpg"]


def test_what_is_no_document_is_refused_on_its_field_with_what_was_typed(client, site, people):
    client.force_login(people.pilot)
    answer = client.post(
        address("add_procedure", site), SAID | {"documents": [SimpleUploadedFile("jugement.pdf", b"MZ\x90")]}
    )
    assert list(answer.context["form"].errors) == ["documents"]
    assert answer.context["form"]["authority"].value() == SAID["authority"]
    assert not Procedure.objects.exists()
