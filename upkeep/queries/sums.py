"""The logical checksum of a database and of its files: the same before a backup and after its restoring."""

import hashlib
from collections.abc import Iterator
from typing import IO, Any

from django.core.files.storage import Storage
from django.db.backends.utils import CursorWrapper

# How a row is written as text depends on these; a sum is compared between servers.
AS_ALWAYS = "SET TimeZone TO 'UTC'; SET DateStyle TO 'ISO'; SET IntervalStyle TO 'iso_8601'; SET bytea_output TO 'hex'"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename"
SUM = "SELECT count(*), coalesce(sum(('x' || left(md5(t::text), 15))::bit(60)::bigint), 0) FROM {} t"
CHUNK = 1 << 20


def table_sums(cursor: CursorWrapper) -> dict[str, list[str]]:
    """Rows and sum of each table of the schema `public`; memory does not grow with rows."""
    cursor.execute(AS_ALWAYS)
    cursor.execute(TABLES)
    found = {}
    for (name,) in cursor.fetchall():
        cursor.execute(SUM.format(cursor.db.ops.quote_name(name)))
        found[name] = [str(value) for value in cursor.fetchone()]
    return found


def sequence_values(cursor: CursorWrapper) -> dict[str, str]:
    cursor.execute(SEQUENCES)
    return {name: str(value) for name, value in cursor.fetchall()}


def stored_names(storage: Storage, folder: str = "") -> Iterator[str]:
    """Every file of a storage, in order; none where its folder was never made."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in sorted(files))
    for name in sorted(folders):
        yield from stored_names(storage, prefix + name)


def file_sums(storage: Storage) -> dict[str, str]:
    found = {}
    for name in stored_names(storage):
        with storage.open(name) as opened:
            found[name] = digest_of(opened)
    return found


def digest_of(opened: IO[bytes] | Any) -> str:
    """SHA-256 of what is left to read."""
    digest = hashlib.sha256()
    while chunk := opened.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
