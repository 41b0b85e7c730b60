"""One world for all the cells; each cell is rolled back. The figures stand at the end of the run."""

import pytest
from django.db import transaction

from tests.matrix.world import World

FIGURES = {"cells": 0, "differences": 0, "secrets": 0}


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def figures():
    return FIGURES


def pytest_terminal_summary(terminalreporter):
    if FIGURES["cells"]:
        terminalreporter.section("executed matrix of rights")
        terminalreporter.write_line(
            f"{FIGURES['cells']} cells executed, {FIGURES['differences']} differences with the table; "
            f"{FIGURES['secrets']} secrets looked for in answers that must not hold them"
        )
