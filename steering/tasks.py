"""What steering does in the background. Each may be run again."""

from django_tasks import task

from steering import services
from steering.services import exports


@task()
def follow_pages(page_ids: list[int], territory_ids: list[int]) -> None:
    services.follow_pages(page_ids, inside=territory_ids)


@task()
def take_snapshots() -> None:
    services.take_snapshots()


@task()
def make_export(export_id: int) -> None:
    exports.make_export(export_id)
