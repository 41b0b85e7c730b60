from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from actors.models import OutgoingMail
from collaboration.models import Follow, Intervention, Notification
from collaboration.queries.notifications import notifications_of
from sites.enums import SiteStatus
from sites.models import FollowUp, SitePage
from sites.services import answer_follow_up, ask_follow_ups, reopen_site
from tests.factories.actors import OrganisationFactory
from tests.factories.sites import ClosureFactory

TODAY = timezone.localdate()
YEAR = timedelta(days=365)


@pytest.fixture
def closed(site, people):
    """Closed a year ago by the pilot."""
    SitePage.objects.update(status=SiteStatus.CLOSED)
    closure = ClosureFactory(site=site, closed_on=TODAY - YEAR, author=people.pilot)
    closure.destinations.create(destination="housing", people=12)
    closure.destinations.create(destination="none", people=None)
    site.refresh_from_db()
    return site


def told():
    return set(Notification.objects.values_list("recipient", "happening"))


def test_the_team_of_a_site_is_asked_a_year_after_it_closed(closed, people, again):
    trusted, partner = people.trusted, people.partner
    trusted.organisation = OrganisationFactory()
    trusted.save()
    Intervention.objects.create(page=closed, organisation=trusted.organisation, themes=["housing"])
    for follower in (partner, people.stranger):
        Follow.objects.create(user=follower, page=closed)
    assert ask_follow_ups().asked == 1
    assert told() == {(one.pk, "sites.ask_follow_up") for one in (people.pilot, trusted, partner)}
    [line] = notifications_of(again(partner)).lines
    assert line.url == closed.url
    mail = OutgoingMail.objects.first()
    assert closed.title not in f"{mail.subject} {mail.text}"
    assert closed.commune.name not in f"{mail.subject} {mail.text}"


def test_those_who_steer_are_asked_where_no_team_is_left(closed, people):
    closed.closure.author = people.stranger
    closed.closure.save()
    pilot = people.pilot
    ask_follow_ups()
    assert told() == {(pilot.pk, "sites.ask_follow_up")}


@pytest.mark.parametrize("days", [364, 2 * 365])
def test_what_ended_lately_or_long_ago_is_not_asked_about(closed, days):
    closed.closure.closed_on = TODAY - timedelta(days=days)
    closed.closure.save()
    assert ask_follow_ups().asked == 0


def test_it_is_asked_once_and_reminded_once(closed, people):
    now = timezone.now()
    sums = [
        (one.asked, one.reminded) for one in (ask_follow_ups(now=now + timedelta(days=day)) for day in (0, 1, 31, 62))
    ]
    assert sums == [(1, 0), (0, 0), (0, 1), (0, 0)]
    assert Notification.objects.filter(recipient=people.pilot).count() == 2


def test_an_answer_ends_the_reminders_and_keeps_unknown_apart_from_zero(closed, people):
    ask_follow_ups()
    answer_follow_up(user=people.trusted, site=closed, answered_on=TODAY, still_there={"housing": 0}, comment="Vus.")
    follow_up = FollowUp.objects.get()
    assert follow_up.still_there == {"housing": 0, "none": None}
    assert (follow_up.author, follow_up.organisation) == (people.trusted, people.trusted.organisation)
    assert ask_follow_ups(now=timezone.now() + timedelta(days=40)).reminded == 0


@pytest.mark.parametrize("role", ["actor", "observer", "stranger", "editor"])
def test_who_may_not_record_does_not_answer(closed, people, role):
    ask_follow_ups()
    with pytest.raises(PermissionDenied):
        answer_follow_up(user=getattr(people, role), site=closed, answered_on=TODAY, still_there={})


def test_it_is_not_answered_before_it_is_asked(closed, people):
    with pytest.raises(ValidationError):
        answer_follow_up(user=people.pilot, site=closed, answered_on=TODAY, still_there={})


def test_a_reopened_site_keeps_what_people_had_become(closed, people):
    ask_follow_ups()
    answer_follow_up(user=people.pilot, site=closed, answered_on=TODAY, still_there={"housing": 9})
    reopen_site(user=people.pilot, site=closed, reason="Des familles sont revenues.")
    said = closed.former_closures.get().said
    assert (said["still_there"], said["still_there_on"]) == ({"housing": 9, "none": None}, TODAY.isoformat())


def test_the_page_asks_takes_the_answer_and_shows_it(client, closed, people):
    url = reverse("follow_up", args=[closed.slug])
    client.force_login(people.pilot)
    assert client.get(url).status_code == 404
    ask_follow_ups()
    assert url in client.get(closed.url).content.decode()
    said = {"answered_on": TODAY.isoformat(), "still_housing": "13", "still_none": ""}
    refused = client.post(url, said)
    assert list(refused.context["form"].errors) == ["still_housing"]
    assert 'value="13"' in refused.content.decode()
    assert client.post(url, said | {"still_housing": "9"}).url == closed.url + "#fermeture"
    page = client.get(closed.url).content.decode()
    assert "Ce qu’elles étaient devenues" in page
    assert "<td>12</td><td>9</td>" in page
    client.force_login(people.actor)
    assert client.get(url).status_code == 404
