"""A backup: database and files as they stand, encrypted, read back, and only then said to be whole."""

import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from upkeep.queries.backups import backup_names
from upkeep.queries.sums import digest_of, sequence_values, stored_names, table_sums
from upkeep.rules.backups import DATABASE, MANIFEST, SUMS, State, archive_of, is_name, name_of, read_sums, written_sums
from upkeep.services import programs
from upkeep.services.errors import UpkeepError
from upkeep.services.sealing import Counted, recipients, seal

# Storages whose files are part of the installation (config/settings/base.py).
STORES = ("default", "private")
Say = Callable[[str], None]


def make_backup(*, say: Say = lambda line: None) -> str:
    """Its name. The sums are written last: a folder without them is a backup that was cut short.

    Raises UpkeepError, and leaves no folder that could be taken for a backup, nor what would fill a disk.
    """
    recipients()
    name = name_of(timezone.now())
    try:
        _write(name, say)
    except UpkeepError:
        raise
    except BaseException as error:  # buckets have errors of their own; who stops this leaves nothing either
        raise UpkeepError(_given_up(name, error)) from error
    say(_("Reading it back…"))
    verify_backup(name)
    return name


def _write(name: str, say: Say) -> None:
    vault = storages["backups"]
    sums: dict[str, str] = {}
    with _snapshot() as (state, dump):
        say(_("Database: %d tables…") % len(state.tables))
        with _sealed(vault, f"{name}/{DATABASE}", sums) as put:
            put(dump.stdout)
            programs.finish(dump, otherwise=_("The database could not be read."))
    files = {}
    for store in STORES:
        with _sealed(vault, f"{name}/{archive_of(store)}", sums) as put:
            files[store] = _archive(storages[store], put)
        say(_("Files (%(store)s): %(n)d…") % {"store": store, "n": len(files[store])})
    manifest = json.dumps(asdict(State(state.tables, state.sequences, files)), ensure_ascii=False)
    with _sealed(vault, f"{name}/{MANIFEST}", sums) as put:
        put(BytesIO(manifest.encode()))
    vault.save(f"{name}/{SUMS}", ContentFile(written_sums(sums).encode()))


def verify_backup(name: str) -> dict[str, str]:
    """Read every file again and compare: no key is needed. The sums; raises UpkeepError with what is wrong."""
    vault = storages["backups"]
    if not vault.exists(f"{name}/{SUMS}"):
        raise UpkeepError(_("%s is no backup, or one that was cut short: it has no list of sums.") % name)
    with vault.open(f"{name}/{SUMS}") as opened:
        sums = read_sums(opened.read().decode())
    for file, digest in sums.items():
        if not vault.exists(f"{name}/{file}"):
            raise UpkeepError(_("%(name)s: the file %(file)s is missing.") % {"name": name, "file": file})
        with vault.open(f"{name}/{file}") as opened:
            if digest_of(opened) != digest:
                raise UpkeepError(_("%(name)s: the file %(file)s is damaged.") % {"name": name, "file": file})
    if not sums.keys() >= {DATABASE, MANIFEST, *map(archive_of, STORES)}:
        raise UpkeepError(_("%s: its list of sums is damaged.") % name)
    return sums


def forget_backups(*, keep: int) -> list[str]:
    """Erase the oldest whole backups but `keep` of them, and what was cut short before those."""
    vault = storages["backups"]
    kept = backup_names()[-keep:]
    folders = sorted(name for name in vault.listdir("")[0] if is_name(name))
    gone = [name for name in folders if kept and name < kept[0]]
    for name in gone:
        _erase(name)
    return gone


def _given_up(name: str, error: BaseException) -> str:
    """What is said of a backup that could not be written, once what there was of it is erased: where one still can."""
    why = {"why": getattr(error, "strerror", None) or type(error).__name__, "name": name}
    try:
        _erase(name)
    except Exception:  # noqa: BLE001 (the vault is out of reach, whatever its library says)
        return _("The backup could not be written (%(why)s); what there is of it, %(name)s, is no backup.") % why
    return _("The backup could not be written (%(why)s): nothing of it is kept.") % why


def _erase(name: str) -> None:
    """The sums first: what is left of a backup half erased is no backup."""
    vault = storages["backups"]
    for file in sorted(stored_names(vault, name), key=lambda one: not one.endswith(SUMS)):
        vault.delete(file)
    vault.delete(name)


@contextmanager
def _snapshot() -> Iterator[tuple[State, Any]]:
    """One moment of the database, seen alike by the sums and by the dump that has begun."""
    ours = connection.copy()
    try:
        with ours.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            [snapshot] = cursor.fetchone()
            arguments = ["--format=custom", "--no-owner", "--no-privileges", "--no-comments", f"--snapshot={snapshot}"]
            state = State(table_sums(cursor), sequence_values(cursor))
            dump = programs.start("pg_dump", *arguments, database=_place(), stdout=-1)
            with dump:
                try:
                    yield state, dump
                finally:
                    dump.kill()
    finally:
        ours.close()


def _place() -> dict[str, Any]:
    return connection.get_connection_params()


@contextmanager
def _sealed(vault: Storage, name: str, sums: dict[str, str]) -> Iterator[Callable[[Any], None]]:
    """Gives what encrypts a stream; the whole is then put in the vault, under that very name."""
    with tempfile.TemporaryFile() as kept:
        file = Path(name).name

        def put(source: Any) -> None:
            sums[file] = seal(source, kept)

        yield put
        kept.seek(0)
        if vault.save(name, File(kept)) != name:
            raise UpkeepError(_("%s is there already.") % name)


def _archive(storage: Storage, put: Callable[[Any], None]) -> dict[str, str]:
    """Every file of a storage as one tar, encrypted as it is made; name -> SHA-256."""
    digests: dict[str, str] = {}
    reading, writing = os.pipe()
    with ThreadPoolExecutor(1) as pool:
        sealing = pool.submit(_drain, os.fdopen(reading, "rb"), put)
        # A pipe broken by its reader is explained by what stopped the reader.
        with (
            suppress(BrokenPipeError),
            os.fdopen(writing, "wb") as target,
            tarfile.open(fileobj=target, mode="w|") as tar,
        ):
            for name in stored_names(storage):
                digests[name] = _add(tar, storage, name)
        sealing.result()
    return digests


def _drain(source: IO[bytes], put: Callable[[Any], None]) -> None:
    with source:
        put(source)


def _add(tar: tarfile.TarFile, storage: Storage, name: str) -> str:
    """Copied first: a file that grows or goes while it is read must not spoil the archive."""
    with tempfile.SpooledTemporaryFile(max_size=1 << 24) as copied:
        counted = Counted(copied)
        _copy(storage, name, counted)
        entry = tarfile.TarInfo(name)
        entry.size = copied.tell()
        copied.seek(0)
        tar.addfile(entry, copied)
    return counted.digest.hexdigest()


def _copy(storage: Storage, name: str, target: Counted) -> None:
    with storage.open(name) as opened:
        for chunk in opened.chunks():
            target.write(chunk)
