"""Several people read, and several servers seal, at once: on a real database, with transactions of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from actors.enums import ReadingKind
from actors.models import Reading, ReadingMark, User
from actors.queries.chain import check_chain
from actors.rules import Viewer
from actors.services.readings import record_reading, seal_readings

PATIENCE_S = 20


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """What tests write here is committed; it is taken away afterwards."""
    with django_db_blocker.unblock():
        yield
        Reading.objects.all().delete()
        ReadingMark.objects.all().delete()
        connection.close()


def someone(number):
    """Readings know people by their number alone."""
    return Viewer(user=User(pk=number))


def test_people_who_read_and_seal_at_once_make_one_chain(committed):
    together = Barrier(4)

    def look(number):
        together.wait(PATIENCE_S)
        for page in range(1, 11):
            with transaction.atomic():
                record_reading(viewer=someone(number), kind=ReadingKind.SHEET, page_ids=[page])
            seal_readings()
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(look, range(1, 5)))
    report = check_chain()
    assert (report.problem, report.sealed, report.unsealed) == ("", 40, 0)
    assert list(Reading.objects.sealed().values_list("number", flat=True)) == list(range(1, 41))


def test_a_reading_that_commits_late_is_sealed_after_those_that_did_before(committed):
    written, sealed = Barrier(2), Barrier(2)

    def hold():
        with transaction.atomic():
            record_reading(viewer=someone(1), kind=ReadingKind.SHEET, page_ids=[1])
            written.wait(PATIENCE_S)
            sealed.wait(PATIENCE_S)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(hold)
        written.wait(PATIENCE_S)
        record_reading(viewer=someone(2), kind=ReadingKind.SHEET, page_ids=[2])
        assert seal_readings() == 1
        sealed.wait(PATIENCE_S)
        late.result(PATIENCE_S)
    assert seal_readings() == 1
    assert list(Reading.objects.sealed().values_list("user_id", flat=True)) == [2, 1]
    assert check_chain().problem == ""


def test_who_opens_a_page_does_not_wait_for_what_is_being_sealed(committed):
    """Sealing holds its lock here for as long as the test wants; a reading goes through."""
    record_reading(viewer=someone(1), kind=ReadingKind.SHEET, page_ids=[1])

    def read_meanwhile():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '100ms'")
            record_reading(viewer=someone(2), kind=ReadingKind.SHEET, page_ids=[1])
        connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        assert seal_readings() == 1
        pool.submit(read_meanwhile).result(PATIENCE_S)
    assert (seal_readings(), check_chain().problem) == (1, "")
