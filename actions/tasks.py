"""What actions do in the background. It may be run again: what is the same is not written twice."""

from django_tasks import task

from actions.registry import works


@task()
def work_on_file(file_id: int, work: str) -> None:
    works[work](file_id)
