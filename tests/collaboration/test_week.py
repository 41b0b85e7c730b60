"""The week of a territory, by mail."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from actors.models import OutgoingMail, Scope
from actors.services.mails import deliver_mail
from collaboration.enums import NotificationKind, Rhythm
from collaboration.models import JournalEntry
from collaboration.services import write_in_journal
from collaboration.services.mailing import set_rhythm
from collaboration.services.week import send_week
from sites.enums import SiteStatus, Validation
from sites.models import SitePage
from tests.factories.sites import ClosureFactory, ObservationFactory, SitePageFactory

MONDAY = date(2026, 3, 9)
IN_THE_WEEK = datetime(2026, 3, 5, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def _week(site, commune, people):
    """One site opened and one closed, forty people, one message for all and one restricted, one thing that waits."""
    closed = SitePageFactory(commune=commune)
    ClosureFactory(site=closed, closed_on=IN_THE_WEEK.date())
    SitePage.objects.update(first_published_at=IN_THE_WEEK - timedelta(days=60))
    SitePage.objects.filter(pk=closed.pk).update(status=SiteStatus.CLOSED)
    SitePage.objects.filter(pk=site.pk).update(first_published_at=IN_THE_WEEK)
    ObservationFactory(site=site, people=40)
    ObservationFactory(site=site, people=90, author=people.actor, validation=Validation.WAITING)
    for text in ("Vu", "Revu"):
        write_in_journal(user=people.actor, page=site, text=text)
    JournalEntry.objects.update(created_at=IN_THE_WEEK)
    JournalEntry.objects.filter(text="Revu").update(is_restricted=True)


def lines():
    return {
        mail.to: [line[2:] for line in mail.text.splitlines() if line.startswith("- ")]
        for mail in OutgoingMail.objects.all()
    }


@pytest.mark.usefixtures("_week")
def test_each_gets_the_figures_that_they_may_know_once_a_week(people):
    roles = ("pilot", "partner", "observer", "stranger", "nobody", "editor")
    for role in roles:
        getattr(people, role)
    send_week(today=MONDAY)
    sites = ["Sites ouverts : 1", "Sites fermés : 1", "Personnes comptées sur les sites ouverts : 40"]
    said = {people.__dict__[role].email: lines().get(people.__dict__[role].email) for role in roles}
    assert said == {
        people.pilot.email: [*sites, "En attente de validation : 1", "Messages dans les journaux : 1"],
        people.partner.email: [*sites, "Messages dans les journaux : 1"],
        people.observer.email: sites,
        people.stranger.email: None,
        people.nobody.email: None,
        people.editor.email: None,
    }
    before = OutgoingMail.objects.count()
    assert send_week(today=MONDAY + timedelta(days=3)) == 0
    assert OutgoingMail.objects.count() == before


@pytest.mark.usefixtures("_week")
def test_who_wants_no_digest_gets_none(people):
    set_rhythm(user=people.pilot, kind=NotificationKind.WEEK, rhythm=Rhythm.NEVER)
    send_week(today=MONDAY)
    assert people.pilot.email not in lines()


@pytest.mark.usefixtures("_week")
def test_a_digest_does_not_leave_to_who_lost_their_scope(people, mailoutbox):
    people.pilot  # noqa: B018 - is there
    send_week(today=MONDAY)
    mail = OutgoingMail.objects.get(to=people.pilot.email)
    assert mail.subject == "La semaine de votre territoire"
    Scope.objects.filter(user=people.pilot).update(ends_at=timezone.now())
    deliver_mail(mail.pk)
    assert mailoutbox == []


def test_a_week_without_news_is_not_told(site, people):
    people.pilot  # noqa: B018 - is there
    SitePage.objects.update(first_published_at=IN_THE_WEEK - timedelta(days=60))
    assert send_week(today=MONDAY) == 0
    assert not OutgoingMail.objects.exists()
