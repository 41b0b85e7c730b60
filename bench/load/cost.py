"""The CPU of one request of each kind, asked alone: what a mix will cost, and which kind to look at."""

import time
from random import Random

from bench.load.clients import Client, Visit
from bench.measure import cpu_below, processes

WARM, LEAST_CPU_S, LONGEST_S = 3, 1.0, 20.0


def tell_costs(port: int, visits: list[tuple[float, Visit]], roots: set[int]) -> None:
    """Printed, with what each is of the whole: share by cost."""
    client, chance, rows = Client(port), Random("costs"), []
    whole = sum(share for share, _visit in visits)
    for share, visit in visits:
        kind, ms, requests = _cost(client, chance, visit, roots)
        rows.append((ms * share / whole, kind, ms, requests, share))
        print(f"{kind:34} {ms:8.2f} ms  of {requests} visits; share {share:.2f}", flush=True)
    total = sum(row[0] for row in rows)
    print(f"\nThe mix: {total:.2f} ms of CPU a visit, two cores would hold {2000 / total:.0f} a second")
    for weight, kind, ms, _requests, share in sorted(rows, reverse=True)[:20]:
        print(f"{kind:34} {100 * weight / total:5.1f} % ({ms:.1f} ms, share {share:.2f})")


def _cost(client: Client, chance: Random, visit: Visit, roots: set[int]) -> tuple[str, float, int]:
    known = set(client.heard)
    for _one in range(WARM):
        visit(client, chance)
    before, begun, done, spent = cpu_below(roots, processes()), time.monotonic(), 0, 0.0
    while spent < LEAST_CPU_S and time.monotonic() - begun < LONGEST_S:
        for _one in range(5):
            visit(client, chance)
        done += 5
        spent = cpu_below(roots, processes()) - before
    new = [kind for kind in client.heard if kind not in known]
    return " + ".join(new) or "?", 1000 * spent / done, done
