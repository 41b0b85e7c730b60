"""Migrations since the last release are safe beside its code, which still runs while they are applied (0199)."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django_migration_linter import MigrationLinter
from django_migration_linter.sql_analyser import PostgresqlAnalyser, analyse_sql_statements

from sites.models import SitePage
from tests.architecture.test_house import FLOORS

# Those of version 0.1.0: before it there was nobody to run beside. At a release, all that there are:
# `manage.py showmigrations --list` of our floors, one `floor name` a line.
RELEASED = Path(__file__).with_name("released_migrations.txt")
# What only slows people down elsewhere stops them here: an index is built without holding writers up.
REFUSED = ["CREATE_INDEX", "CREATE_INDEX_EXCLUSIVE"]


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_migrations_since_the_last_release_are_safe_beside_its_code(capsys):
    released = {tuple(line.split()) for line in RELEASED.read_text().splitlines()}
    linter = MigrationLinter(no_cache=True, warnings_as_errors_tests=REFUSED)
    ours = {key: one for key, one in linter.migration_loader.disk_migrations.items() if key[0] in FLOORS}
    assert released <= ours.keys(), "a migration that was released is never taken away nor named anew"
    for key in sorted(ours.keys() - released):
        linter.lint_migration(ours[key])
    assert not linter.has_errors, capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("operation", "faults"),
    [
        (migrations.RemoveField("sitepage", "address"), {"DROP_COLUMN"}),
        (migrations.RenameField("sitepage", "address", "street"), {"RENAME_COLUMN"}),
        (migrations.AddField("sitepage", "floors", models.IntegerField(default=1)), {"NOT_NULL"}),
        (migrations.AlterField("sitepage", "address", models.IntegerField(null=True)), {"ALTER_COLUMN"}),
        (migrations.AddIndex("sitepage", models.Index(fields=["address"], name="x")), {"CREATE_INDEX"}),
        (migrations.DeleteModel("observationphoto"), {"DROP_TABLE"}),
        (migrations.AddField("sitepage", "floors", models.IntegerField(db_default=1)), set()),
        (migrations.AddField("sitepage", "floors", models.IntegerField(null=True)), set()),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, migrations.operations.base.Operation) else "",
)
def test_what_the_code_of_before_could_not_bear_is_refused(operation, faults):
    before = MigrationLoader(connection).project_state()
    after = before.clone()
    operation.state_forwards(SitePage._meta.app_label, after)
    with connection.schema_editor(collect_sql=True) as editor:
        operation.database_forwards(SitePage._meta.app_label, editor, before, after)
    errors, _ignored, warnings = analyse_sql_statements(PostgresqlAnalyser, editor.collected_sql, [])
    assert {one.code for one in [*errors, *warnings] if one in errors or one.code in REFUSED} == faults
