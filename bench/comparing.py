"""Sides in turn, round after round; those in which something else worked are done again; and the table of it all."""

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import brotli

from bench.measure import Ask, Leg, Side, latencies, leg, peak_memory_mb, read
from bench.works import MAKER, PRODUCT, Work

Sides = Mapping[int, Side]

# Somebody else on the machine: a round in which others took more than this part of a core is done again.
FOREIGN = 0.25
# New connections to each address: one worker in two hundred is left without its answer.
WARM = 8
WIDTHS = (22, 17, 10, 10, 9, 9, 9, 9, 9, 18)


@dataclass
class Rounds:
    """Legs by side, one a round; how many rounds were disturbed; the most that something else took, in cores."""

    kept: list[dict[str, Leg]] = field(default_factory=list)
    disturbed: int = 0
    foreign: float = 0.0

    def cpu_ms(self, name: str) -> float:
        return median(one[name].cpu_ms for one in self.kept)

    def rate(self, name: str) -> float:
        return median(one[name].rate for one in self.kept)

    def said(self) -> dict[str, Any]:
        return {"rounds": len(self.kept), "disturbed": self.disturbed, "foreign": round(self.foreign, 2)}


def turns(
    sides: Mapping[str, tuple[Side, Sequence[Ask]]],
    requests: Mapping[str, int],
    *,
    rounds: int,
    expected: int = 200,
    noisy: bool = False,
) -> Rounds:
    """A-B-A-B. `noisy`: a disturbed round counts all the same, for figures that indicate and prove nothing."""
    found = Rounds()
    while len(found.kept) < rounds and found.disturbed <= rounds:
        legs = {
            name: leg(side, asks, requests=requests[name], expected=expected) for name, (side, asks) in sides.items()
        }
        foreign = max(one.foreign for one in legs.values())
        if foreign > FOREIGN and not noisy:
            found.disturbed += 1
            continue
        found.kept.append(legs)
        found.foreign = max(found.foreign, foreign)
    return found


@dataclass(frozen=True)
class Table:
    is_noisy: bool = False

    def head(self, *cells: object) -> None:
        print()
        self._row(*cells)

    def compared(self, said: dict[str, Any]) -> None:
        if not said["rounds"]:
            return self._row(said["work"], said["peer"], "disturbed")
        bounds = [said["floor"] or "", said["target"] or ""]
        cpu = [f"{said['ours_ms']:.3f}", f"{said['peer_ms']:.2f}", f"{said['ratio']:.0f}", *bounds]
        cpu.append(f"{said['made_ms']:.2f}")
        waited = f"{said['p50_ms']:.1f} / {said['p95_ms']:.1f}"
        return self._row(said["work"], said["peer"], *cpu, f"{said['rate']:.0f}", waited)

    def limit(self, said: dict[str, Any], most: float, target: float) -> None:
        if not said["rounds"]:
            return self._row(said["work"], said["peer"], "disturbed")
        bounds = [most, target] if said["limit"] else []
        cpu = [f"{said['ours_ms']:.3f}", f"{said['peer_ms']:.3f}", f"{said['ratio']:.1f}", *bounds]
        return self._row(said["work"], said["peer"], *cpu)

    def _row(self, *cells: object) -> None:
        print(" ".join(str(cell).ljust(width) for cell, width in zip(cells, WIDTHS, strict=False)), flush=True)


def compare(work: Work, sides: Sides, table: Table, *, rounds: int) -> dict[str, Any]:
    """After answers were compared, and every worker has made its own."""
    ours, theirs = sides[PRODUCT], sides[work.port]
    _require_the_same(work)
    _warm(work)
    both = {"ours": (ours, work.ours), "theirs": (theirs, work.theirs)}
    requests = dict(zip(both, work.requests, strict=True))
    found = turns(both, requests, rounds=rounds, expected=work.expected, noisy=table.is_noisy)
    said = {"work": work.name, "peer": work.peer} | found.said()
    if found.kept:
        said |= _figures(work, found) | {"peak_mb": [peak_memory_mb(side.server) for side in (ours, theirs)]}
        said["made_ms"] = leg(sides[MAKER], work.ours, requests=work.requests[1], expected=work.expected).cpu_ms
    table.compared(said)
    return said


def _require_the_same(work: Work) -> None:
    for mine, other in zip(work.ours, work.theirs, strict=True):
        answers = [read(port, ask) for port, ask in ((PRODUCT, mine), (work.port, other))]
        if [status for status, _headers, _body in answers] != [work.expected] * 2:
            raise SystemExit(f"{mine.address}, {other.address}: {[answer[0] for answer in answers]}")
        if work.expected == 200 and not work.same(answers[0][2], answers[1][2]):
            raise SystemExit(f"{mine.address} and {other.address} do not say the same: no time is told")


def _warm(work: Work) -> None:
    """Each worker keeps its own, and a connection finds one of the two: what both have made is compared."""
    for _turn in range(WARM):
        for ask in work.ours:
            read(PRODUCT, ask)


def _figures(work: Work, found: Rounds) -> dict[str, Any]:
    ours_ms, peer_ms = found.cpu_ms("ours"), found.cpu_ms("theirs")
    p50, p95 = latencies(PRODUCT, work.ours)
    body = read(PRODUCT, work.ours[0])[2]
    sizes = {"plain": len(body), "gzip": len(gzip.compress(body)), "brotli": len(brotli.compress(body, quality=5))}
    return {
        "ours_ms": ours_ms,
        "peer_ms": peer_ms,
        "ratio": peer_ms / ours_ms,
        "floor": work.floor,
        "target": work.target,
        "rate": found.rate("ours"),
        "peer_rate": found.rate("theirs"),
        "p50_ms": p50,
        "p95_ms": p95,
        "bytes": sizes,
    }
