"""What people are sent in the background."""

from django_tasks import task

from actors.services.access import take_request
from actors.services.mails import deliver_mail


@task()
def send_mail(mail_id: int) -> None:
    deliver_mail(mail_id)


@task()
def take_access_request(request_id: int) -> None:
    take_request(request_id)
