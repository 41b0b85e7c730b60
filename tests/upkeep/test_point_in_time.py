"""Back to a moment, with the very lines of docs/backup.md: a base, an archive of segments, a server that stops there.

Half a minute: POINT_IN_TIME=1 asks for it.
"""

import os
import re
import shutil
import tempfile
import time
from pathlib import Path

import pytest

from config.postgres import Home

pytestmark = pytest.mark.skipif(not os.environ.get("POINT_IN_TIME"), reason="asked for by POINT_IN_TIME=1")
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "backup.md"
PATIENCE_S = 60
ARCHIVED = "SELECT NOT EXISTS (SELECT FROM pg_ls_archive_statusdir() WHERE name LIKE '%.ready')"


def told(after: str) -> str:
    """The block of the document that follows these words."""
    return re.search(rf"{re.escape(after)}.*?```\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)[1]


@pytest.fixture
def folder():
    """Not in pytest's own, which the account of the server may not enter."""
    made = Path(tempfile.mkdtemp(prefix="resorption-moment-", dir="/var/tmp"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def server(folder: Path, data: str) -> Home:
    here = Home.of_this_checkout()
    return Home(data=folder / data, package=here.programs.parents[1], account=here.account)


def ask(home: Home, words: str) -> str:
    return home.run("psql", *home.where, "-d", "resorption", "-Atqc", words).stdout.strip()


def configure(home: Home, lines: str, folder: Path) -> None:
    with (home.data / "postgresql.conf").open("a") as file:
        file.write("\n" + lines.replace("/archive", str(folder / "archive")) + "\nfsync = off\n")


def stop(home: Home, mode: str) -> None:
    home.run("pg_ctl", "-D", str(home.data), "-m", mode, "-w", "stop")


def test_what_was_there_at_a_moment_comes_back_and_what_was_done_since_does_not(folder):
    archive = folder / "archive"
    before, after = server(folder, "before"), server(folder, "base")
    for path in (archive, folder):
        path.mkdir(exist_ok=True)
        if before.account:
            os.chown(path, before.account.pw_uid, before.account.pw_gid)
    before.ensure_started()
    stop(before, "fast")
    configure(before, told("In `postgresql.conf`"), folder)
    before.start()
    ask(before, "CREATE TABLE told (words text)")
    before.run("pg_basebackup", *before.where, "-D", str(after.data), "-X", "none", "-c", "fast")
    ask(before, "INSERT INTO told SELECT 'visite ' || n FROM generate_series(1, 1000) n")
    moment = ask(before, "SELECT clock_timestamp()")
    time.sleep(1)
    ask(before, "DELETE FROM told")
    ask(before, "SELECT pg_switch_wal()")
    until(lambda: ask(before, ARCHIVED) == "t")
    stop(before, "immediate")
    configure(after, re.sub(r"(recovery_target_time = ).*", rf"\1'{moment}'", told("To come back to a moment")), folder)
    (after.data / "recovery.signal").touch()
    after.ensure_started()
    until(lambda: ask(after, "SELECT pg_is_in_recovery()") == "f")
    assert ask(after, "SELECT count(*) FROM told") == "1000"
    ask(after, "INSERT INTO told VALUES ('depuis')")
    stop(after, "fast")


def until(is_so) -> None:
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.2)
