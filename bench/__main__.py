"""`make bench`: one table.

Exits with 1 when a ratio is under its floor, when an answer is not the same, or when a work was not measured: where
every round was disturbed, nothing is known, which is not the same as being well.
"""

import argparse
import gzip
import json
import os
import sys
import tempfile
import tomllib
from pathlib import Path
from statistics import median
from typing import Any

import brotli
import django

from bench import data
from bench.measure import Ask, Leg, latencies, leg, peak_memory_mb, read, served
from bench.works import PEER, PRODUCT, Work, problems_of, works

BASE_DIR = Path(__file__).resolve().parent.parent
os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
# Somebody else on the machine: a round in which others took more than this part of a core is done again.
FOREIGN = 0.25
LIMIT = 8103
WIDTHS = (22, 12, 10, 10, 9, 9, 9, 9, 18)


def main() -> int:
    asked = _arguments()
    django.setup()
    data.create_database()
    count = data.ensure(100_000 if asked.full else asked.actions)
    print(f"{count} actions, {asked.rounds} rounds, two workers each; CPU of server and PostgreSQL per request.")
    with (
        served("config.wsgi:application", port=PRODUCT) as ours,
        served("config.wsgi:application", port=PEER, BENCH_PEER="1") as theirs,
    ):
        _row("work", "against", "ours ms", "peer ms", "ratio", "floor", "target", "req/s", "p50 / p95 ms")
        chosen = [work for work in works(data.locations()) if asked.only in work.name]
        results = [_compare(work, ours, theirs, asked.rounds) for work in chosen]
        if not asked.only:
            results.append(_limit(ours, asked.rounds))
            _keep(results, count)
    problems = problems_of(results)
    print("\n".join(problems or ["Every ratio is at its floor or above."]))
    return 1 if problems else 0


def _compare(work: Work, ours: int, theirs: int, rounds: int) -> dict[str, Any]:
    """A-B-A-B, after one request to each address, answers compared."""
    _require_the_same(work)
    many, few = work.requests
    kept: list[tuple[Leg, Leg]] = []
    dropped = 0
    while len(kept) < rounds and dropped <= rounds:
        a = leg(ours, PRODUCT, work.ours, requests=many, expected=work.expected)
        b = leg(theirs, PEER, work.theirs, requests=few, expected=work.expected)
        if max(a.foreign, b.foreign) > FOREIGN:
            dropped += 1
        else:
            kept.append((a, b))
    said = {"work": work.name, "peer": work.peer, "rounds": len(kept), "disturbed": dropped}
    if not kept:
        _row(work.name, work.peer, "disturbed", *[""] * (len(WIDTHS) - 3))
        return said
    said |= _figures(work, kept) | {"peak_mb": [peak_memory_mb(ours), peak_memory_mb(theirs)]}
    cpu = [f"{said['ours_ms']:.3f}", f"{said['peer_ms']:.2f}", f"{said['ratio']:.0f}", work.floor, work.target]
    _row(work.name, work.peer, *cpu, f"{said['rate']:.0f}", f"{said['p50_ms']:.1f} / {said['p95_ms']:.1f}")
    return said


def _require_the_same(work: Work) -> None:
    for mine, other in zip(work.ours, work.theirs, strict=True):
        answers = [read(port, ask) for port, ask in ((PRODUCT, mine), (PEER, other))]
        if [status for status, _headers, _body in answers] != [work.expected] * 2:
            raise SystemExit(f"{mine.address}, {other.address}: {[answer[0] for answer in answers]}")
        if work.expected == 200 and not work.same(answers[0][2], answers[1][2]):
            raise SystemExit(f"{mine.address} and {other.address} do not say the same: no time is told")


def _figures(work: Work, kept: list[tuple[Leg, Leg]]) -> dict[str, Any]:
    ours_ms, peer_ms = median(a.cpu_ms for a, _b in kept), median(b.cpu_ms for _a, b in kept)
    p50, p95 = latencies(PRODUCT, work.ours)
    body = read(PRODUCT, work.ours[0])[2]
    sizes = {"plain": len(body), "gzip": len(gzip.compress(body)), "brotli": len(brotli.compress(body, quality=5))}
    return {
        "ours_ms": ours_ms,
        "peer_ms": peer_ms,
        "ratio": peer_ms / ours_ms,
        "floor": work.floor,
        "target": work.target,
        "rate": median(a.rate for a, _b in kept),
        "peer_rate": median(b.rate for _a, b in kept),
        "p50_ms": p50,
        "p95_ms": p95,
        "bytes": sizes,
    }


def _limit(ours: int, rounds: int) -> dict[str, Any]:
    """The same bytes as a constant of the same server: what cannot be beaten."""
    ask = Ask("/api/v1/actions?limit=20")
    with tempfile.NamedTemporaryFile() as kept:
        kept.write(read(PRODUCT, ask)[2])
        kept.flush()
        with served("bench.constant:application", port=LIMIT, BENCH_CONSTANT=kept.name) as constant:
            legs = [
                [leg(server, port, [ask], requests=4000, expected=200) for server, port in sides]
                for sides in [((ours, PRODUCT), (constant, LIMIT))] * rounds
            ]
    mine, least = (median(one.cpu_ms for one in column) for column in zip(*legs, strict=True))
    print(f"The same bytes as a constant: {least:.3f} ms; ours {mine / least:.1f} times that.")
    return {"work": "constant", "peer": "same server", "ours_ms": mine, "peer_ms": least, "times": mine / least}


def _keep(results: list[dict[str, Any]], count: int) -> None:
    """One file a release."""
    folder = BASE_DIR / "var" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    version = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
    (folder / f"{version}.json").write_text(json.dumps({"actions": count, "results": results}, indent=1))
    print(f"Kept in var/bench/{version}.json")


def _row(*cells: object) -> None:
    print(" ".join(str(cell).ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--actions", type=int, default=10_000)
    parser.add_argument("--only", default="", help="the works whose name holds this; nothing is kept of such a run")
    parser.add_argument("--full", action="store_true", help="100,000 actions")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
