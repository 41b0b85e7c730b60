"""What a run found: a table, a file, and whether it holds."""

from typing import Any

from bench.load.clients import NO_ANSWER, Heard
from bench.load.watch import Watch, families
from bench.load.writes import Ledger

WIDTHS = (32, 9, 9, 9, 9, 9, 9, 24)
CUTS = (0.5, 0.95, 0.99, 1.0)


def told(heard: dict[str, Heard], ledger: Ledger, watch: Watch, *, asked: dict[str, Any]) -> dict[str, Any]:
    """All of it, as it is kept."""
    spent, whole = watch.spent(), _together(heard)
    requests = len(whole.ms)
    served = {name: seconds for name, seconds in spent.items() if name not in {"clients", "others"}}
    return {
        "asked": asked,
        "requests": requests,
        "rate": requests / asked["seconds"],
        "all": _figures(whole),
        "kinds": {kind: _figures(one) for kind, one in sorted(heard.items())},
        "cpu_s": spent,
        "cpu_ms_per_request": 1000 * sum(served.values()) / max(1, requests),
        "writes": ledger.lost(),
        "writes_refused": dict(ledger.refused),
        "minutes": watch.minutes,
        "most_connections": watch.most_connections,
        "growth_mb_per_hour": watch.growth(),
    }


def problems(said: dict[str, Any]) -> list[str]:
    """What makes a run bad, in words."""
    found = [f"the client failed {many} times: {why}" for why, many in said["asked"]["failed_clients"].items()]
    for kind, one in said["kinds"].items():
        failed = {status: many for status, many in one["statuses"].items() if status == "none" or status[0] == "5"}
        found += [f"{kind}: {many} answers {status}" for status, many in failed.items()]
    for kind, one in said["writes"].items():
        found += [
            f"{kind}: {one[wrong]} of {one['acknowledged']} {wrong}" for wrong in ("missing", "twice") if one[wrong]
        ]
    return found


def show(said: dict[str, Any]) -> None:
    _row("kind", "requests", "p50 ms", "p95 ms", "p99 ms", "max ms", "kB", "statuses")
    for kind, one in [*said["kinds"].items(), ("all", said["all"])]:
        statuses = ", ".join(f"{status}: {many}" for status, many in one["statuses"].items())
        waited = (f"{one[name]:.0f}" for name in ("p50", "p95", "p99", "max"))
        _row(kind, one["requests"], *waited, f"{one['kb']:.1f}", statuses)
    print()
    for one in said["minutes"]:
        held = _said(one["memory_mb"], 0)
        print(f"{one['second']:5} s  memory, MB: {held}; database {one['database_mb']:.0f} MB;", end=" ")
        print(f"connections: {_said(one['connections'], 0)}; tasks that wait: {one['tasks_waiting']}")
    print(f"\nCPU, seconds: {_said(said['cpu_s'], 0)}")
    print(f"{said['rate']:.0f} requests a second, {said['cpu_ms_per_request']:.2f} ms of CPU each (programs, database)")
    print(f"Connections, at most: {said['most_connections']}")
    print(f"Growth of memory, MB an hour: {_said(said['growth_mb_per_hour'], 1)}")
    print(f"Clients were late by {said['asked']['latest_client_s']} s at most")
    for kind, one in said["writes"].items():
        print(f"{kind}: {_said(one, 0)}")
    print(f"Refused: {_said(said['writes_refused'], 0)}\n")


def _said(figures: dict[str, float], digits: int) -> str:
    return ", ".join(f"{name} {figure:.{digits}f}" for name, figure in figures.items()) or "none"


def _together(heard: dict[str, Heard]) -> Heard:
    whole = Heard()
    for one in heard.values():
        whole.ms.extend(one.ms)
        whole.statuses += one.statuses
        whole.bytes += one.bytes
    # A status that nobody heard is not one.
    whole.statuses = +whole.statuses
    return whole


def _figures(one: Heard) -> dict[str, Any]:
    waited = sorted(one.ms)
    cuts = {f"p{round(100 * cut)}": waited[min(len(waited) - 1, int(cut * len(waited)))] for cut in CUTS}
    return {
        "requests": len(waited),
        **{"max" if name == "p100" else name: ms for name, ms in cuts.items()},
        "kb": one.bytes / 1024 / len(waited),
        "statuses": families(one.statuses),
        "unanswered": one.statuses[NO_ANSWER],
    }


def _row(*cells: object) -> None:
    print(" ".join(str(cell).ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)), flush=True)
