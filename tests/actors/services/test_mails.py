"""Mails: written with the change that causes them, sent once it is committed, tried again."""

import re
from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core.mail import EmailMessage, send_mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from actors.models import OutgoingMail
from actors.services.mails import WAITS, deliver_mail, deliver_waiting_mails, keep_mail, queue_mail

pytestmark = pytest.mark.django_db
BACKENDS = {"database": "django_tasks_db.DatabaseBackend"}


class DeadServer(EmailBackend):
    def send_messages(self, messages):
        raise SMTPException("450 try again")


def write(**changes):
    values = {"to": "a@example.org", "subject": "Un rappel", "template": "layout", "context": {}}
    queue_mail(**values | changes)


def keep():
    keep_mail(EmailMessage("Objet", "Texte", "from@example.org", ["a@example.org"]))
    return OutgoingMail.objects.get()


def test_a_mail_leaves_once_its_change_is_committed(mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        write()
        assert mailoutbox == []
    sent = mailoutbox[0]
    assert (sent.to, sent.subject) == (["a@example.org"], "Un rappel")
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert [kind for _, kind in sent.alternatives] == ["text/html"]
    assert not OutgoingMail.objects.exists()


def test_a_change_that_is_rolled_back_sends_nothing(mailoutbox, django_capture_on_commit_callbacks):
    def fail():
        with transaction.atomic():
            write()
            raise ZeroDivisionError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        fail()
    assert mailoutbox == []
    assert not OutgoingMail.objects.exists()


def test_the_task_holds_nothing_but_a_number(settings, django_capture_on_commit_callbacks):
    settings.TASKS = {"default": {"BACKEND": BACKENDS["database"], "QUEUES": []}}
    with django_capture_on_commit_callbacks(execute=True):
        write()
    assert DBTaskResult.objects.get().args_kwargs == {"args": [OutgoingMail.objects.get().pk], "kwargs": {}}


def test_a_refused_mail_is_tried_again_later_and_later(settings, django_capture_on_commit_callbacks):
    settings.MAIL_DELIVERY_BACKEND = f"{__name__}.DeadServer"
    settings.TASKS = {"default": {"BACKEND": BACKENDS["database"], "QUEUES": []}}
    kept = keep()
    DBTaskResult.objects.all().delete()  # its first task, done here by hand
    for wait in WAITS:
        before = timezone.now()
        with django_capture_on_commit_callbacks(execute=True):
            deliver_mail(kept.pk)
        kept.refresh_from_db()
        assert timedelta() <= kept.due_at - before - wait < timedelta(minutes=1)
    assert DBTaskResult.objects.count() == len(WAITS)
    assert DBTaskResult.objects.order_by("run_after").last().run_after == kept.due_at


def test_after_the_last_attempt_it_is_given_up_and_the_log_names_nobody(settings, caplog):
    settings.MAIL_DELIVERY_BACKEND = f"{__name__}.DeadServer"
    kept = keep()
    OutgoingMail.objects.update(attempts=len(WAITS))
    deliver_mail(kept.pk)
    assert not OutgoingMail.objects.exists()
    assert "given up" in caplog.text
    assert "example.org" not in caplog.text


def test_a_mail_sent_already_is_not_sent_again(mailoutbox):
    kept = keep()
    deliver_mail(kept.pk)
    deliver_mail(kept.pk)
    assert len(mailoutbox) == 1


def test_a_mail_that_lost_its_task_is_found_again(mailoutbox):
    kept = keep()
    assert deliver_waiting_mails() == 0
    OutgoingMail.objects.filter(pk=kept.pk).update(due_at=timezone.now() - timedelta(hours=1))
    assert deliver_waiting_mails() == 1
    assert len(mailoutbox) == 1
    assert deliver_waiting_mails() == 0


def test_mails_of_others_wait_too_and_nobody_sees_who_else_was_written_to(
    settings, mailoutbox, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "actors.services.mails.OutboxBackend"
    with django_capture_on_commit_callbacks(execute=True):
        send_mail("Objet", "Texte", None, ["a@example.org", "b@example.org"], html_message="<p>Texte</p>")
        assert mailoutbox == []
    assert [sent.to for sent in mailoutbox] == [["a@example.org"], ["b@example.org"]]
    assert mailoutbox[0].alternatives[0][0] == "<p>Texte</p>"


def test_attachments_are_refused(settings):
    settings.EMAIL_BACKEND = "actors.services.mails.OutboxBackend"
    mail = EmailMessage("Objet", "Texte", None, ["a@example.org"], attachments=[("a.txt", "b", "text/plain")])
    with pytest.raises(ValueError, match="attachments"):
        mail.send()


def test_a_subject_is_one_line():
    write(subject="Un\r\nBcc: b@example.org")
    assert OutgoingMail.objects.get().subject == "Un Bcc: b@example.org"


def test_the_layout_asks_nothing_of_the_network_and_escapes_in_html_alone(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://plateforme.example"
    write(subject="L’eau <b> & l’air")
    kept = OutgoingMail.objects.get()
    assert "L’eau &lt;b&gt; &amp; l’air" in kept.html
    assert re.findall(r"""(?:src|href|url\()\s*=?["']?(http[^"')]*)""", kept.html) == ["https://plateforme.example/"]
    assert "<img" not in kept.html
    assert 'lang="fr"' in kept.html
    assert "https://plateforme.example/" in kept.text


def test_buttons_show_their_address():
    button = render_to_string("emails/_button.html", {"url": "https://p.example/a/", "label": "Ouvrir"})
    assert button.count("https://p.example/a/") == 3
