"""Reports of the editor: in scope, closed to others by their address too, as files, at the same cost."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.admin.menu import reports_menu

from actors.enums import Role
from actors.models import Reading
from sites.enums import SiteStatus, Validation
from tests.factories import CommuneFactory, DepartementFactory, UserFactory
from tests.factories.actions import ActionPageFactory
from tests.factories.knowledge import PracticePageFactory
from tests.factories.sites import ObservationFactory, SitePageFactory

pytestmark = pytest.mark.django_db
REPORTS = {"report_without_news", "report_without_action", "report_waiting", "report_to_review"}
OF_PRACTICES = {"report_practices_read", "report_broken_links"}
OPEN = {
    Role.ACTOR: {"report_without_news", "report_without_action", "report_to_review"},
    Role.PARTNER: {"report_without_news", "report_without_action", "report_to_review"},
    Role.PILOT: REPORTS,
    Role.EDITOR: {"report_to_review", "report_waiting"} | OF_PRACTICES,
    Role.NATIONAL: REPORTS | OF_PRACTICES | {"report_mails"},
}


def titles(client, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    return [row.title for row in answer.context["object_list"]]


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


@pytest.fixture
def elsewhere():
    return CommuneFactory(parent=DepartementFactory(code="59", name="Nord"))


@pytest.mark.parametrize("role", OPEN)
def test_each_role_has_the_reports_of_what_it_may_change(client, rf, person, role):
    user = person(role)
    client.force_login(user)
    every = REPORTS | OF_PRACTICES | {"report_mails"}
    answers = {name: client.get(reverse(name)).status_code for name in every}
    request = rf.get("/admin/")
    request.user = user
    shown = {item.name for item in reports_menu.menu_items_for_request(request)} & every
    assert {name for name, status in answers.items() if status == 200} == shown == OPEN[role]
    assert set(answers.values()) <= {200, 404}


def test_sites_without_news_are_open_old_and_in_scope(client, person, elsewhere):
    ObservationFactory(site=SitePageFactory(title="Frais"), observed_on=days_ago(90))
    ObservationFactory(site=SitePageFactory(title="Ancien"), observed_on=days_ago(91))
    SitePageFactory(title="Jamais vu")
    SitePageFactory(title="Fermé", status=SiteStatus.CLOSED)
    SitePageFactory(title="Ailleurs", commune=elsewhere)
    client.force_login(person(Role.PILOT))
    assert titles(client, "report_without_news") == ["Jamais vu", "Ancien"]


def test_an_observation_that_waits_is_no_news_yet(client, person):
    site = SitePageFactory(title="En attente")
    ObservationFactory(site=site, observed_on=days_ago(1), validation=Validation.WAITING)
    client.force_login(person(Role.PILOT))
    assert titles(client, "report_without_news") == ["En attente"]


def test_sites_without_action_count_those_under_way_or_planned_only(client, person, elsewhere):
    with_one, ended, planned = (SitePageFactory(title=title) for title in ("Avec", "Finie", "Prévue"))
    SitePageFactory(title="Ailleurs", commune=elsewhere)
    SitePageFactory(title="Fermé", status=SiteStatus.CLOSED)
    for site, fields in (
        (with_one, {}),
        (ended, {"ended_on": days_ago(1)}),
        (planned, {"started_on": timezone.localdate() + timedelta(days=9)}),
    ):
        ActionPageFactory(sites=[site], **fields)
    client.force_login(person(Role.PILOT))
    assert titles(client, "report_without_action") == ["Finie"]


def test_practices_to_review_are_published_and_past_their_date(client, person):
    PracticePageFactory(title="À relire", review_on=days_ago(1))
    PracticePageFactory(title="Plus tard", review_on=timezone.localdate())
    PracticePageFactory(title="Brouillon", review_on=days_ago(9), live=False)
    client.force_login(person(Role.EDITOR))
    assert titles(client, "report_to_review") == ["À relire"]
    client.force_login(person(Role.ACTOR))
    assert titles(client, "report_to_review") == []


def test_what_waits_is_told_to_the_pilot_of_the_place_alone(client, person, elsewhere):
    site = SitePageFactory(title="Les Peupliers")
    there = SitePageFactory(title="Ailleurs", commune=elsewhere)
    for one in (site, there):
        ObservationFactory(site=one, author=UserFactory(), validation=Validation.WAITING)
    client.force_login(person(Role.PILOT))
    assert titles(client, "report_waiting") == ["Les Peupliers"]


def exported(client, name, kind):
    answer = client.get(reverse(name), {"export": kind})
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_a_report_is_a_csv_that_no_spreadsheet_runs(client, person):
    ObservationFactory(site=SitePageFactory(title="=1+1"), observed_on=days_ago(200), people=None)
    client.force_login(person(Role.PILOT))
    head, row = csv.reader(StringIO(exported(client, "report_without_news", "csv").decode()))
    assert head[:2] == ["Titre", "Commune"]
    assert head[4] == "Personnes (vide : inconnu)"
    assert row[0] == "'=1+1"
    assert row[4] == ""
    assert row[5] == str(days_ago(200))


def test_a_file_of_sites_is_a_reading_of_each_and_a_page_is_not(client, person):
    user, sites = person(Role.PILOT), [SitePageFactory(), SitePageFactory()]
    client.force_login(user)
    client.get(reverse("report_without_news"))
    assert not Reading.objects.exists()
    exported(client, "report_without_news", "csv")
    reading = Reading.objects.get()
    assert (reading.kind, reading.user_id, reading.page_ids) == ("export", user.pk, sorted(one.pk for one in sites))


def test_a_report_is_a_spreadsheet(client, person):
    SitePageFactory(title="Les Peupliers")
    client.force_login(person(Role.PILOT))
    sheet = load_workbook(BytesIO(exported(client, "report_without_action", "xlsx"))).active
    assert [cell.value for cell in sheet["A"]] == ["Titre", "Les Peupliers"]


def test_a_file_is_given_to_those_who_may_export_alone(client, person):
    PracticePageFactory(title="À relire", review_on=days_ago(1))
    client.force_login(person(Role.EDITOR))
    assert client.get(reverse("report_to_review"), {"export": "csv"}).status_code == 200
    client.force_login(person(Role.ACTOR))
    assert client.get(reverse("report_to_review")).status_code == 200
    assert client.get(reverse("report_to_review"), {"export": "csv"}).status_code == 404
    assert b"export=csv" not in client.get(reverse("report_to_review")).content


COSTS = {"report_without_news": 12, "report_without_action": 12, "report_waiting": 18, "report_to_review": 12}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", sorted(REPORTS))
def test_a_report_costs_the_same_with_one_row_and_with_three(client, person, django_assert_num_queries, name, count):
    for _ in range(count):
        site = SitePageFactory()
        PracticePageFactory(review_on=days_ago(1))
        ObservationFactory(site=site, author=UserFactory(), validation=Validation.WAITING)
    client.force_login(person(Role.NATIONAL))
    assert len(titles(client, name)) == count
    with django_assert_num_queries(COSTS[name]):
        client.get(reverse(name))
