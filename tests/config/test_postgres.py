"""The embedded server, started for real in folders that are hard to live in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from config.postgres import Home, embedded_database
import psycopg
where = embedded_database()
with psycopg.connect(host=where["HOST"], user=where["USER"], dbname=where["NAME"]) as connection:
    print(connection.execute("SELECT current_database()").fetchone()[0], Home.of_this_checkout().sockets)
"""


@pytest.fixture
def checkout(tmp_path):
    """A checkout in a private folder, with a space in its name and a path too long for a socket."""
    folder = tmp_path / "dossier de démonstration" / ("long" * 20)
    (folder / "config").mkdir(parents=True)
    (tmp_path / "dossier de démonstration").chmod(0o700)
    for name in ("__init__.py", "env.py", "postgres.py"):
        (folder / "config" / name).write_text((ROOT / "config" / name).read_text())
    return folder


def run(checkout: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, str(checkout)],
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )


def test_the_server_starts_in_a_hard_folder_and_stops_with_its_last_user(checkout):
    done = run(checkout)
    assert done.returncode == 0, done.stderr
    name, sockets = done.stdout.split()
    assert name == "resorption"
    assert not list(Path(sockets).glob(".s.PGSQL.*")), "the server still runs after its only user has left"


def test_a_second_start_finds_the_data_of_the_first(checkout):
    assert run(checkout).returncode == 0
    assert run(checkout).returncode == 0
