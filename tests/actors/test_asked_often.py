"""Queries that PostgreSQL plans once for each connection, on connections that end and tables that change."""

import pytest
from django.db import OperationalError, connection, transaction

from actors.querysets import asked_often

ASKED = "SELECT one FROM asked_often WHERE one = %s"


@pytest.fixture(autouse=True)
def committed(django_db_setup, django_db_blocker):
    """A table that is taken away afterwards."""
    with django_db_blocker.unblock():
        elsewhere("CREATE TABLE asked_often AS SELECT 1 AS one")
        yield
        elsewhere("DROP TABLE asked_often")
        connection.close()


def elsewhere(sql: str) -> None:
    """By another connection: what psycopg sends itself, it knows of."""
    with connection.get_new_connection(connection.get_connection_params()) as other:
        other.execute(sql)


def end_connection() -> None:
    """As when PostgreSQL is started again; waits until it has gone."""
    elsewhere(f"SELECT pg_terminate_backend({connection.connection.info.backend_pid}, 5000)")


def test_postgresql_plans_it_once():
    assert [asked_often(ASKED, [one]) for one in (1, 2) * 5] == [[(1,)], []] * 5
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["%FROM asked_often%"])
        assert cursor.fetchone() == (1,)


def test_a_migration_that_changes_what_it_reads_is_followed():
    for _time in range(10):
        asked_often(ASKED, [1])
    elsewhere("ALTER TABLE asked_often ALTER COLUMN one TYPE bigint")
    assert asked_often(ASKED, [1]) == [(1,)]


def test_a_connection_that_has_gone_is_followed_by_another():
    asked_often(ASKED, [1])
    end_connection()
    assert asked_often(ASKED, [1]) == [(1,)]


def test_a_transaction_that_was_lost_is_not_gone_on_with():
    with pytest.raises(OperationalError):
        _lose_connection()


@transaction.atomic
def _lose_connection() -> None:
    asked_often(ASKED, [1])
    end_connection()
    asked_often(ASKED, [1])
