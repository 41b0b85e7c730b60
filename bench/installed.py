"""Peers that are programs of their own: tipg over PostGIS, datasette over SQLite. Where they install, and only there.

Each has a folder of its own in var/bench, with the versions of `bench/<name>.lock`: nothing of them is in the product's
own locks. They hold the rows that plain DRF tells, as columns.
"""

import json
import sqlite3
import subprocess
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench.measure import Side, postmaster_of, running
from config.env import BASE_DIR, VAR_DIR
from config.postgres import Home

TIPG, DATASETTE = 8104, 8105
HOME = VAR_DIR / "bench"
COLUMNS = {
    **{name: name for name in ("id", "translation_key", "title", "slug", "url_path", "objectives", "themes")},
    **{name: name for name in ("first_published_at", "last_published_at", "started_on", "ended_on", "location_kind")},
    **{name: name for name in ("outcome", "outcome_reason", "register", "external_id", "seo_title")},
    **{name: name for name in ("search_description",)},
    **{f"operator_{name}": f"operator__{name}" for name in ("id", "name", "kind")},
    **{f"territory_{name}": f"territory__{name}" for name in ("id", "code", "name", "level", "lon", "lat")},
}
TABLE = """DROP TABLE IF EXISTS actions; CREATE TABLE actions (
    id bigint NOT NULL, translation_key uuid PRIMARY KEY, title text, slug text, url_path text, objectives text,
    themes text[], first_published_at timestamptz, last_published_at timestamptz, started_on date, ended_on date,
    location_kind text, outcome text, outcome_reason text, register text, external_id text, seo_title text,
    search_description text, operator_id bigint, operator_name text, operator_kind text, territory_id bigint,
    territory_code text, territory_name text, territory_level text, territory_lon float8, territory_lat float8)"""
PLACED = """ALTER TABLE actions ADD COLUMN geometry geometry(Point, 4326);
    UPDATE actions SET geometry = ST_SetSRID(ST_MakePoint(territory_lon, territory_lat), 4326);
    CREATE INDEX ON actions USING gist (geometry); CREATE INDEX ON actions (location_kind);
    CREATE INDEX ON actions (started_on DESC, id DESC); VACUUM (ANALYZE, FULL) actions"""


class NotHereError(Exception):
    """Why a peer is not compared, in words."""


def installed(name: str) -> Path:
    """The Python of a peer, in a folder of its own made the first time."""
    folder, lock = HOME / name, BASE_DIR / "bench" / f"{name}.lock"
    python, mark = folder / "bin" / "python", folder / "installed.lock"
    if mark.exists() and mark.read_bytes() == lock.read_bytes():
        return python
    venv.create(folder, with_pip=True, clear=True)
    command = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(lock)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise NotHereError(f"{name} does not install: {(done.stderr.strip() or 'no reason given').splitlines()[-1]}")
    mark.write_bytes(lock.read_bytes())
    return python


def rows() -> Iterator[tuple[Any, ...]]:
    from actions.models import ActionPage

    return ActionPage.objects.live().order_by("pk").values_list(*COLUMNS.values()).iterator()


@contextmanager
def tipg() -> Iterator[Side]:
    """As its documentation runs it: uvicorn, two workers; over a PostgreSQL of its own that has PostGIS."""
    python = installed("tipg")
    with postgis() as home:
        _fill_postgis(home)
        environment = {
            "DATABASE_URL": f"postgresql://postgres@{quote(str(home.sockets), safe='')}/resorption",
            "TIPG_MAX_FEATURES_PER_QUERY": "1000000",
            "TIPG_MAX_FEATURES_PER_TILE": "1000000",
        }
        command = [str(python), "-m", "uvicorn", "tipg.main:app", "--port", str(TIPG), "--workers", "2"]
        quiet = ["--log-level", "warning", "--no-access-log"]
        with running([*command, *quiet], port=TIPG, databases=postmaster_of(home.data), **environment) as side:
            yield side


@contextmanager
def postgis() -> Iterator[Home]:
    """A server of its own: the embedded PostgreSQL has no PostGIS. Debian's has: postgresql-15-postgis-3."""
    found = sorted(Path("/usr/share/postgresql").glob("*/extension/postgis.control"))
    if not found:
        raise NotHereError("tipg needs a PostgreSQL with PostGIS (Debian: postgresql-15-postgis-3)")
    ours = Home.of_this_checkout()
    home = Home(data=ours.data.parent / "postgis", package=Path("/"), account=ours.account)
    home.programs = Path("/usr/lib/postgresql") / found[-1].parent.parent.name / "bin"
    home.ensure_started()
    try:
        yield home
    finally:
        home.run("pg_ctl", "-D", str(home.data), "-m", "fast", "-w", "stop")


def _fill_postgis(home: Home) -> None:
    import psycopg

    with psycopg.connect(host=str(home.sockets), user="postgres", dbname="resorption", autocommit=True) as connected:
        connected.execute("CREATE EXTENSION IF NOT EXISTS postgis")
        connected.execute(TABLE)
        with connected.cursor().copy(f"COPY actions ({', '.join(COLUMNS)}) FROM STDIN") as copy:
            for row in rows():
                copy.write_row(row)
        for statement in PLACED.split(";"):
            connected.execute(statement)


@contextmanager
def datasette() -> Iterator[Side]:
    """One process, as it is made; the file immutable, which spares it counting rows, and searched by FTS5."""
    python, file = installed("datasette"), HOME / "actions.db"
    _fill_sqlite(file)
    command = [str(python), "-m", "datasette", "serve", "--immutable", str(file), "--host", "127.0.0.1"]
    with running([*command, "--port", str(DATASETTE)], port=DATASETTE) as side:
        yield side


def _fill_sqlite(file: Path) -> None:
    file.unlink(missing_ok=True)
    with sqlite3.connect(file) as connected:
        connected.execute(f"CREATE TABLE actions ({', '.join(COLUMNS)}, PRIMARY KEY (translation_key))")
        places = ", ".join("?" * len(COLUMNS))
        connected.executemany(f"INSERT INTO actions VALUES ({places})", map(_plain, rows()))  # noqa: S608
        connected.execute("CREATE INDEX kind ON actions (location_kind, started_on)")
        connected.execute("CREATE INDEX started ON actions (started_on)")
        connected.execute(
            "CREATE VIRTUAL TABLE actions_fts USING fts5"
            " (title, objectives, content=actions, tokenize='unicode61 remove_diacritics 2')"
        )
        connected.execute("INSERT INTO actions_fts (actions_fts) VALUES ('rebuild')")
        connected.execute("ANALYZE")
    connected.close()


def _plain(row: tuple[Any, ...]) -> list[Any]:
    return [
        value
        if value is None or isinstance(value, (int, float, str))
        else json.dumps(value)
        if isinstance(value, list)
        else str(value)
        for value in row
    ]
