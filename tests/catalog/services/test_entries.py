"""Change numbers follow commit order: nobody who follows them can miss one."""

import threading

import pytest
from django.db import connection, transaction

from catalog.models import Entry
from catalog.services import entries
from tests.factories.catalog import write_entry

pytestmark = pytest.mark.django_db


def in_another_connection(work):
    """Run `work` in a thread, which has a connection of its own, and close it."""

    def run():
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.fixture
def _committed_for_real():
    yield
    in_another_connection(lambda: Entry.objects.filter(key__in=["slow", "quick"]).delete()).join()


@pytest.mark.usefixtures("_committed_for_real")
def test_who_comes_second_waits_for_the_commit_of_the_first():
    written, may_commit, seen = threading.Event(), threading.Event(), []

    def slow():
        with transaction.atomic():
            write_entry(key="slow")
            written.set()
            may_commit.wait(10)

    def quick():
        written.wait(10)
        write_entry(key="quick")

    def follow():
        """A reader who notes each new number and never looks back."""
        last = 0
        while len(seen) < 2:
            for key, change in (
                Entry.objects.filter(key__in=["slow", "quick"], change__gt=last)
                .order_by("change")
                .values_list("key", "change")
            ):
                seen.append(key)
                last = change

    first, second = in_another_connection(slow), in_another_connection(quick)
    written.wait(10)
    second.join(0.5)
    assert second.is_alive(), "the second did not wait"
    reader = in_another_connection(follow)
    may_commit.set()
    for thread in (first, second, reader):
        thread.join(10)

    assert seen == ["slow", "quick"]


def test_a_number_is_never_given_without_a_transaction():
    raised = []

    def write_alone():
        try:
            entries.take_turn()
        except transaction.TransactionManagementError as error:
            raised.append(error)

    in_another_connection(write_alone).join()

    assert len(raised) == 1
