"""Mail servers that are slow, put people off, or lie: real ones, spoken to over a socket."""

import asyncio
import socket
import time

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import EmailMessage

from actors.enums import MailState
from actors.models import MailTrace, OutgoingMail
from actors.services.mails import WAITS, deliver_mail, keep_mail

pytestmark = pytest.mark.django_db
PATIENCE_S = 1


class Server:
    """Says `answers` one after the other to those who hand it a mail, the last for ever; None is no answer at all."""

    def __init__(self, *answers: str | None, silent_at: str = ""):
        self.answers, self.silent_at, self.names = list(answers), silent_at, []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd calls it so
        if self.silent_at == "RCPT":
            await asyncio.sleep(60)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        [name] = [line for line in envelope.content.split(b"\r\n") if line.startswith(b"Message-ID")]
        self.names.append(name)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer is None:
            await asyncio.sleep(60)
        return answer


@pytest.fixture
def speak(settings):
    """`speak(server)`: mails go to it from now on."""
    controllers = []

    def start(server: Server) -> Server:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        controllers.append(Controller(server, hostname="127.0.0.1", port=port))
        controllers[-1].start()
        settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, PATIENCE_S
        return server

    yield start
    for controller in controllers:
        controller.stop()


@pytest.fixture
def mail(db):
    keep_mail(EmailMessage("Objet", "Texte", "from@example.org", ["a@example.org"]))
    return OutgoingMail.objects.get()


@pytest.mark.parametrize("server", [Server("250 OK", silent_at="RCPT"), Server(None)], ids=["early", "at the end"])
def test_a_server_that_falls_silent_holds_the_worker_no_longer_than_its_patience(speak, mail, server):
    speak(server)
    begun = time.monotonic()
    deliver_mail(mail.pk)
    assert time.monotonic() - begun < 10 * PATIENCE_S
    mail.refresh_from_db()
    assert (mail.attempts, MailTrace.objects.get().problem) == (1, "SMTPServerDisconnected")


def test_who_is_put_off_comes_back_and_the_mail_keeps_its_name(speak, mail):
    server = speak(Server("451 4.7.1 Greylisted, try again later", "250 OK"))
    deliver_mail(mail.pk)
    mail.refresh_from_db()
    assert (mail.attempts, WAITS[0].total_seconds()) == (1, 60)
    deliver_mail(mail.pk)
    assert not OutgoingMail.objects.exists()
    assert len(server.names) == 2
    assert len(set(server.names)) == 1
    assert MailTrace.objects.get().state == MailState.SENT


def test_a_yes_is_believed_there_is_nothing_else_to_believe(speak, mail):
    """A server that says yes and throws the mail away is not to be told from another: the trace says when it did."""
    server = speak(Server("250 OK"))
    deliver_mail(mail.pk)
    trace = MailTrace.objects.get()
    assert (len(server.names), trace.state, trace.attempts) == (1, MailState.SENT, 1)
    assert trace.done_at is not None
