"""Recommending a practice in the name of an organisation."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from actors.enums import Role
from catalog.models import Entry
from catalog.services import publish_pages
from knowledge.enums import EvidenceGrade
from knowledge.models import Endorsement, PracticePage
from knowledge.queries.evidence import evidence_of
from knowledge.queries.sheet import practice_sheet
from knowledge.services import endorse_practice, revoke_endorsement
from tests.factories.actors import OrganisationFactory, ScopeFactory
from tests.factories.knowledge import EndorsementFactory, PracticePageFactory


@pytest.fixture
def prefecture(departement):
    organisation = OrganisationFactory(name="Préfecture d’exemple", kind="prefecture")
    return ScopeFactory(territory=departement, role=Role.PILOT, user__organisation=organisation).user


def test_a_pilot_recommends_it_and_everyone_reads_who_and_since_when(client, prefecture, practice):
    publish_pages([practice])
    endorse_practice(user=prefecture, practice=practice, comment="Simple et rapide.")
    told = json.loads(Entry.objects.get(page_id=practice.pk).document)["endorsements"]
    today = timezone.localdate().isoformat()
    assert told == [{"organisation": "Préfecture d’exemple", "endorsed_on": today, "comment": "Simple et rapide."}]
    page = client.get(practice.get_url()).content.decode()
    assert "Recommandée par" in page
    assert "Préfecture d’exemple" in page
    read = client.get(f"/api/v1/practices/{practice.translation_key}").json()
    assert read["endorsements"][0]["organisation"] == "Préfecture d’exemple"


def test_it_is_no_evidence(prefecture, practice):
    endorse_practice(user=prefecture, practice=practice)
    assert evidence_of(PracticePage.objects.get()).grade == EvidenceGrade.E0


@pytest.mark.parametrize("role", ["observer", "actor", "partner", "editor", "nobody"])
def test_only_pilots_recommend(people, practice, role):
    with pytest.raises(PermissionDenied):
        endorse_practice(user=getattr(people, role), practice=practice)


def test_once_in_the_name_of_an_organisation(prefecture, practice, departement):
    endorse_practice(user=prefecture, practice=practice)
    colleague = ScopeFactory(territory=departement, role=Role.PILOT, user__organisation=prefecture.organisation).user
    with pytest.raises(ValidationError) as refused:
        endorse_practice(user=colleague, practice=practice)
    assert refused.value.code == "twice"


def test_nobody_recommends_what_they_or_their_organisation_proposed(prefecture, practice):
    theirs = PracticePageFactory(organisation=prefecture.organisation)
    own = PracticePageFactory(owner=prefecture)
    for one in (theirs, own):
        with pytest.raises(ValidationError) as refused:
            endorse_practice(user=prefecture, practice=one)
        assert refused.value.code == "own"
        assert not practice_sheet(one, prefecture).may_endorse
    assert practice_sheet(practice, prefecture).may_endorse


def test_a_draft_is_not_recommended(prefecture):
    with pytest.raises(ValidationError):
        endorse_practice(user=prefecture, practice=PracticePageFactory(live=False))


def test_it_is_taken_back_and_shows_no_more_but_the_history_keeps_it(client, prefecture, practice, departement):
    given = endorse_practice(user=prefecture, practice=practice)
    other = ScopeFactory(territory=departement, role=Role.PILOT).user
    with pytest.raises(PermissionDenied):
        revoke_endorsement(user=other, endorsement=given)
    revoke_endorsement(user=prefecture, endorsement=given)
    with pytest.raises(ValidationError):
        revoke_endorsement(user=prefecture, endorsement=given)
    assert json.loads(Entry.objects.get(page_id=practice.pk).document)["endorsements"] == []
    assert "Recommandée par" not in client.get(practice.get_url()).content.decode()
    logged = PageLogEntry.objects.filter(page=practice.pk, action__startswith="knowledge.").values_list("action")
    assert sorted(logged) == [("knowledge.endorse",), ("knowledge.revoke_endorsement",)]
    assert endorse_practice(user=prefecture, practice=practice).pk != given.pk


def test_from_the_page_of_the_practice(client, prefecture, practice):
    client.force_login(prefecture)
    url = reverse("practice_endorse", args=[practice.slug])
    assert url in client.get(practice.get_url()).content.decode()
    assert "Préfecture d’exemple" in client.get(url).content.decode()
    assert client.post(url, {"comment": "x" * 501}).status_code == 200
    assert client.post(url, {"comment": "Utile."}).url == practice.get_url()
    page = client.get(practice.get_url()).content.decode()
    given = Endorsement.objects.get()
    revoking = reverse("endorsement_revoke", args=[practice.slug, given.pk])
    assert revoking in page
    assert url not in page
    assert client.post(url, {}).status_code == 200  # refused on the form: it is given already
    client.post(revoking)
    assert not Endorsement.objects.in_force().exists()


def test_those_who_publish_practices_take_any_back(client, people, practice):
    given = EndorsementFactory(practice=practice)
    revoking = reverse("endorsement_revoke", args=[practice.slug, given.pk])
    client.force_login(people.actor)
    assert client.post(revoking).status_code == 404
    client.force_login(people.editor)
    assert client.post(revoking).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_with_one_and_with_three(client, practice, count, django_assert_num_queries):
    for _ in range(count):
        EndorsementFactory(practice=practice)
    client.get(practice.get_url())
    with django_assert_num_queries(19):
        client.get(practice.get_url())
