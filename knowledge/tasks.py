"""What is done in the background for practices."""

from django_tasks import task

from knowledge.services import tracking


@task()
def follow_sites() -> None:
    tracking.track_if_asked()
