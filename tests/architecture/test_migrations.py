"""Migrations since the last release are safe beside its code, which still runs while they are applied (0199)."""

from pathlib import Path

import pytest
from django.apps import apps
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
# Tables in which people write all day.
BUSY = {
    "actions": {"actionpage"},
    "actors": {"reading", "scope", "user"},
    "catalog": {"entry"},
    "collaboration": {"follow", "journalentry", "notification"},
    "knowledge": {"adoption", "practicepage"},
    "sites": {"observation", "sitepage"},
}
ONLY_IN_PYTHON = (migrations.AlterModelOptions, migrations.AlterModelManagers, migrations.RunPython, migrations.RunSQL)


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def since_the_last_release() -> list[migrations.Migration]:
    released = {tuple(line.split()) for line in RELEASED.read_text().splitlines()}
    ours = {key: one for key, one in MigrationLoader(None).disk_migrations.items() if key[0] in FLOORS}
    assert released <= ours.keys(), "a migration that was released is never taken away nor named anew"
    return [ours[key] for key in sorted(ours.keys() - released)]


@pytest.mark.django_db
def test_migrations_since_the_last_release_are_safe_beside_its_code(capsys):
    linter = MigrationLinter(no_cache=True, warnings_as_errors_tests=REFUSED)
    for one in since_the_last_release():
        linter.lint_migration(one)
    assert not linter.has_errors, capsys.readouterr().out


def held_meanwhile(migration) -> list[str]:
    """Busy tables that a migration locks before its last operation: Django draws the models anew between two."""
    if not migration.atomic:
        return []
    early = [one for one in migration.operations[:-1] if not isinstance(one, ONLY_IN_PYTHON)]
    names = {(getattr(one, "model_name", "") or getattr(one, "name", "")).lower() for one in early}
    return sorted(names & BUSY.get(migration.app_label, set()))


def test_migrations_since_the_last_release_lock_a_busy_table_last():
    assert {str(one): held for one in since_the_last_release() if (held := held_meanwhile(one))} == {}


def test_busy_tables_are_there():
    assert all(apps.get_model(app, name) for app, names in BUSY.items() for name in names)


def test_a_migration_that_holds_a_busy_table_meanwhile_is_refused():
    of_site = migrations.AddField("SitePage", "floors", models.IntegerField(null=True))
    of_photo = migrations.AddField("ObservationPhoto", "floors", models.IntegerField(null=True))
    named = migrations.AlterModelOptions("sitepage", {"verbose_name": "site"})

    def held(*operations, atomic=True):
        kind = type("Migration", (migrations.Migration,), {"operations": operations, "atomic": atomic})
        return held_meanwhile(kind("0099_more", "sites"))

    assert held(of_site, of_photo) == held(of_site, of_site) == ["sitepage"]
    assert held(of_photo, named, of_site) == held(of_site) == held(of_site, of_photo, atomic=False) == []


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
