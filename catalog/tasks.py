"""What the catalogue does in the background."""

from django_tasks import task

from catalog import services


@task()
def refresh_areas() -> None:
    services.refresh_areas()
