"""What people are sent in the background."""

from django_tasks import task

from actors.services.mails import deliver_mail


@task()
def send_mail(mail_id: int) -> None:
    deliver_mail(mail_id)
