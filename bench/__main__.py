"""`make bench`: one table.

Exits with 1 when a ratio is under its floor or over its limit, when an answer is not the same, or when a work was not
measured: where every round was disturbed, nothing is known, which is not the same as being well.
"""

import argparse
import json
import os
import signal
import sys
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import django

from bench import data
from bench.comparing import Table, compare
from bench.flat import flat, multiply
from bench.installed import DATASETTE, TIPG, NotHereError, datasette, tipg
from bench.limits import limits
from bench.measure import Side, granian, running
from bench.programs import programs
from bench.works import MAKER, PEER, PRODUCT, Work, problems_of, works
from config.env import BASE_DIR, VAR_DIR

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
# The kinds of answers that are kept for everybody, by the works that ask for them.
KINDS = {
    "list": "list of 20, filter",
    "detail": "detail",
    "GeoJSON in a box": "GeoJSON, in a box",
    "GeoJSON all": "GeoJSON, all",
    "page": "page of a practice",
    "304": "304",
}


def main() -> int:
    asked = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # servers are stopped then too
    django.setup()
    data.create_database()
    count = asked.actions if asked.ready else data.ensure(asked.actions)
    if asked.full:
        multiply()
    print(f"{count} actions, {asked.rounds} rounds, two workers each; CPU of server and PostgreSQL per request.")
    if asked.noisy:
        print("Disturbed rounds are counted: these figures indicate, and prove nothing.")
    table = Table(is_noisy=asked.noisy)
    with _sides() as sides:
        everything = works(data.locations(), ports=set(sides), member=data.member())
        chosen = [work for work in everything if asked.only in f"{work.name} / {work.peer}"]
        table.head("work", "against", "ours ms", "peer ms", "ratio", "floor", "target", "made ms", "req/s", "p50 / p95")
        results = [compare(work, sides, table, rounds=asked.rounds) for work in chosen]
        if asked.only in ("", "limits"):
            results += limits(_kinds(everything), sides[PRODUCT], table, rounds=asked.rounds)
        if asked.full:
            results += flat(everything, sides, table, rounds=asked.rounds)
    if asked.only in ("", "programs"):
        results += programs()
    problems = problems_of(results)
    if not asked.only and not asked.noisy:
        _keep(results, count)
    print("\n".join(problems or ["Every ratio is at its floor or above, every answer within its limit."]), flush=True)
    return 1 if problems else 0


@contextmanager
def _sides() -> Iterator[dict[int, Side]]:
    """By port. A peer that does not install is said, and left out."""
    ours = data.databases()
    with ExitStack() as stack:
        sides = {
            port: stack.enter_context(
                running(granian("config.wsgi:application", port=port), port=port, databases=ours, **environment)
            )
            for port, environment in (
                (PRODUCT, {}),
                (PEER, {"BENCH_PEER": "1"}),
                (MAKER, {"READY_ANSWERS_MB": "0"}),
            )
        }
        for port, peer in ((TIPG, tipg), (DATASETTE, datasette)):
            try:
                sides[port] = stack.enter_context(peer())
            except NotHereError as reason:
                print(f"Left out: {reason}")
        yield sides


def _kinds(everything: list[Work]) -> dict[str, Any]:
    asked = {work.name: work.ours[0] for work in everything}
    tiles = {name: asked[name] for name in asked if name.startswith("tile")}
    return {kind.replace(" ", "-"): asked[name] for kind, name in KINDS.items()} | {
        name.replace(" ", "-").replace(",", ""): ask for name, ask in tiles.items()
    }


def _keep(results: list[dict[str, Any]], count: int) -> None:
    """One file a release."""
    folder = VAR_DIR / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    version = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
    (folder / f"{version}.json").write_text(json.dumps({"actions": count, "results": results}, indent=1))
    print(f"Kept in var/bench/{version}.json")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--actions", type=int, default=10_000)
    parser.add_argument("--only", default="", help="works whose name or peer hold this (or `limits`); nothing is kept")
    parser.add_argument("--full", action="store_true", help="the same answers of 100,000 actions beside those")
    parser.add_argument("--noisy", action="store_true", help="count disturbed rounds too; nothing is kept")
    parser.add_argument("--ready", action="store_true", help="rows and static files are as the last run left them")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
