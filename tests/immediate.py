"""Tasks of tests: done at once, when what they tell of is committed; where it never is, never, as for a worker."""

from functools import partial
from typing import Any

from django.db import transaction
from django_tasks.backends.immediate import ImmediateBackend


class AfterCommit(ImmediateBackend):
    def enqueue(self, task: Any, args: Any, kwargs: Any) -> None:
        self.validate_task(task)
        transaction.on_commit(partial(super().enqueue, task, args, kwargs))
