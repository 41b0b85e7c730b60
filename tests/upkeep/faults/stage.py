"""A platform to strike: its own PostgreSQL, real web nodes (granian), real workers, a mail server that counts.

The test's own connection is lent to that database while the stage stands, so that a world is made there with the same
factories. Nothing is shared with the database of the other tests but the tables that it is a copy of.
"""

import os
import random
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, suppress
from email import message_from_bytes
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from aiosmtpd.controller import Controller
from django.db import connection
from django.test import Client

from config.postgres import Home

ROOT = Path(__file__).resolve().parents[3]
SETTINGS = "tests.upkeep.faults.stage_settings"
LONGEST_S = 120
# Whatever the fault: the request was not answered, and nobody knows what became of it.
UNANSWERED = (OSError, HTTPException)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait(until, *, what: str, longest_s: float = LONGEST_S) -> None:
    deadline = time.monotonic() + longest_s
    while not until():
        assert time.monotonic() < deadline, f"after {longest_s:.0f} s: {what}"
        time.sleep(0.02)


class Inbox:
    """What the mail server said yes to, by Message-ID and address."""

    def __init__(self):
        self.accepted, self.port = Counter(), free_port()
        self.server = Controller(self, hostname="127.0.0.1", port=self.port)
        self.server.start()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd calls it so
        self.accepted[message_from_bytes(envelope.content)["Message-ID"], envelope.rcpt_tos[0]] += 1
        return "250 OK"


class Node:
    """One granian, killed whole. `code`: the folder whose code it runs."""

    def __init__(self, stage: "Stage", code: Path = ROOT, workers: int = 1):
        self.stage, self.code, self.port, self.process = stage, code, free_port(), None
        self.options = ["--workers", str(workers), "--blocking-threads", "8", "--respawn-failed-workers"]

    def start(self) -> None:
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "config.wsgi:application"]
        where = ["--host", "127.0.0.1", "--port", str(self.port)]
        self.process = self.stage.spawn(*command, *where, *self.options, cwd=self.code)

    def workers(self) -> list[int]:
        return [pid for pid in children(self.process.pid) if is_running(pid)]

    def is_up(self) -> bool:
        with suppress(*UNANSWERED), closing(HTTPConnection("127.0.0.1", self.port, timeout=5)) as asked:
            asked.request("GET", "/healthz")
            return asked.getresponse().status == 200
        return False

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Stage:
    def __init__(self, *, nodes: int = 1, workers: int = 1, data: Path | None = None, **environment: str):
        shared = Home.of_this_checkout()
        self.folder = Path(tempfile.mkdtemp(prefix="stage-", dir="/var/tmp"))
        self.folder.chmod(0o755)
        package = shared.programs.parents[1]
        self.home = Home(data=(data or self.folder) / "postgres", package=package, account=shared.account)
        self.inbox, self.key = Inbox(), secrets.token_urlsafe(64)
        self.environment = {
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "STAGE_SOCKETS": str(self.home.sockets),
            "SECRET_KEY": self.key,
            "ALLOWED_HOSTS": "127.0.0.1",
            "HTTPS": "false",
            "EMAIL_URL": f"smtp://127.0.0.1:{self.inbox.port}",
            "MEDIA_ROOT": str(self.folder / "media"),
            "PRIVATE_ROOT": str(self.folder / "private"),
            "API_RATE_PUBLIC": "0",
            "LOG_REQUESTS": "false",
            **environment,
        }
        self.log = (self.folder / "log").open("wb")
        self.nodes = [Node(self, workers=workers) for _number in range(nodes)]
        self.nursery, self.spawned = None, []

    # The database

    def make_database(self, *, like: str) -> None:
        """A server of its own, with the tables and the planted pages of the tests' database `like`."""
        shared = Home.of_this_checkout()
        self.home.ensure_started()
        dump = self.home.data / "copy.dump"
        shared.run("pg_dump", *shared.where, "-Fc", "-Z0", "-f", str(dump), like)
        self.home.run("pg_restore", *self.home.where, "-d", "resorption", "--no-owner", str(dump))
        dump.unlink()

    def lend_connection(self):
        """The test's own connection on this database; answers how to give it back."""
        kept = {name: connection.settings_dict[name] for name in ("HOST", "NAME")}
        connection.close()
        connection.settings_dict |= {"HOST": str(self.home.sockets), "NAME": "resorption"}

        def give_back() -> None:
            connection.close()
            connection.settings_dict |= kept

        return give_back

    @property
    def postmaster(self) -> int:
        return int((self.home.data / "postmaster.pid").read_text().split()[0])

    def backends(self) -> list[int]:
        """The processes of the database's clients."""
        found = []
        with suppress(OSError):
            for child in children(self.postmaster):
                with suppress(OSError):
                    if b" resorption " in Path(f"/proc/{child}/cmdline").read_bytes():
                        found.append(child)
        return found

    def kill_database(self) -> None:
        """The postmaster: its children see that it is gone, and go; only then can another take the data."""
        killed = self.postmaster
        os.kill(killed, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(killed, 0)  # ours to bury: until then its lock looks held
        deadline = time.monotonic() + LONGEST_S
        while True:
            with suppress(RuntimeError):
                self.home.start()
                return
            assert time.monotonic() < deadline, (self.home.data / "log").read_text()[-2000:]
            time.sleep(0.05)

    # Processes

    def spawn(self, *command: str, **options) -> subprocess.Popen:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | self.environment
        options = {"cwd": ROOT, "stdin": subprocess.DEVNULL, "stdout": self.log, "stderr": self.log, **options}
        self.spawned.append(subprocess.Popen(command, env=environment, start_new_session=True, **options))
        return self.spawned[-1]

    def start(self) -> None:
        """Nodes and the nursery together: most of the time is theirs to import."""
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "bufsize": 1}
        self.nursery = self.spawn(sys.executable, "-m", "tests.upkeep.faults.nursery", **pipes)
        for node in self.nodes:
            node.start()
        assert self.nursery.stdout.readline() == "ready\n", self.said()
        for node in self.nodes:
            wait(lambda node=node: node.is_up() or not self.is_alive(node), what="a node answers")

    def is_alive(self, node: Node) -> bool:
        assert node.process.poll() is None, self.said()
        return True

    def give_birth(self, *command: str) -> int:
        self.nursery.stdin.write(" ".join(command) + "\n")
        return int(self.nursery.stdout.readline())

    def start_worker(self) -> int:
        return self.give_birth("db_worker", "--interval", "0.1", "--no-startup-delay", "--no-reload")

    def said(self) -> str:
        return (self.folder / "log").read_text(errors="replace")[-4000:]

    # Requests

    def log_in(self, user) -> str:
        """The cookies of somebody who has come in."""
        client = Client()
        client.force_login(user)
        return "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())

    def ask(self, method: str, path: str, *, cookies: str = "", fields: dict | None = None, node: Node | None = None):
        """Status, headers and body, from that node or any that is there, as nginx would choose."""
        token = secrets.token_hex(16)
        headers = {"Cookie": f"csrftoken={token}; {cookies}", "X-CSRFToken": token, "Accept-Language": "fr"}
        body = None
        if fields is not None:
            headers["Content-Type"], body = "application/x-www-form-urlencoded", urlencode(fields, doseq=True)
        for tried in [node] if node else random.sample(self.nodes, len(self.nodes)):
            with closing(HTTPConnection("127.0.0.1", tried.port, timeout=60)) as asked:
                try:
                    asked.connect()
                except ConnectionRefusedError:
                    continue
                asked.request(method, path, body=body, headers=headers)
                answer = asked.getresponse()
                return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        raise ConnectionRefusedError

    def close(self) -> None:
        for process in self.spawned:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        if self.nursery:
            self.nursery.stdin.close()
            self.nursery.stdout.close()
        self.inbox.server.stop()
        self.home.run("pg_ctl", "-D", str(self.home.data), "-m", "immediate", "-w", "stop", check=False)
        self.log.close()
        for folder in (self.folder, self.home.data, self.home.sockets):
            shutil.rmtree(folder, ignore_errors=True)


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
