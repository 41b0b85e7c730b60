"""Proposing to close a site and to reopen it, in the same form as those who decide; and judging it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actors.enums import Rank
from sites.enums import SiteStatus, Validation
from sites.models import Closure, ClosureProposal, SitePage
from tests.factories.sites import ObservationFactory, SitePageFactory

TODAY = timezone.localdate()
SAID = {
    "closed_on": TODAY.isoformat(),
    "reason": "resorbed",
    "people_housing": "20",
    "people_none": "10",
    "resettled_known": "no",
    "comment": "Tous relogés avant l’été.",
}


@pytest.fixture
def propose(client, people):
    def send(site, said=SAID, name="close_site", user=None):
        client.force_login(user or people.actor)
        return client.post(reverse(name, args=[site.slug]), said)

    return send


def test_an_actor_proposes_in_the_same_form_and_a_pilot_sees_all_that_was_typed(client, site, people, propose):
    ObservationFactory(site=site, people=30)
    client.force_login(people.actor)
    page = client.get(reverse("close_site", args=[site.slug])).content.decode()
    assert "Proposer la fermeture" in page
    assert "Fermer le site" not in page
    assert propose(site).url == reverse("validation_queue")
    site.refresh_from_db()
    assert site.status == SiteStatus.OPEN
    proposal = ClosureProposal.objects.get()
    assert "csrfmiddlewaretoken" not in proposal.said
    client.force_login(people.pilot)
    judging = reverse("judge_closure", args=[proposal.pk])
    assert judging in client.get(reverse("validation_queue")).content.decode()
    shown = client.get(judging)
    form = shown.context["form"]
    assert {name: form[name].value() for name in SAID} == SAID
    assert form.is_valid()
    assert "Valider et fermer le site" in shown.content.decode()


def test_what_was_typed_sent_again_closes_the_site(client, site, people, propose):
    ObservationFactory(site=site, people=30)
    propose(site)
    proposal = ClosureProposal.objects.get()
    client.force_login(people.pilot)
    answer = client.post(
        reverse("judge_closure", args=[proposal.pk]), SAID | {"people_housing": "21", "people_none": "9"}
    )
    assert answer.url == site.url
    site.refresh_from_db()
    proposal.refresh_from_db()
    assert (site.status, proposal.validation) == (SiteStatus.RESORBED, Validation.VALIDATED)
    assert Closure.objects.get().destinations.get(destination="housing").people == 21


def test_a_correction_that_is_impossible_stands_on_its_field(client, site, people, propose):
    propose(site, SAID | {"people_housing": "", "people_none": ""})
    proposal = ClosureProposal.objects.get()
    client.force_login(people.pilot)
    answer = client.post(reverse("judge_closure", args=[proposal.pk]), SAID | {"closed_on": "2099-01-01"})
    assert list(answer.context["form"].errors) == ["closed_on"]
    assert not Closure.objects.exists()


def test_the_author_reads_why_it_was_refused_and_goes_on_from_what_they_typed(client, site, people, propose):
    propose(site)
    proposal = ClosureProposal.objects.get()
    client.force_login(people.pilot)
    judging = reverse("judge_closure", args=[proposal.pk])
    assert client.post(judging, {"decision": "refuser", "refusal": " "}).url == judging
    client.post(judging, {"decision": "refuser", "refusal": "Deux familles sont là."})
    client.force_login(people.actor)
    page = client.get(reverse("validation_queue")).content.decode()
    assert "Deux familles sont là." in page
    again = f"{reverse('close_site', args=[site.slug])}?proposition={proposal.pk}"
    assert again in page
    assert client.get(again).context["form"]["comment"].value() == SAID["comment"]
    propose(site, SAID | {"comment": "Vérifié."})
    assert ClosureProposal.objects.waiting().get().said["comment"] == ["Vérifié."]


def test_only_its_author_goes_on_from_it(client, site, people, propose):
    propose(site)
    client.force_login(people.partner)
    for asked in (ClosureProposal.objects.get().pk, "x", "²", "9" * 30):
        assert client.get(f"{reverse('close_site', args=[site.slug])}?proposition={asked}").status_code == 404


def test_its_author_takes_it_back(client, site, people, propose):
    propose(site)
    withdrawing = reverse("withdraw_proposal", args=[ClosureProposal.objects.get().pk])
    assert withdrawing in client.get(reverse("validation_queue")).content.decode()
    client.force_login(people.partner)
    assert client.post(withdrawing).status_code == 404
    client.force_login(people.actor)
    assert client.post(withdrawing).url == reverse("validation_queue")
    assert "retirée" in client.get(reverse("validation_queue")).content.decode()


def test_a_reopening_is_proposed_and_validated(client, site, people, propose):
    SitePage.objects.update(status=SiteStatus.CLOSED)
    propose(site, {"reason": "Des familles sont revenues."}, name="reopen_site")
    proposal = ClosureProposal.objects.get()
    client.force_login(people.pilot)
    judging = reverse("judge_closure", args=[proposal.pk])
    assert client.get(judging).context["form"]["reason"].value() == "Des familles sont revenues."
    client.post(judging, {"reason": "Des familles sont revenues."})
    site.refresh_from_db()
    assert site.status == SiteStatus.OPEN


@pytest.mark.parametrize("role", ["actor", "partner", "trusted", "stranger", "editor"])
def test_those_who_do_not_decide_judge_nothing(client, site, people, propose, role):
    propose(site, user=people.informed)
    client.force_login(getattr(people, role))
    judging = reverse("judge_closure", args=[ClosureProposal.objects.get().pk])
    assert judging not in client.get(reverse("validation_queue")).content.decode()
    for answer in (client.get(judging), client.post(judging, SAID)):
        assert answer.status_code == 404


def test_nobody_judges_their_own(client, site, people, propose):
    ClosureProposal.objects.create(site=site, author=people.pilot, validation=Validation.WAITING)
    client.force_login(people.pilot)
    assert client.get(reverse("judge_closure", args=[ClosureProposal.objects.get().pk])).status_code == 404


def test_the_sheet_offers_what_its_reader_may_do(client, site, people):
    for role, offered in (("actor", True), ("pilot", False), ("observer", False)):
        client.force_login(getattr(people, role))
        assert ("Proposer la fermeture" in client.get(site.get_url()).content.decode()) is offered, role


def test_it_is_asked_of_the_nearest_first(client, site, people, propose):
    national = people.national
    assert people.pilot
    propose(site)
    assert ClosureProposal.objects.get().rank == Rank.DEPARTEMENT
    client.force_login(national)
    judging = reverse("judge_closure", args=[ClosureProposal.objects.get().pk])
    assert judging not in client.get(reverse("validation_queue")).content.decode()
    assert judging in client.get(reverse("validation_queue") + "?tout=oui").content.decode()


def test_the_queue_asks_nothing_more_per_proposal(client, here, people, propose):
    asked = []
    for _ in range(2):
        propose(
            SitePageFactory(commune=here), {"closed_on": TODAY.isoformat(), "reason": "other", "resettled_known": "no"}
        )
        client.force_login(people.pilot)
        client.get(reverse("validation_queue"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("validation_queue"))
        asked.append(len(queries))
    assert ClosureProposal.objects.waiting().count() == 2
    assert asked[0] == asked[1]
