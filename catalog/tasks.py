"""What the catalogue does in the background."""

from django_tasks import task

from catalog import services
from catalog.services import engine


@task()
def refresh_areas() -> None:
    services.refresh_areas()


@task()
def follow_changes() -> None:
    engine.follow_changes()
