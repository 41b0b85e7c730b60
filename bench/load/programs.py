"""The programs of an installation, as its unit files start them: web, worker, and the chores of each minute."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from bench.measure import READY_S

STOP_S = 60


def catch_up() -> None:
    """What filling left to the worker is done before the clock runs."""
    command = [sys.executable, "manage.py", "db_worker", "--batch", "--verbosity", "0"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)  # noqa: S603


@contextmanager
def installation(port: int, log: Path) -> Iterator[dict[str, int]]:
    """By name, the process to count; what they say goes to `log`."""
    web = ["-m", "granian", "--interface", "wsgi", "config.wsgi:application", "--host", "127.0.0.1"]
    web += ["--port", str(port), "--workers", "2", "--blocking-threads", "8", "--respawn-failed-workers"]
    with log.open("w") as out:
        children = {
            "web": _start(web, out, MALLOC_ARENA_MAX="2"),
            "worker": _start(["manage.py", "db_worker"], out),
        }
        over = Event()
        chores = Thread(target=_do_chores, args=[over, out])
        chores.start()
        try:
            _wait_for(port, children["web"])
            yield {name: child.pid for name, child in children.items()}
        finally:
            over.set()
            for child in children.values():
                child.send_signal(signal.SIGTERM)
            for child in children.values():
                child.wait(STOP_S)
            chores.join()


def _start(command: list[str], out, **variables: str) -> subprocess.Popen:
    environment = os.environ | variables
    return subprocess.Popen([sys.executable, *command], stdout=out, stderr=out, start_new_session=True, env=environment)  # noqa: S603


def _do_chores(over: Event, out) -> None:
    """As the timer does: a new process each minute."""
    while not over.is_set():
        begun = time.monotonic()
        child = _start(["manage.py", "do_chores"], out)
        while child.poll() is None:
            if over.wait(0.5):
                child.send_signal(signal.SIGTERM)
                child.wait(STOP_S)
        over.wait(max(0.0, begun + 60 - time.monotonic()))


def _wait_for(port: int, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise RuntimeError(f"the server did not start: see {os.fspath(Path('var/load/programs.log'))}")
