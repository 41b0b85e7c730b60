from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from upkeep.queries.locks import READERS, WRITERS, LockWatch


def statements(*texts: str) -> dict[str, dict[str, float]]:
    watch = LockWatch(connection)
    with connection.execute_wrapper(watch), transaction.atomic(), connection.cursor() as cursor:
        for text in texts:
            cursor.execute(text)
        return watch.held()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ALTER TABLE api_webhook ADD COLUMN x int", {"api_webhook": {WRITERS, READERS}}),
        ("CREATE INDEX x ON api_webhook (id)", {"api_webhook": {WRITERS}}),
        ("DROP TABLE upkeep_chorerun", {"upkeep_chorerun": {WRITERS, READERS}}),
        ("CREATE TABLE x (y bigint REFERENCES api_webhook (id))", {"api_webhook": {WRITERS}}),
        ("UPDATE api_webhook SET id = id", {}),
    ],
)
def test_who_is_kept_out_of_which_table(text, kept):
    assert {table: set(kinds) for table, kinds in statements(text).items()} == kept


@pytest.mark.django_db
def test_a_table_is_held_from_the_first_statement_to_the_end():
    kept = statements("CREATE INDEX x ON api_webhook (id)", "SELECT pg_sleep(0.1)", "DROP INDEX x")["api_webhook"]
    assert kept[WRITERS] >= 0.1 > kept[READERS]


@pytest.mark.django_db
def test_each_migration_is_told_with_what_it_locked_and_for_how_long():
    said = StringIO()
    call_command("time_migrations", "knowledge", "0012", stdout=said)
    [line] = [line for line in said.getvalue().splitlines() if line.startswith("knowledge.0013_translations: ")]
    assert "ms of the database). knowledge_practicepage" in line
    assert "readers too" in line
