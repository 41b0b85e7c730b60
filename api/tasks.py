"""What the API does in the background. Each may be run again: what is done is not done twice."""

from django_tasks import task

from api.services import webhooks


@task()
def tell_of_changes() -> None:
    webhooks.tell_of_changes()


@task()
def deliver(delivery_id: int) -> None:
    webhooks.deliver(delivery_id)
