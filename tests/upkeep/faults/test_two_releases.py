"""Two releases on the tables of the newer, as for some minutes of each upgrade: released code goes on writing (0199).

`OLD_RELEASE=<tag or revision> pytest tests/upkeep/faults/test_two_releases.py -s`: its code is taken out of the history
of this repository and run with the libraries of today. Skipped without it, as a clone of one revision has no history.
"""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.upkeep.faults.people import Ledger
from tests.upkeep.faults.stage import ROOT, Node, wait
from tests.upkeep.faults.world import World, check_messages, check_writes, settle

OLD = os.environ.get("OLD_RELEASE", "")
# What its history has not: how these tests start it, and the files of browsers.
LENT = ("tests/upkeep/faults/stage_settings.py", "static/dist")
READ = ("/", "/sites/", "/actions/", "/bonnes-pratiques/", "/a-valider/", "/api/v1/sites", "/api/v1/changes")
ENOUGH = 5


@pytest.mark.skipif(not OLD, reason="OLD_RELEASE names no earlier release")
def test_the_code_of_before_reads_and_writes_the_tables_of_today_beside_that_of_today(build, tmp_path):
    stage, ledger = build(nodes=1, DATABASE_URL="postgres:///resorption"), Ledger()
    old_code = code_of(OLD, tmp_path / "old")
    stage.nodes.append(Node(stage, old_code))
    world = World(stage, ledger, nodes=stage.nodes)
    stage.start()
    workers = [stage.start_worker(), old_worker(stage, old_code)]
    for person in world.people:
        for path in READ:
            person.ask("GET", path)
    world.start()
    wait(lambda: world.check() or all(person.taken >= ENOUGH for person in world.people), what="both write")
    world.end()
    for pid in workers:
        os.kill(pid, signal.SIGTERM)
    settle(stage)
    assert set(ledger.answers) <= {200, 302}, ledger.answers
    check_writes(ledger)
    check_messages(world)
    taken = {f"{'today' if one.node.code == ROOT else OLD} {one.kind}": one.taken for one in world.people}
    sys.stdout.write(f"beside {OLD}: taken {taken}, {len(ledger.published)} published\n")


def code_of(revision: str, folder: Path) -> Path:
    folder.mkdir()
    archive = folder.with_suffix(".tar")
    subprocess.run(["git", "archive", "-o", archive, revision], cwd=ROOT, check=True)
    shutil.unpack_archive(archive, folder, filter="data")
    for name in LENT:
        lent = ROOT / name
        if lent.is_dir():
            shutil.copytree(lent, folder / name, dirs_exist_ok=True)
        else:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(lent, folder / name)
    return folder


def old_worker(stage, code: Path) -> int:
    options = ["--interval", "0.1", "--no-startup-delay", "--no-reload"]
    return stage.spawn(sys.executable, "manage.py", "db_worker", *options, cwd=code).pid
