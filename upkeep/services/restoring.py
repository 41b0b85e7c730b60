"""Restoring a backup: nothing is touched before the whole of it has been read and found as it was made."""

import json
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO, Any

from django.core.files import File
from django.core.files.storage import storages
from django.db import connection
from django.utils.translation import gettext as _

from upkeep.queries.sums import digest_of, file_sums, sequence_values, stored_names, table_sums
from upkeep.rules.backups import DATABASE, MANIFEST, State, archive_of
from upkeep.services import programs
from upkeep.services.backup import STORES, Say, verify_backup
from upkeep.services.errors import UpkeepError
from upkeep.services.sealing import unseal


def check_backup(name: str, *, identity: Any) -> State:
    """Decrypt and read the whole of a backup, writing nothing: what it holds. Raises UpkeepError with what is wrong."""
    verify_backup(name)
    manifest = _manifest(name, identity)
    _feed_database(name, identity, "pg_restore", "--file=/dev/null", database={})
    for store in STORES:
        read: dict[str, str] = {}
        for file, opened in _archived(name, store, identity):
            read[file] = digest_of(opened)
        if read != manifest.files[store]:
            raise UpkeepError(
                _("%(name)s: the files of “%(store)s” are not those it lists.") % {"name": name, "store": store}
            )
    return manifest


def restore_backup(name: str, *, identity: Any, replace: bool = False, say: Say = lambda line: None) -> State:
    """Make this installation what the backup holds, then compare every table, sequence and file with it.

    `replace`: over what is here. Otherwise database and folders must be empty. The database is restored in one
    transaction. Raises UpkeepError; when it is after the comparison, the text says what differs.
    """
    say(_("Reading the whole backup…"))
    manifest = check_backup(name, identity=identity)
    if not replace:
        _require_emptiness()
    say(_("Database: %d tables…") % len(manifest.tables))
    over = ["--clean", "--if-exists"] if replace else []
    arguments = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", *over]
    place = connection.get_connection_params()
    connection.close()
    _feed_database(name, identity, "pg_restore", *arguments, f"--dbname={place['dbname']}", database=place)
    for store in STORES:
        say(_("Files (%(store)s): %(n)d…") % {"store": store, "n": len(manifest.files[store])})
        _restore_files(name, store, identity)
    say(_("Comparing…"))
    wrong = manifest.differences(state_of_installation())
    if wrong:
        raise UpkeepError(_("Restored, but not the same: %s") % ", ".join(wrong[:20]))
    return manifest


def state_of_installation() -> State:
    with connection.cursor() as cursor:
        tables, sequences = table_sums(cursor), sequence_values(cursor)
    connection.close()
    return State(tables, sequences, {store: file_sums(storages[store]) for store in STORES})


def _require_emptiness() -> None:
    with connection.cursor() as cursor:
        has_tables = bool(connection.introspection.table_names(cursor))
    full = [store for store in STORES if next(stored_names(storages[store]), None)]
    if has_tables or full:
        raise UpkeepError(_("There is something here already (database or files). Add --replace to write over it."))


def _manifest(name: str, identity: Any) -> State:
    target = BytesIO()
    with storages["backups"].open(f"{name}/{MANIFEST}") as opened:
        unseal(opened, target, identity=identity)
    return State(**json.loads(target.getvalue()))


def _feed_database(name: str, identity: Any, program: str, *arguments: str, database: dict[str, Any]) -> None:
    """Decrypt the dump into a program that reads it, which ends its transaction only at the end of a whole dump."""
    with tempfile.TemporaryFile() as plain:
        with storages["backups"].open(f"{name}/{DATABASE}") as opened:
            unseal(opened, plain, identity=identity)
        plain.seek(0)
        process = programs.start(program, *arguments, database=database, stdin=plain)
        programs.finish(process, otherwise=_("The database could not be restored."))


def _archived(name: str, store: str, identity: Any) -> Iterator[tuple[str, IO[bytes]]]:
    with _opened(name, store, identity) as tar:
        for entry in tar:
            opened = tar.extractfile(entry)
            if opened is not None:
                yield entry.name, opened


@contextmanager
def _opened(name: str, store: str, identity: Any) -> Iterator[tarfile.TarFile]:
    with tempfile.TemporaryFile() as plain:
        with storages["backups"].open(f"{name}/{archive_of(store)}") as sealed:
            unseal(sealed, plain, identity=identity)
        plain.seek(0)
        with tarfile.open(fileobj=plain, mode="r:") as tar:
            yield tar


def _restore_files(name: str, store: str, identity: Any) -> None:
    storage = storages[store]
    for file, opened in _archived(name, store, identity):
        if storage.exists(file):
            storage.delete(file)
        if storage.save(file, File(opened, name=file)) != file:
            raise UpkeepError(_("The file %s could not take its place.") % file)
