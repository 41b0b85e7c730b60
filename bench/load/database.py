"""A PostgreSQL of its own, with what the embedded one goes without: what it acknowledges is on the disk."""

import atexit
from urllib.parse import quote

from config import postgres
from config.env import VAR_DIR

NAME = "resorption_load"
DURABLE = ["-c", "listen_addresses=", "-c", "max_connections=100"]


def start() -> tuple[str, int]:
    """Started, and stopped when this program ends; its DATABASE_URL, and its process."""
    VAR_DIR.mkdir(exist_ok=True)
    usual = postgres.Home.of_this_checkout()
    home = postgres.Home(
        data=usual.data.with_name("load-postgres"), package=usual.programs.parents[1], account=usual.account
    )
    postgres.OPTIONS = DURABLE
    home.ensure_started()
    atexit.register(home.run, "pg_ctl", "-D", str(home.data), "-m", "fast", "-w", "stop", check=False)
    if NAME not in home.run("psql", *home.where, "-Atc", "SELECT datname FROM pg_database").stdout.split():
        home.run("createdb", *home.where, NAME)
    process = int((home.data / "postmaster.pid").read_text().split("\n")[0])
    return f"postgres://postgres@/{NAME}?host={quote(str(home.sockets), safe='')}", process
