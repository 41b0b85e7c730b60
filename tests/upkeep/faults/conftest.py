import pytest
from django.db import connection

from tests.upkeep.faults.stage import Stage


@pytest.fixture
def build(django_db_setup, django_db_blocker, settings):
    """`build(nodes=2)`: a stage that stands until the end of the test, whose database is the test's own meanwhile."""
    made = []

    def build_stage(**options) -> Stage:
        stage = Stage(**options)
        made.append((stage, None))
        settings.SECRET_KEY = stage.key
        settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
        stage.make_database(like=connection.settings_dict["NAME"])
        made[-1] = (stage, stage.lend_connection())
        return stage

    with django_db_blocker.unblock():
        yield build_stage
        for stage, give_back in made:
            if give_back:
                give_back()
            stage.close()
