"""What is given to install the platform speaks of commands, variables and folders that there are."""

import re
import subprocess
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())
FILES = [ROOT / "Dockerfile", ROOT / "compose.yaml", ROOT / "Procfile", *UNITS]


def test_every_command_that_they_run_exists():
    run = {name for file in FILES for name in re.findall(r"manage\.py[\", ]+(\w+)", file.read_text())}
    assert run >= {"migrate", "load_territories", "db_worker", "do_chores", "backup", "collectstatic"}
    assert run - get_commands().keys() == set()


def test_web_servers_are_told_how_many_threads_they_have_and_to_go_on_without_one_process():
    """Each thread of granian holds one to the database, and it makes hundreds of threads unless it is told."""
    served = [line for file in FILES for line in file.read_text().splitlines() if "config.wsgi:application" in line]
    assert len(served) == 3
    assert all(re.search(r"--blocking-threads[\", ]+8\b", line) for line in served)
    # The C library would keep memory apart for each thread, and give none back (docs/decisions/0201).
    serving = [file for file in FILES if "config.wsgi:application" in file.read_text()]
    assert all("MALLOC_ARENA_MAX=2" in file.read_text() for file in serving)
    # granian stops altogether when one of its processes is killed, unless it is told to make another.
    assert all("--respawn-failed-workers" in line for line in served)


def test_every_variable_that_they_set_is_documented():
    composed = (ROOT / "compose.yaml").read_text().split("environment: &environment\n")[1].split("\nservices:")[0]
    told = set(re.findall(r"^    ([A-Z_]+):", composed, re.MULTILINE))
    for unit in UNITS:
        told |= set(re.findall(r"[ =]([A-Z][A-Z_]{4,})=", unit.read_text()))
    documented = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs" / "deploy.md").read_text()))
    assert told - documented == {"DJANGO_SETTINGS_MODULE"}


def test_what_stands_in_front_of_containers_finds_those_that_were_started_anew():
    """nginx looks a name up once, unless it is written as a variable and a resolver is named."""
    front = (ROOT / "deploy" / "nginx-compose.conf").read_text()
    assert re.findall(r"proxy_pass (\S+);", front) == ["$web"]
    assert "resolver ${NGINX_LOCAL_RESOLVERS}" in front
    composed = (ROOT / "compose.yaml").read_text()
    assert "NGINX_ENTRYPOINT_LOCAL_RESOLVERS" in composed
    assert "nginx-compose.conf:/etc/nginx/templates/default.conf.template:ro" in composed


def test_the_image_is_given_every_floor_and_nothing_of_one_s_own():
    given = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    floors = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench", "demo"}
    assert "demo" not in given
    assert given >= floors | {"templates", "static", "locale", "manage.py", "requirements.lock"}
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert given - {path.split("/")[0] for path in tracked.splitlines()} == set()


def test_every_unit_is_shut_in_and_told_in_the_same_words():
    shut = ["NoNewPrivileges=true", "ProtectSystem=strict", "ProtectHome=true", "PrivateTmp=true"]
    for unit in UNITS:
        if unit.suffix == ".service":
            lines = unit.read_text().splitlines()
            assert [word for word in shut if word not in lines] == []
            assert "EnvironmentFile=/etc/resorption.env" in lines
