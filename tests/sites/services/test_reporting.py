"""Whoever has an account may report a place; those who decide there answer; nobody else ever reads of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from actors.enums import Role
from actors.models import OutgoingMail, Scope
from catalog.models import Entry
from collaboration.models import Notification
from collaboration.queries.notifications import notifications_of
from sites.enums import ReportState
from sites.models import PlaceReport, SitePage
from sites.queries.queue import count_of_queue
from sites.queries.reports import reports_for
from sites.services import report_place, settle_report
from sites.services.reporting import MOST_WAITING
from tests.factories.actors import ScopeFactory
from tests.factories.sites import SitePageFactory
from tests.sites.views.test_forms_of_the_field import declared

TODAY = timezone.localdate()
SEEN = "Une dizaine de cabanes sous le pont"


def report(user, commune, **facts):
    return report_place(user=user, commune=commune, facts={"seen": SEEN, "seen_on": TODAY} | facts)


@pytest.mark.parametrize("role", ["nobody", "stranger", "observer", "editor", "actor"])
def test_anyone_with_an_account_reports_and_the_pilot_is_told(here, people, again, role):
    pilot, reporter = people.pilot, getattr(people, role)
    report(reporter, here)
    [line] = notifications_of(again(pilot)).lines
    assert (str(line.words), line.url) == ("Un lieu a été signalé", reverse("place_reports"))
    mail = OutgoingMail.objects.get()
    assert here.name not in f"{mail.subject} {mail.text}"
    assert here.parent.name not in f"{mail.subject} {mail.text}"
    assert SEEN not in mail.text


def test_without_a_pilot_it_is_asked_of_the_region_then_of_the_nation(here, people, again):
    national = people.national
    first = report(people.nobody, here)
    region = ScopeFactory(territory=here.parent.parent, role=Role.PILOT).user
    second = report(people.nobody, here)
    pilot = people.pilot
    third = report(people.nobody, here)
    everyone = {"national": national, "region": region, "pilot": pilot}
    asked = {name: [one.pk for one in reports_for(again(who)).waiting] for name, who in everyone.items()}
    # Who stands nearer than those who were asked may answer too.
    assert asked == {
        "national": [first.pk],
        "region": [first.pk, second.pk],
        "pilot": [first.pk, second.pk, third.pk],
    }
    told = dict(Notification.objects.values_list("key", "recipient"))
    assert told == {
        f"sites.report_place:{first.pk}": national.pk,
        f"sites.report_place:{second.pk}": region.pk,
        f"sites.report_place:{third.pk}": pilot.pk,
    }
    assert len(reports_for(again(national), everything=True).waiting) == 3


def test_what_is_reported_is_read_nowhere_else(client, here, people):
    pilot = people.pilot
    report(people.nobody, here)
    assert not SitePage.objects.exists()
    assert not Entry.objects.filter(title__contains=SEEN).exists()
    for role in ("actor", "partner", "observer", "stranger", "editor"):
        client.force_login(getattr(people, role))
        assert SEEN not in client.get(reverse("place_reports")).content.decode()
        assert SEEN not in client.get(reverse("place_reports"), {"tout": "oui"}).content.decode()
        assert client.get(reverse("settle_report", args=[PlaceReport.objects.get().pk])).status_code == 404
    client.force_login(pilot)
    assert SEEN in client.get(reverse("place_reports")).content.decode()


def test_a_pilot_who_lost_the_territory_hears_no_more_of_it(here, people, again):
    pilot = people.pilot
    report(people.nobody, here)
    Scope.objects.filter(user=pilot).update(ends_at=timezone.now() - timedelta(days=1))
    assert notifications_of(again(pilot)).lines == []


def test_dropped_needs_a_reason_and_the_reporter_reads_it(client, here, people, again):
    sent = report(people.nobody, here)
    client.force_login(people.pilot)
    url = reverse("settle_report", args=[sent.pk])
    assert list(client.post(url, {"state": "dropped"}).context["form"].errors) == ["answer"]
    assert client.post(url, {"state": "dropped", "answer": "Personne n’y vit."}).url == reverse("place_reports")
    [line] = notifications_of(again(people.nobody)).lines
    assert line.url == reverse("place_reports")
    client.force_login(people.nobody)
    page = client.get(line.url).content.decode()
    assert "Personne n’y vit." in page
    assert "sans suite" in page


@pytest.mark.parametrize(("role", "is_linked"), [("nobody", False), ("stranger", False), ("actor", True)])
def test_a_known_site_is_linked_for_a_reporter_who_may_read_it(client, here, people, role, is_linked):
    known = SitePageFactory(commune=here, lon=2.3621, lat=48.9312)
    sent = report(getattr(people, role), here, lon=2.3621, lat=48.9313)
    client.force_login(people.pilot)
    url = reverse("settle_report", args=[sent.pk])
    assert known.title in client.get(url).content.decode()
    assert list(client.post(url, {"state": "known"}).context["form"].errors) == ["site"]
    client.post(url, {"state": "known", "site": known.slug})
    client.force_login(getattr(people, role))
    page = client.get(reverse("place_reports")).content.decode()
    assert "déjà connu" in page
    assert (known.url in page) is is_linked
    assert known.title not in page


def test_another_site_is_named_by_its_address(client, here, people):
    far = SitePageFactory(commune=here, lon=2.5, lat=48.9)
    sent = report(people.nobody, here)
    client.force_login(people.pilot)
    url = reverse("settle_report", args=[sent.pk])
    refused = client.post(url, {"state": "known", "site": "other", "address": "s-0000000000"})
    assert list(refused.context["form"].errors) == ["address"]
    client.post(url, {"state": "known", "site": "other", "address": f"https://exemple.fr{far.url}"})
    sent.refresh_from_db()
    assert (sent.state, sent.site) == (ReportState.KNOWN, far)


def test_a_report_becomes_a_site_by_the_form_that_it_fills_in(client, here, people):
    sent = report(people.nobody, here, lon=2.3621, lat=48.9312, address="Sous le pont")
    client.force_login(people.pilot)
    link = reverse("declare_site") + f"?signalement={sent.pk}"
    assert link in client.get(reverse("settle_report", args=[sent.pk])).content.decode()
    answer = client.get(link)
    form = answer.context["form"]
    assert SEEN in answer.content.decode()
    assert [form[name].value() for name in ("lat", "lon", "address", "signalement", "observed_on")] == [
        48.9312, 2.3621, "Sous le pont", sent.pk, TODAY,
    ]  # fmt: skip
    client.post(link, declared(signalement=str(sent.pk)))
    sent.refresh_from_db()
    assert (sent.state, sent.site, sent.judged_by) == (ReportState.DECLARED, SitePage.objects.get(), people.pilot)


@pytest.mark.parametrize("number", ["", "x", "²", "9" * 30])
def test_a_number_that_is_none_is_the_form_of_any_declaration(client, people, number):
    client.force_login(people.pilot)
    answer = client.get(reverse("declare_site"), {"signalement": number})
    assert (answer.status_code, answer.context["report"]) == (200, None)


def test_who_may_not_answer_a_report_learns_nothing_from_its_number(client, here, people):
    sent = report(people.nobody, here)
    for role in ("actor", "partner"):
        client.force_login(getattr(people, role))
        answer = client.get(reverse("declare_site"), {"signalement": sent.pk})
        assert SEEN not in answer.content.decode()
    client.post(reverse("declare_site"), declared(signalement=str(sent.pk)))
    sent.refresh_from_db()
    assert sent.is_waiting


@pytest.mark.parametrize("role", ["actor", "trusted", "partner", "observer", "stranger", "editor", "nobody"])
def test_only_those_who_publish_there_answer(here, people, role):
    sent = report(people.nobody, here)
    with pytest.raises(PermissionDenied):
        settle_report(user=getattr(people, role), report=sent, state=ReportState.DROPPED, answer="Non.")


def test_it_is_answered_once(here, people):
    sent = report(people.nobody, here)
    settle_report(user=people.pilot, report=sent, state=ReportState.DROPPED, answer="Non.")
    with pytest.raises(ValidationError):
        settle_report(user=people.pilot, report=sent, state=ReportState.DROPPED, answer="Non.")


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"seen": ""}, ["seen"]),
        ({"seen_on": (TODAY + timedelta(days=1)).isoformat()}, ["seen_on"]),
        ({"commune_name": ""}, ["commune_name"]),
        ({"commune_name": "Xyzzyville"}, ["commune_name"]),
        ({"lat": "95"}, ["lat"]),
    ],
)
def test_errors_of_a_report_stand_on_their_field_and_nothing_typed_is_lost(client, here, people, said, fields):
    client.force_login(people.nobody)
    typed = {"commune_name": "Bobigny", "seen": SEEN, "seen_on": TODAY.isoformat(), "address": "Sous le pont"}
    answer = client.post(reverse("report_place"), typed | said)
    assert list(answer.context["form"].errors) == fields
    assert 'value="Sous le pont"' in answer.content.decode()
    assert client.post(reverse("report_place"), typed).url == reverse("place_reports")


def test_nobody_floods_those_who_answer(here, people):
    PlaceReport.objects.bulk_create(
        PlaceReport(reporter=people.nobody, commune=here, seen=SEEN, seen_on=TODAY) for _ in range(MOST_WAITING)
    )
    with pytest.raises(ValidationError):
        report(people.nobody, here)


@pytest.mark.parametrize("count", [1, 3])
def test_reports_take_the_same_queries(here, people, again, count, django_assert_num_queries):
    people.pilot  # noqa: B018 (born)
    for _ in range(count):
        report(people.actor, here)
        report(people.pilot, here)
    reader = again(people.pilot)
    with django_assert_num_queries(3):
        reports_for(reader)
    assert count_of_queue(again(people.pilot)) == count
