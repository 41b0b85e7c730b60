"""What is no question to a peer: groups of a million points, publishing, exporting, importing. Each within a limit.

`python -m bench.programs`, on a database of its own (BENCH_PROGRAMS_DATABASE). Its million points are generated and
copied straight into the catalogue's table (bench.scattered); all is then read, and written, by the product itself.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

NAME = os.environ.get("BENCH_PROGRAMS_DATABASE", "resorption_bench_programs")
FEW, SOME, MANY = 10_000, 100_000, 1_000_000
# The exit code of a run that was whole, and not within its limits.
OVER = 3


def programs(*, only: str = "") -> list[dict[str, Any]]:
    """As a process of its own, whose memory is its own; its results, as those of works."""
    with tempfile.NamedTemporaryFile("r") as kept:
        command = [sys.executable, "-m", "bench.programs", "--only", only, "--kept", kept.name]
        done = subprocess.run(command, env=os.environ | {"BENCH_DATABASE": NAME}, check=False)  # noqa: S603
        # What stopped on the way was not measured, which is not the same as being well.
        return json.load(kept) if done.returncode in (0, OVER) else [{"work": "programs", "peer": "", "rounds": 0}]


def main() -> int:
    """OVER when something is over its limit."""
    asked = _arguments()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "BENCH_DATABASE": NAME,
        "API_RATE_PUBLIC": "0",
        "API_RATE_KEY": "0",
    }
    django.setup()
    from bench import data

    data.create_database()
    print(f"\n{'program':36} {'against':30}{'ours ms':>10}{'other ms':>10}{'times':>8}{'limit':>7}{'target':>8}")
    results = []
    for said in _measured(asked.only):
        results.append(said)
        bounds = f"{said['limit']:>7}{said['target']:>8}" if said["limit"] else ""
        times = f"{said['ours_ms']:>10.1f}{said['peer_ms']:>10.1f}{said['ratio']:>8.2f}"
        print(f"{said['work']:36} {said['peer']:30}{times}{bounds}  {said.get('told', '')}", flush=True)
    if asked.kept:
        Path(asked.kept).write_text(json.dumps(results))
    over = [f"{one['work']} / {one['peer']}" for one in results if one["limit"] and one["ratio"] > one["limit"]]
    print("Over the limit: " + ", ".join(over) if over else "Every program is within its limit.")
    return OVER if over else 0


def _measured(only: str) -> Iterator[dict[str, Any]]:
    from bench.imported import importing_and_exporting
    from bench.published import WHOLE, clusters, prepared, publication, tile_of_a_crowd
    from bench.scattered import scatter

    world = prepared()
    few = {}
    if only in "clusters tiles":
        scatter(FEW, world.territory_ids)
        few = clusters(world)
    if only in "import export":
        yield from importing_and_exporting(world)
    if only in "publication tiles":
        scatter(SOME, world.territory_ids)
    if only in "tiles":
        yield tile_of_a_crowd(world)
    if only in "publication":
        yield publication(world)
    if only in "clusters":
        scatter(MANY, world.territory_ids)
        for way, spent in clusters(world).items():
            took, limit = (spent.cpu_ms, few[way].cpu_ms), 5 if way == WHOLE else 0
            yield compared(f"groups of {MANY} points, {way}", f"of {FEW}", took, limit=limit, target=2)


def compared(
    work: str, peer: str, took: tuple[float, float], *, limit: float = 0, target: float = 0, told: str = ""
) -> dict[str, Any]:
    """A result as `bench.works.problems_of` reads it: of ours and of the other. Without a limit, it is only told."""
    ours_ms, peer_ms = took
    ratio = ours_ms / peer_ms
    said = {"work": work, "peer": peer, "rounds": 1, "ours_ms": ours_ms, "peer_ms": peer_ms, "ratio": ratio}
    return said | {"floor": 0, "limit": limit, "target": target, "told": told}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.programs", description=__doc__)
    parser.add_argument("--only", default="", help="clusters, tiles, publication, import or export")
    parser.add_argument("--kept", default="", help="where results are written as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
