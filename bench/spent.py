"""What one piece of work takes: CPU of this process and of its PostgreSQL, time on the clock, memory at the highest.

The database's is that of the one server process that works for us, which shares its work with no other (`alone`).
"""

import ctypes
import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeVar

from django.db import connection

from bench.measure import cpu_below, processes

Made = TypeVar("Made")


@dataclass(frozen=True)
class Spent:
    cpu_ms: float
    clock_ms: float
    grown_mb: float = 0


def spent(work: Callable[[], Made], *, times: int = 1) -> tuple[Spent, Made]:
    """The whole of so many times, divided: the database's CPU is told in hundredths of a second."""
    server, cpu, clock = _postgres(), time.process_time(), time.perf_counter()
    for _time in range(times):
        made = work()
    cpu, clock = time.process_time() - cpu, time.perf_counter() - clock
    return Spent((cpu + _postgres() - server) * 1_000 / times, clock * 1_000 / times), made


def usual(work: Callable[[], object], *, rounds: int, times: int) -> Spent:
    """The median of rounds, after one that is not counted."""
    work()
    found = [spent(work, times=times)[0] for _round in range(rounds)]
    return Spent(median(one.cpu_ms for one in found), median(one.clock_ms for one in found))


def weighed(work: Callable[[], Made]) -> tuple[Spent, Made]:
    """With what it adds to the process at its highest; memory that is free is given back first."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5")
    before = _megabytes("VmRSS")
    said, made = spent(work)
    return Spent(said.cpu_ms, said.clock_ms, _megabytes("VmHWM") - before), made


def alone() -> None:
    """From now on PostgreSQL works for this process in one process of its own, whose CPU can be told from others'."""
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SET max_parallel_maintenance_workers = 0")


def _postgres() -> float:
    connection.ensure_connection()
    return cpu_below({connection.connection.info.backend_pid}, processes())


def _megabytes(name: str) -> float:
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024
