"""PostgreSQL's own programs, told where the database is by their environment: no password in a list of processes."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _

from upkeep.services.errors import UpkeepError

# Django's names of a connection, and libpq's variables.
VARIABLES = {
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "host": "PGHOST",
    "port": "PGPORT",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}


def start(program: str, *arguments: str, database: dict[str, Any], **streams: Any) -> subprocess.Popen[bytes]:
    """`database`: the parameters that Django connects with."""
    places = {VARIABLES[name]: str(value) for name, value in database.items() if name in VARIABLES and value}
    command = [_found(program), *arguments]
    return subprocess.Popen(command, env=os.environ | places, stderr=subprocess.PIPE, **streams)  # noqa: S603


def finish(process: subprocess.Popen[bytes], *, otherwise: str) -> None:
    """Wait; what it complained of is told with `otherwise`."""
    with process:
        complaint = _rest(process.stderr)
    if process.returncode != 0:
        raise UpkeepError(f"{otherwise}\n{complaint[-2000:]}")


def _rest(stream: IO[bytes] | None) -> str:
    return stream.read().decode(errors="replace").strip() if stream else ""


def _found(program: str) -> str:
    folder = settings.POSTGRES_PROGRAMS
    path = str(Path(folder) / program) if folder else shutil.which(program)
    if not path or not Path(path).exists():
        raise UpkeepError(
            _("%s is not on this machine: install PostgreSQL's client programs, or set POSTGRES_PROGRAMS.") % program
        )
    return path
