"""What steering does in the background. Each may be run again."""

from django_tasks import task

from steering import services


@task()
def follow_pages(page_ids: list[int], territory_ids: list[int]) -> None:
    services.follow_pages(page_ids, inside=territory_ids)


@task()
def take_snapshots() -> None:
    services.take_snapshots()
