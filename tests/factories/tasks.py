"""Tasks as the queue keeps them."""

import factory
from django_tasks_db.models import DBTaskResult


class TaskFactory(factory.django.DjangoModelFactory):
    """One that waits, without arguments."""

    class Meta:
        model = DBTaskResult

    status = "READY"
    args_kwargs = factory.LazyFunction(lambda: {"args": [], "kwargs": {}})
    task_path = "x"
    backend_name = "default"
    exception_class_path = ""
    traceback = ""
