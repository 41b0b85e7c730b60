"""Servers, the CPU that they and their database take, and a client that asks the same addresses again and again."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from threading import Thread

TICKS = os.sysconf("SC_CLK_TCK")
CLIENTS = 4
READY_S = 240


@dataclass(frozen=True)
class Ask:
    address: str
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Side:
    """One of those compared: where it answers, and the processes whose CPU it costs, its database's among them."""

    port: int
    server: int
    databases: frozenset[int] = frozenset()

    @property
    def roots(self) -> set[int]:
        return {self.server} | self.databases


@dataclass(frozen=True)
class Leg:
    """cpu_ms: of the server's processes and of PostgreSQL, per request. foreign: cores that something else took."""

    cpu_ms: float
    rate: float
    foreign: float


def processes() -> dict[int, tuple[int, str, float]]:
    """pid -> (parent, name, seconds of CPU, children that have ended included)."""
    found = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            text = (folder / "stat").read_text()
        except OSError:
            continue
        name, rest = text[text.index("(") + 1 : text.rindex(")")], text[text.rindex(")") + 2 :].split()
        found[int(folder.name)] = (int(rest[1]), name, sum(map(int, rest[11:15])) / TICKS)
    return found


def cpu_below(roots: set[int], known: dict[int, tuple[int, str, float]]) -> float:
    """Seconds of CPU of these processes and all below them."""
    inside, grew = set(roots), True
    while grew:
        more = {pid for pid, (parent, _name, _cpu) in known.items() if parent in inside} - inside
        grew, inside = bool(more), inside | more
    return sum(known[pid][2] for pid in inside if pid in known)


def postmasters() -> frozenset[int]:
    """Those of every PostgreSQL of the machine: of a server that is not the benchmark's own, which is not told."""
    known = processes()
    return frozenset(
        pid
        for pid, (parent, name, _cpu) in known.items()
        if name == "postgres" and known.get(parent, (0, "", 0.0))[1] != "postgres"
    )


def postmaster_of(data: Path) -> frozenset[int]:
    """The PostgreSQL that keeps its data in this folder."""
    return frozenset([int((data / "postmaster.pid").read_text().split()[0])])


def machine_busy() -> float:
    """Seconds of CPU that the whole machine has worked."""
    user, nice, system, _idle, _wait, irq, soft, *_ = map(
        int, Path("/proc/stat").read_text().split("\n")[0].split()[1:]
    )
    return (user + nice + system + irq + soft) / TICKS


def granian(application: str, *, port: int, interface: str = "wsgi") -> list[str]:
    """Two workers of our own server."""
    command = [sys.executable, "-m", "granian", "--interface", interface, application, "--host", "127.0.0.1"]
    return [*command, "--port", str(port), "--workers", "2", "--blocking-threads", "2", "--log-level", "warning"]


@contextmanager
def running(command: Sequence[str], *, port: int, databases: Iterable[int] = (), **environment: str) -> Iterator[Side]:
    """Until it answers on its port, and as long as it is asked."""
    if _answers(port):
        raise RuntimeError(f"something answers on port {port} already")
    # What peers write is what they were asked, line by line: the table would be lost in it.
    silent, own = subprocess.DEVNULL, os.environ | environment
    process = subprocess.Popen(command, env=own, start_new_session=True, stdout=silent)  # noqa: S603
    try:
        deadline = time.monotonic() + READY_S
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{' '.join(command)} did not start")
            time.sleep(0.2)
        yield Side(port, process.pid, frozenset(databases))
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def read(port: int, ask: Ask) -> tuple[int, dict[str, str], bytes]:
    connected = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        return _one(connected, ask)
    finally:
        connected.close()


def _one(connected: http.client.HTTPConnection, ask: Ask) -> tuple[int, dict[str, str], bytes]:
    connected.request("GET", ask.address, headers=dict(ask.headers))
    answer = connected.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def leg(side: Side, asks: Sequence[Ask], *, requests: int, expected: int = 200) -> Leg:
    """`requests`, over the whole list again and again, by four clients at once. Raises when an answer is another."""
    known = processes()
    before, busy = cpu_below(side.roots, known), machine_busy()
    own, begun = time.process_time(), time.perf_counter()
    wrong: list[int] = []
    answered = [0] * CLIENTS

    def ask_many(first: int) -> None:
        connected = http.client.HTTPConnection("127.0.0.1", side.port, timeout=120)
        for number in range(first, requests, CLIENTS):
            status, _headers, _body = _one(connected, asks[number % len(asks)])
            answered[first] += 1
            if status != expected:
                wrong.append(status)
        connected.close()

    threads = [Thread(target=ask_many, args=[first]) for first in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, ours = time.perf_counter() - begun, time.process_time() - own
    spent = cpu_below(side.roots, processes()) - before
    if sum(answered) != requests:
        raise RuntimeError(f"{asks[0].address}: {sum(answered)} of {requests} were answered")
    if wrong:
        raise RuntimeError(f"{asks[0].address}: {expected} was expected, {wrong[0]} came")
    return Leg(1000 * spent / requests, requests / took, max(0.0, machine_busy() - busy - spent - ours) / took)


def latencies(port: int, asks: Sequence[Ask], *, per_second: int = 10, count: int = 60) -> tuple[float, float]:
    """p50 and p95 in ms, asked at a steady pace: how long one reader waits on a server that is not full."""
    connected, taken, begun = http.client.HTTPConnection("127.0.0.1", port, timeout=120), [], time.perf_counter()
    for number in range(count):
        time.sleep(max(0.0, begun + number / per_second - time.perf_counter()))
        start = time.perf_counter()
        _one(connected, asks[number % len(asks)])
        taken.append(1000 * (time.perf_counter() - start))
    connected.close()
    cuts = quantiles(taken, n=100)
    return cuts[49], cuts[94]


def peak_memory_mb(server: int) -> float:
    """Of the largest process of a server, since it began."""
    known = processes()
    inside = {server} | {pid for pid, (parent, _name, _cpu) in known.items() if parent == server}
    peaks = []
    for pid in inside:
        status = Path(f"/proc/{pid}/status").read_text()
        peaks.append(int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024)
    return max(peaks)
