"""`python3 bootstrap.py load --minutes 30 --rate 300`: what a small server holds, and what it does not (docs/load.md).

Exits with 1 when an answer was an error of the server or did not come, or when a write that was acknowledged is not in
the database exactly once.
"""

import argparse
import json
import logging
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from bench.load import database

BASE_DIR = Path(__file__).resolve().parents[2]
KEPT = BASE_DIR / "var" / "load"
PORT, WARM_S = 8197, 60


def main() -> int:
    asked = _arguments()
    signal.signal(signal.SIGTERM, lambda *_told: sys.exit(1))  # stopped as by Ctrl-C: its programs go with it
    KEPT.mkdir(parents=True, exist_ok=True)
    url, server = database.start()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DATABASE_URL": url,
        "BENCH_DATABASE": database.NAME,
        "BEHIND_PROXY": "true",  # clients come from many addresses, told as nginx tells them
        "LOG_REQUESTS": "true",
        "LOG_FORMAT": "json",
    }
    import django

    django.setup()
    from bench.load.content import Size, fill

    fill(Size(), _say)
    return 0 if asked.fill_only else _run(asked, server)


def _run(asked: argparse.Namespace, server: int) -> int:
    from django.db import connection

    from bench.load import report
    from bench.load.clients import Crowd
    from bench.load.cost import tell_costs
    from bench.load.mix import visits
    from bench.load.programs import catch_up, installation
    from bench.load.watch import Watch
    from bench.load.world import read_world
    from bench.load.writes import Ledger

    logging.getLogger("security").disabled = True  # 300 logins of the trial itself
    world, ledger = read_world(), Ledger()
    connection.close()
    catch_up()
    with installation(PORT, KEPT / "programs.log") as programs:
        roots = programs | {"database": server}
        mix = visits(world, ledger)
        if asked.costs:
            tell_costs(PORT, mix, set(roots.values()))
            return 0
        crowd = Crowd(PORT, mix, seed="load")
        # A form is two requests of one visit: there are fewer visits than requests.
        per_second = asked.rate * sum(share for share, _visit in mix) / 100
        # As after any restart: a tenth of them for a minute, not counted, of which writes are looked for all the same.
        Crowd(PORT, mix, seed="warm").come(seconds=WARM_S, per_second=per_second / 10)
        _say(f"{asked.rate:g} requests a second for {asked.minutes:g} minutes")
        with Watch(roots) as watch:
            crowd.come(seconds=60 * asked.minutes, per_second=per_second)
            said = report.told(crowd.heard(), ledger, watch, asked=_told(asked, crowd))
    report.show(said)
    (KEPT / "report.json").write_text(json.dumps(said, indent=1))
    wrong = report.problems(said)
    print("\n".join(wrong or ["No error of the server, and every acknowledged write is there once."]))
    return 1 if wrong else 0


def _told(asked: argparse.Namespace, crowd: Any) -> dict[str, Any]:
    late = {"latest_client_s": round(crowd.latest, 3), "failed_clients": dict(crowd.failures)}
    return {"rate": asked.rate, "seconds": 60 * asked.minutes} | late


def _say(text: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {text}", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 bootstrap.py load", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--rate", type=float, default=300, help="requests a second")
    parser.add_argument("--fill-only", action="store_true", help="make the database, and no more")
    parser.add_argument("--costs", action="store_true", help="instead, the CPU of one request of each kind")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
