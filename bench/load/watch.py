"""What the programs and the database hold, minute by minute, and the CPU that they take."""

import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from threading import Event, Thread
from typing import Any

from django.db import connection
from django_tasks_db.models import DBTaskResult

from bench.measure import cpu_below, machine_busy, processes

EVERY_S = 60
# The first minutes fill caches and shelves: growth is told after them.
WARM_MINUTES, LEAST_MINUTES = 5, 3
STATES = (
    "SELECT coalesce(state, 'starting'), count(*) FROM pg_stat_activity WHERE datname = current_database() GROUP BY 1"
)
SIZE = "SELECT pg_database_size(current_database())"
WAITING = f"SELECT count(*) FROM {DBTaskResult._meta.db_table} WHERE status IN ('READY', 'RUNNING')"  # noqa: S608


@dataclass
class Watch:
    """`roots`: the process of each program, by name; all below it is counted with it."""

    roots: dict[str, int]
    minutes: list[dict[str, Any]] = field(default_factory=list)
    most_connections: int = 0

    def __enter__(self) -> "Watch":
        self.over, self.begun = Event(), time.monotonic()
        self.cpu, self.busy = self._cpu(), machine_busy()
        self.thread = Thread(target=self._look)
        self.thread.start()
        return self

    def __exit__(self, *_told: object) -> None:
        self.over.set()
        self.thread.join()

    def spent(self) -> dict[str, float]:
        """Seconds of CPU since it began: of each program, of the clients, and of all else on the machine."""
        spent = {name: after - self.cpu[name] for name, after in self._cpu().items()}
        return spent | {"others": max(0.0, machine_busy() - self.busy - sum(spent.values()))}

    def growth(self) -> dict[str, float]:
        """Of the memory of each process, in MB an hour: the slope of a line through its minutes, after the first."""
        later = self.minutes[WARM_MINUTES:]
        if len(later) < LEAST_MINUTES:
            return {}
        return {name: 60 * _slope([one["memory_mb"].get(name, 0.0) for one in later]) for name in later[0]["memory_mb"]}

    def _look(self) -> None:
        """By a connection of this thread, which is not counted."""
        before, tick = self._cpu(), 0
        while True:
            states = dict(_asked(STATES))
            self.most_connections = max(self.most_connections, sum(states.values()) - 1)
            if tick % EVERY_S == 0:
                now = self._cpu()
                self._note(states, {name: now[name] - before[name] for name in now})
                before = now
            tick += 1
            if self.over.wait(1):
                break
        connection.close()

    def _note(self, states: dict[str, int], cpu: dict[str, float]) -> None:
        states["active"] = states.get("active", 1) - 1  # this one
        self.minutes.append(
            {
                "second": round(time.monotonic() - self.begun),
                "memory_mb": self._memory(),
                "connections": {name: many for name, many in states.items() if many},
                "database_mb": _asked(SIZE)[0][0] / 2**20,
                "tasks_waiting": _asked(WAITING)[0][0],
                "cpu_s": cpu,
            }
        )

    def _cpu(self) -> dict[str, float]:
        """Of this process alone, and of the chores that it has waited for; of programs with all below them."""
        known, own, chores = processes(), getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
        of_programs = {name: cpu_below({root}, known) for name, root in self.roots.items()}
        return of_programs | {"chores": chores.ru_utime + chores.ru_stime, "clients": own.ru_utime + own.ru_stime}

    def _memory(self) -> dict[str, float]:
        """Of each process of the programs, in the order in which they began; of PostgreSQL, all together."""
        known, found = processes(), {}
        for name, root in self.roots.items():
            below = sorted({root} | {pid for pid, (parent, _name, _cpu) in known.items() if parent == root})
            held = [_own_mb(pid) for pid in below]
            if name == "database":
                found[name] = sum(held)
            else:
                found |= {f"{name} {number}" if number else name: mb for number, mb in enumerate(held)}
        return found


def _asked(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def families(statuses: Counter[int]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for status, many in statuses.items():
        found[str(status) if status else "none"] += many
    return dict(sorted(found.items()))


def _own_mb(pid: int) -> float:
    """Its share of what it shares counted once (PSS): the sum over processes is what the machine gives them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def _slope(values: list[float]) -> float:
    """Least squares, by minute."""
    middle = (len(values) - 1) / 2
    over = sum((at - middle) ** 2 for at in range(len(values)))
    mean = sum(values) / len(values)
    return sum((at - middle) * (value - mean) for at, value in enumerate(values)) / over if over else 0.0
