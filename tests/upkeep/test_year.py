"""Twelve months of chores over what was there at their beginning and what came along: what goes, when, and no more.

The clock is that of Django, moved to the days at which something is due and to those before; the chores are all.
"""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.utils import timezone

from actions.enums import ResultsKind
from actions.models import ResultsFile
from actors.enums import MailState, ReadingKind, RequestState
from actors.models import AccessRequest, ActivationLink, MailTrace, Reading, Receipt, User
from actors.rules import Viewer
from actors.services.keys import issue_key
from actors.services.mails import deliver_waiting_mails
from actors.services.readings import record_reading
from api.enums import DeliveryState, Event
from api.models import Delivery, Webhook
from collaboration.services import write_in_journal
from steering.enums import Dataset, ExportFormat
from steering.models import Export, Snapshot, SnapshotRun
from tests.factories import DepartementFactory, ScopeFactory, UserFactory
from tests.factories.access import AccessRequestFactory
from tests.factories.actions import ActionPageFactory
from tests.factories.knowledge import PracticePageFactory
from tests.factories.sites import ClosureFactory, ObservationFactory, PhaseFactory, SitePageFactory
from tests.factories.tasks import TaskFactory
from upkeep.models import ChoreRun
from upkeep.rules.chores import CHORES
from upkeep.services.chores import do_chores

pytestmark = pytest.mark.django_db
# Days after which each kind of trace is gone, as docs/privacy.md and the settings of each floor say.
GONE_AFTER = {
    "export": 3,
    "task that was done": 7,
    "session": 14,
    "file of results": 30,
    "trace of a mail": 60,
    "message to a partner": 60,
    "receipt": 90,
    "request that was answered": 90,
    "reading": 365,
}
# (day, what has become of it): of an account that nobody uses, of one that was used again, of an invitation.
UNUSED = [
    (152, "in use"),
    (153, "warned 1"),
    (175, "warned 1"),
    (176, "warned 2"),
    (182, "warned 2"),
    (183, "suspended"),
    (365, "suspended"),
    (366, "anonymous"),
]
BACK_ON, BACK_AGAIN = 100, 260
BACK = [(252, "in use"), (253, "warned 1"), (366, "in use")]
INVITED = [(59, "in use"), (60, "anonymous")]
READ_AGAIN_ON = 200
LIMITS = set(GONE_AFTER.values())
TOLD = {day for day, _state in [*UNUSED, *BACK, *INVITED]}
DAYS = sorted(LIMITS | {day - 1 for day in LIMITS} | TOLD | {BACK_ON, READ_AGAIN_ON, BACK_AGAIN})
# When each chore is done a second time, as if nothing told that it had been; but for the week of a territory, of which
# nothing else tells that it was sent.
AGAIN_ON = (3, 90, 183, 366)
AGAIN = tuple(chore for chore in CHORES if chore.name != "send_summaries weekly")


@pytest.fixture
def clock(monkeypatch):
    """`clock(day)`: a minute after that many days, at seven o'clock (UTC), from today on."""
    began = timezone.now().replace(hour=7, minute=0, second=0, microsecond=0)
    state = {"now": began}
    monkeypatch.setattr(timezone, "now", lambda: state["now"])

    def move(day):
        state["now"] = began + timedelta(days=day, minutes=1)

    return move


def person(**facts):
    """In use until today; everything that a model dates by itself is dated by this clock."""
    now = timezone.now()
    return UserFactory(**{"date_joined": now, "activated_at": now, "last_login": now} | facts)


def plant(member):
    """One of each kind that goes: name -> its rows."""
    now = timezone.now()
    export = Export.objects.create(
        user=member, dataset=Dataset.SITES, format=ExportFormat.CSV, columns=[], rights="x",
        expires_at=now + timedelta(days=3),
    )  # fmt: skip
    task = TaskFactory(status="SUCCESSFUL", finished_at=now)
    session = Session.objects.create(session_key="a" * 32, session_data="", expire_date=now + timedelta(days=14))
    file = ResultsFile(author=member, kind=ResultsKind.INDICATORS, name="a.csv")
    file.file.save("file", ContentFile(b"a"))
    trace = MailTrace.objects.create(message_id="<a>", kind="x", state=MailState.SENT, done_at=now)
    key, _text = issue_key(
        organisation=member.organisation, purpose="Site", territories=[DepartementFactory()], lasts=timedelta(days=500)
    )
    # Ended: nothing leaves this machine.
    address = Webhook.objects.create(key=key, url="https://partenaire.example/", secret="x", ended_at=now)
    told = Delivery.objects.create(
        webhook=address, message_id="a", event=Event.values[0], body="{}", state=DeliveryState.values[-1],
        due_at=now, done_at=now,
    )  # fmt: skip
    receipt = Receipt.objects.create(user=member, token="00000000-0000-4000-8000-000000000000", location="/")
    answered = AccessRequestFactory(asked_at=now, decided_at=now, state=RequestState.REFUSED)
    return {
        "export": export, "task that was done": task, "session": session, "file of results": file,
        "trace of a mail": trace, "message to a partner": told, "receipt": receipt,
        "request that was answered": answered, "reading": read(member),
    }  # fmt: skip


def plant_what_stays(member):
    site = SitePageFactory()
    for made in (ObservationFactory, PhaseFactory, ClosureFactory):
        made(site=site)
    ActionPageFactory()
    PracticePageFactory()
    write_in_journal(user=member, page=site, text="Visite")
    AccessRequestFactory(asked_at=timezone.now())


def read(member):
    """A look at a site, whichever: numbers of pages are kept, not pages."""
    record_reading(viewer=Viewer(user=member), kind=ReadingKind.SHEET, page_ids=[1])
    return Reading.objects.latest("pk")


def becomes(account):
    account.refresh_from_db()
    if account.anonymised_at:
        return "anonymous"
    if not account.is_active:
        return "suspended"
    is_warned = account.warned_at and account.warned_at > account.used_at
    return f"warned {account.inactivity_warnings}" if is_warned else "in use"


def everything():
    """(table, number) of each row there is, but for how the chores went, and figures that are counted anew."""
    return {
        (model._meta.label, pk)
        for model in apps.get_models()
        if model not in (ChoreRun, Snapshot, SnapshotRun) and model._meta.managed and not model._meta.proxy
        for pk in model._default_manager.values_list("pk", flat=True)
    }


def label_of(row):
    return (row._meta.label, row.pk)


def test_a_year_of_chores_forgets_what_is_to_be_forgotten_on_its_day_and_nothing_else(clock, mailoutbox, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    member = person()
    ScopeFactory(user=member, starts_at=timezone.now())
    unused, back, gone = person(), person(), plant(member)
    invited = person(activated_at=None, last_login=None)
    link = ActivationLink.objects.create(user=invited, digest="a" * 64, expires_at=timezone.now() + timedelta(days=7))
    plant_what_stays(member)
    former_address, at_first, read_later = unused.email, everything(), None
    for day in DAYS:
        clock(day)
        User.objects.filter(pk=member.pk).update(last_login=timezone.now())
        if day in (BACK_ON, BACK_AGAIN):
            User.objects.filter(pk=back.pk).update(last_login=timezone.now())
        if day == READ_AGAIN_ON:
            read_later = read(member)
        assert [run.problem for run in do_chores() if run.problem] == [], day
        left = {name for name, row in gone.items() if type(row)._default_manager.filter(pk=row.pk).exists()}
        assert left == {name for name, limit in GONE_AFTER.items() if day < limit}, day
        for account, said in ((unused, UNUSED), (back, BACK), (invited, INVITED)):
            assert becomes(account) == dict(said).get(day, becomes(account)), day
        assert list(do_chores()) == [], day
        if day in AGAIN_ON:
            deliver_waiting_mails()  # those that the last of the chores wrote
            done, told = everything(), len(mailoutbox)
            ChoreRun.objects.filter(name__in=[chore.name for chore in AGAIN]).delete()
            assert [run.problem for run in do_chores(AGAIN) if run.problem] == [], day
            assert (everything() ^ done, len(mailoutbox)) == (set(), told), day
    assert [one.subject for one in mailoutbox if former_address in one.to] == [
        "Votre compte va être suspendu",
        "Votre compte va être suspendu",
        "Votre compte est suspendu",
    ]
    assert not User.objects.filter(email=former_address).exists()
    assert Reading.objects.filter(pk=read_later.pk).exists()
    assert at_first - everything() == {label_of(row) for row in gone.values()} | {label_of(link)}
    assert AccessRequest.objects.get().state == RequestState.WAITING
