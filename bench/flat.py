"""Whether a request costs the same when there is ten times as much: 100,000 actions, in a database of their own.

What is published is multiplied there as rows of the catalogue, the only table that public answers are made of: the same
documents, by other identifiers. A million points are those of clusters (bench/programs.py), which need no server.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any

from bench import data
from bench.comparing import Table, turns
from bench.measure import Ask, Side, granian, running
from bench.works import MAKER, PRODUCT, Work

MANY = "resorption_bench_many"
LARGE, LARGE_MAKER = 8110, 8111
TIMES, MOST = 10, 1.3
# Those whose answer holds no more when there is more.
FLAT = ("list of 20, filter", "detail", "search, two words", "page of a practice", "tile of 2,700 points")
COPIES = """INSERT INTO catalog_entry
    (noun, audience, key, page_id, title, summary, url, document, content, feature, territory_ids, tags, people, lon,
     lat, cell, dated_on, text, search_vector, folded_title, change, changed_at)
SELECT noun, audience, fresh, page_id, title, summary, url, replace(document, key, fresh), content,
    replace(feature, key, fresh), territory_ids, tags, people, lon, lat, cell, dated_on, text, search_vector,
    folded_title, nextval('catalog_change'), changed_at
FROM catalog_entry CROSS JOIN generate_series(2, %s) AS nth
CROSS JOIN LATERAL (SELECT md5(key || nth)::uuid::text AS fresh) AS named
WHERE noun = 'action' AND audience = 'public' AND withdrawn_at IS NULL"""


def multiply() -> None:
    """Before any server stands: a database is copied while nobody is in it. Begun again when it was cut short."""
    from django.db import connection

    source = connection.settings_dict["NAME"]
    connection.close()
    with data.connected_to("postgres") as connected:
        if connected.execute("SELECT 1 FROM pg_database WHERE datname = %s", [MANY]).fetchone():
            return
        connected.execute(f'DROP DATABASE IF EXISTS "{MANY}_part"')
        connected.execute(f'CREATE DATABASE "{MANY}_part" TEMPLATE "{source}"')
    with data.connected_to(f"{MANY}_part") as connected:
        connected.execute(COPIES, [TIMES])
        connected.execute("VACUUM (ANALYZE) catalog_entry")
    with data.connected_to("postgres") as connected:
        connected.execute(f'ALTER DATABASE "{MANY}_part" RENAME TO "{MANY}"')


def flat(works: Sequence[Work], sides: Mapping[int, Side], table: Table, *, rounds: int) -> list[dict[str, Any]]:
    """Kept answers cost at most 1.3 times as much; what making them costs is told beside."""
    chosen = {work.name: work for work in reversed(works) if work.name in FLAT}
    with ExitStack() as stack:
        large = {
            port: stack.enter_context(
                running(
                    granian("config.wsgi:application", port=port),
                    port=port,
                    databases=data.databases(),
                    BENCH_DATABASE=MANY,
                    **environment,
                )
            )
            for port, environment in ((LARGE, {}), (LARGE_MAKER, {"READY_ANSWERS_MB": "0"}))
        }
        table.head("ten times as many", "of 10,000", "many ms", "few ms", "times", "limit")
        return [
            said
            for name in FLAT
            for said in _flat(
                chosen[name],
                {"kept": (large[LARGE], sides[PRODUCT]), "made": (large[LARGE_MAKER], sides[MAKER])},
                table,
                rounds=rounds,
            )
        ]


def _flat(work: Work, pairs: Mapping[str, tuple[Side, Side]], table: Table, *, rounds: int) -> Iterator[dict[str, Any]]:
    asks: Sequence[Ask] = work.ours
    for kind, (many, few) in pairs.items():
        requests = dict.fromkeys(("many", "few"), work.requests[0 if kind == "kept" else 1])
        asked = {"many": (many, asks), "few": (few, asks)}
        turns(asked, dict.fromkeys(asked, 8 * len(asks)), rounds=1, noisy=True)  # every worker has made its own
        found = turns(asked, requests, rounds=rounds, noisy=table.is_noisy)
        said: dict[str, Any] = {"work": work.name, "peer": kind} | found.said()
        if found.kept:
            many_ms, few_ms = found.cpu_ms("many"), found.cpu_ms("few")
            said |= {"ours_ms": many_ms, "peer_ms": few_ms, "ratio": many_ms / few_ms}
            said["limit"] = MOST if kind == "kept" else None
        table.limit(said, MOST, "")
        yield said
