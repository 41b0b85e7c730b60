"""What was true of each site on given days, in one statement: who lived there, how, and what had happened.

One definition for all: snapshots, the lists behind figures, and nothing else. A published site is open from the day it
is first heard of (installed, declared or observed) until the day it closed. Its state on a day is its latest validated
observation of that day or before. A closure that was undone no longer counts.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection

from sites.enums import OPEN_STATUSES, Block, BlockStatus, DatePrecision, YesNo
from sites.rules.freshness import STALE_AFTER
from sites.rules.living import RULES, Clause
from steering.rules.counts import LONG_STALE_AFTER

# One row a site. A date of installation known to the year or the decade makes no delay.
FACTS = """
SELECT s.page_ptr_id AS id, s.commune_id, s.declared_on, c.id AS closure_id, c.is_resorbed,
    CASE WHEN c.id IS NOT NULL AND s.status <> ALL(%(open)s) THEN c.closed_on END AS closed_on,
    LEAST(
        COALESCE(
            LEAST(s.installed_on, s.declared_on, seen.first_on),
            (COALESCE(p.first_published_at, p.latest_revision_created_at) AT TIME ZONE %(time_zone)s)::date,
            %(beginning)s
        ),
        c.closed_on
    ) AS opened_on,
    s.reinstallation = %(yes)s OR EXISTS (SELECT FROM sites_resettlement r WHERE r.destination_id = s.page_ptr_id)
        AS is_reinstalled,
    CASE WHEN s.installed_precision = ANY(%(precise)s) AND s.installed_on <= s.declared_on
        THEN s.declared_on - s.installed_on END AS declaration_days,
    first_action.started_on AS first_action_on
FROM sites_sitepage s
JOIN wagtailcore_page p ON p.id = s.page_ptr_id AND p.live
LEFT JOIN sites_closure c ON c.site_id = s.page_ptr_id
CROSS JOIN LATERAL (
    SELECT min(o.observed_on) AS first_on FROM sites_observation o
    WHERE o.site_id = s.page_ptr_id AND o.validation = 'validated'
) seen
CROSS JOIN LATERAL (
    SELECT min(a.started_on) AS started_on FROM actions_actionpage_sites link
    JOIN actions_actionpage a ON a.page_ptr_id = link.actionpage_id
    JOIN wagtailcore_page ap ON ap.id = a.page_ptr_id AND ap.live
    WHERE link.sitepage_id = s.page_ptr_id
) first_action
WHERE {where} AND (s.status = ANY(%(open)s) OR c.id IS NOT NULL)
"""

# The days on which something changes: an observation, silence that becomes long, an action that begins or has ended.
MARKS = """
SELECT id, opened_on AS day FROM fact
UNION SELECT id, closed_on FROM fact WHERE closed_on IS NOT NULL
UNION SELECT seen.id, seen.observed_on + later.days FROM (
    SELECT f.id, f.opened_on, f.closed_on, o.observed_on,
        lead(o.observed_on) OVER (PARTITION BY f.id ORDER BY o.observed_on, o.recorded_at, o.id) AS next_on
    FROM fact f JOIN sites_observation o ON o.site_id = f.id AND o.validation = 'validated'
) seen
CROSS JOIN (VALUES (0), (%(stale)s + 1), (%(long_stale)s + 1)) later(days)
WHERE seen.observed_on + later.days >= seen.opened_on
    AND (seen.next_on IS NULL OR seen.next_on > seen.observed_on + later.days)
    AND (seen.closed_on IS NULL OR seen.closed_on > seen.observed_on + later.days)
UNION SELECT f.id, turn.day FROM fact f
JOIN actions_actionpage_sites link ON link.sitepage_id = f.id
JOIN actions_actionpage a ON a.page_ptr_id = link.actionpage_id
JOIN wagtailcore_page ap ON ap.id = a.page_ptr_id AND ap.live
CROSS JOIN LATERAL (VALUES (a.started_on), (a.ended_on + 1)) turn(day)
WHERE turn.day > f.opened_on AND (f.closed_on IS NULL OR turn.day < f.closed_on)
"""

ON_ONE_DAY = "SELECT id, %(day)s::date AS day FROM fact WHERE opened_on <= %(day)s"

# -1 is unknown. `silence`: days since the latest observation.
STATES = """
SELECT mark.id, f.commune_id, mark.day,
    (f.closed_on IS NULL OR mark.day < f.closed_on) AS is_open,
    COALESCE(o.people, -1) AS people, COALESCE(o.households, -1) AS households,
    COALESCE(o.minors, -1) AS minors, COALESCE(o.minors_in_school, -1) AS in_school,
    o.observed_on, COALESCE(mark.day - o.observed_on, -1) AS silence,
    EXISTS (
        SELECT FROM actions_actionpage_sites link
        JOIN actions_actionpage a ON a.page_ptr_id = link.actionpage_id
        JOIN wagtailcore_page ap ON ap.id = a.page_ptr_id AND ap.live
        WHERE link.sitepage_id = f.id AND a.started_on <= mark.day
            AND (a.ended_on IS NULL OR a.ended_on >= mark.day)
    ) AS is_acted_on,
    {statuses}
FROM ({marks}) mark JOIN fact f ON f.id = mark.id
LEFT JOIN LATERAL (
    SELECT * FROM sites_observation seen
    WHERE seen.site_id = mark.id AND seen.validation = 'validated' AND seen.observed_on <= mark.day
    ORDER BY seen.observed_on DESC, seen.recorded_at DESC, seen.id DESC LIMIT 1
) o ON true
"""

# Of a page that nothing dates.
BEGINNING = date(2000, 1, 1)
STATUS_ORDER = list(BlockStatus)
OF_COMMUNES = "s.commune_id = ANY(%(communes)s)"


def facts_sql(where: str = OF_COMMUNES) -> str:
    return FACTS.format(where=where)


def states_sql(marks: str) -> str:
    """To follow a `fact` that holds FACTS."""
    statuses = ",\n    ".join(f"{_status(block)} AS {block.value}" for block in Block)
    return STATES.format(statuses=statuses, marks=marks)


def parameters(**more: Any) -> dict[str, Any]:
    return {
        "open": sorted(OPEN_STATUSES),
        "yes": YesNo.YES,
        "precise": [DatePrecision.DAY, DatePrecision.MONTH],
        "time_zone": settings.TIME_ZONE,
        "beginning": BEGINNING,
        "stale": STALE_AFTER.days,
        "long_stale": LONG_STALE_AFTER.days,
        **more,
    }


def changes_of(communes: Iterable[int]) -> tuple[list[tuple], list[tuple]]:
    """Every state that the sites of these communes had, in order, and what happened to each. Two queries.

    States: (site, commune, day, is open, people, households, minors, pupils, ordinal of the observation, silence, is
    acted on, place in STATUS_ORDER for each block). Facts: see FACTS, and (destination, people, households) of each.
    """
    values = parameters(communes=sorted(communes))
    with connection.cursor() as cursor:
        cursor.execute(f"WITH fact AS MATERIALIZED ({facts_sql()}) {states_sql(MARKS)} ORDER BY 1, 3", values)
        states = cursor.fetchall()
        cursor.execute(f"WITH fact AS MATERIALIZED ({facts_sql()}) {EVENTS}", values)
        facts = [(*fact, json.loads(destinations)) for *fact, destinations in cursor.fetchall()]
    return states, facts


EVENTS = """
SELECT f.id, f.commune_id, f.opened_on, f.is_reinstalled, f.closed_on, f.is_resorbed, f.declared_on,
    f.declaration_days, f.first_action_on,
    (
        SELECT COALESCE(json_agg(json_build_array(d.destination, d.people, d.households) ORDER BY d.id), '[]')::text
        FROM sites_closuredestination d WHERE d.closure_id = f.closure_id
    ) AS destinations
FROM fact f ORDER BY f.id
"""


def _status(block: Block) -> str:
    """The rules of living conditions (sites.rules.living), read by the database: the place in STATUS_ORDER."""
    rule = RULES[block]
    lines = [
        f"WHEN {_any(clauses)} THEN {STATUS_ORDER.index(status)}"
        for clauses, status in ((rule.bad, BlockStatus.BAD), (rule.to_improve, BlockStatus.TO_IMPROVE))
        if clauses
    ]
    unknown, good = STATUS_ORDER.index(BlockStatus.UNKNOWN), STATUS_ORDER.index(BlockStatus.GOOD)
    return (
        f"CASE WHEN o.id IS NULL THEN {unknown} {' '.join(lines)} WHEN {_all(rule.good)} THEN {good} ELSE {unknown} END"
    )


def _any(clauses: Iterable[Clause]) -> str:
    return " OR ".join(f"({_all(clause)})" for clause in clauses)


def _all(clause: Clause) -> str:
    """Names and values are those of the code, and come from nobody."""
    return " AND ".join(
        f"o.{name} IN ({', '.join(repr(str(value)) for value in values)})" for name, values in clause.answers
    )
