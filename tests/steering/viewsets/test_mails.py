"""What became of mails, for the national team: their kind and their fate, never to whom nor about what."""

from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from actors.enums import MailKind, MailState, Role
from actors.models import MailTrace, OutgoingMail
from actors.services.mails import queue_mail

pytestmark = pytest.mark.django_db
# Bases of others.
LAYOUTS = {"layout", "_button"}


def trace(number=0, **fields):
    return MailTrace.objects.create(message_id=f"<{number}@example.org>", **({"kind": MailKind.NEWS} | fields))


@pytest.fixture
def national(client, person):
    client.force_login(person(Role.NATIONAL))
    return client


def test_every_template_of_a_mail_has_its_name():
    folder = Path(settings.BASE_DIR) / "templates" / "emails"
    templates = {str(file.relative_to(folder).with_suffix("")) for file in folder.rglob("*.html")}
    assert templates - LAYOUTS == set(MailKind.values) - {MailKind.OTHER}


def test_the_list_says_kind_fate_and_problem_in_words_and_nobodys_address(national):
    trace(1, state=MailState.GIVEN_UP, attempts=7, problem="SMTPRecipientsRefused")
    queue_mail(to="quelqu.un@example.org", subject="Un sujet", template="password_link", context={"path": "/x/"})
    said = unescape(national.get(reverse("report_mails")).content.decode())
    assert "Notifications" in said
    assert "lien pour choisir un nouveau mot de passe" in said.lower()
    assert "abandonné" in said.lower()
    assert "Le serveur de courriel refuse cette adresse." in said
    assert OutgoingMail.objects.get().to not in said
    assert "Un sujet" not in said


def test_it_is_filtered_by_state_and_kind(national):
    trace(1, state=MailState.SENT)
    trace(2, state=MailState.GIVEN_UP)
    trace(3, state=MailState.GIVEN_UP, kind=MailKind.WEEK)
    asked = {"state": MailState.GIVEN_UP, "kind": MailKind.WEEK}
    found = national.get(reverse("report_mails"), asked).context["object_list"]
    assert [one.message_id for one in found] == ["<3@example.org>"]


def test_no_file_is_made_of_it(national):
    assert national.get(reverse("report_mails"), {"export": "csv"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_however_many(national, django_assert_num_queries, count):
    for number in range(count):
        trace(number)
    national.get(reverse("report_mails"))
    with django_assert_num_queries(12):
        national.get(reverse("report_mails"))


def test_nothing_yet_is_said_so(national):
    assert national.get(reverse("report_mails")).status_code == 200
