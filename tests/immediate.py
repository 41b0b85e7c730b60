"""Tasks of tests: done at once, when what they tell of is committed; where it never is, never, as for a worker."""

from functools import partial
from typing import Any

from django.db import transaction
from django_tasks.backends.immediate import ImmediateBackend


class AfterCommit(ImmediateBackend):
    """What is to be done later is not done: no test lasts so long."""

    supports_defer = True

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> None:
        self.validate_task(task)
        if task.run_after is None:
            transaction.on_commit(partial(super().enqueue, task, args, kwargs))
