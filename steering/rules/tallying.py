"""From what was true of sites to rows of counts. Pure arithmetic on columns; docs/decisions/0070 says why so."""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from sites.enums import Block, BlockStatus
from sites.rules.freshness import STALE_AFTER
from steering.rules.counts import (
    COUNTS,
    DELAY_LIMITS,
    LONG_STALE_AFTER,
    PLACE_OF,
    STATES,
    block_count,
    delay_count,
    went_to,
)

SITE, COMMUNE, DAY, OPEN, PEOPLE, HOUSEHOLDS, MINORS, IN_SCHOOL, OBSERVED, SILENCE, ACTED = range(11)
FIRST_BLOCK = 11
STATUSES = list(BlockStatus)


def series_of(states: Sequence[tuple], facts: Sequence[tuple]) -> Iterator[tuple[int, date, list[int]]]:
    """(commune, day, counts from that day), in order. States come by site and day (steering.queries.states)."""
    places, days, changes = _changes(states)
    happened = [one for fact in facts for one in _happened(fact)]
    if happened:
        places = np.concatenate([places, np.array([commune for commune, _day, _values in happened])])
        days = np.concatenate([days, np.array([day.toordinal() for _commune, day, _values in happened])])
        rows = np.zeros((len(happened), len(COUNTS)), dtype=np.int64)
        for row, (_commune, _day, values) in zip(rows, happened, strict=True):
            for name, value in values.items():
                row[PLACE_OF[name]] = value
        changes = np.concatenate([changes, rows])
    yield from _summed(places, days, changes)


def _summed(places: np.ndarray, days: np.ndarray, changes: np.ndarray) -> Iterator[tuple[int, date, list[int]]]:
    if not len(places):
        return
    keys, which = np.unique(np.stack([places, days], axis=1), axis=0, return_inverse=True)
    sums = np.zeros((len(keys), len(COUNTS)), dtype=np.int64)
    np.add.at(sums, which.ravel(), changes)
    running, here = np.zeros(len(COUNTS), dtype=np.int64), None
    for (commune, day), change in zip(keys.tolist(), sums, strict=True):
        if commune != here:
            running, here, is_first = np.zeros(len(COUNTS), dtype=np.int64), commune, True
        if change.any() or is_first:
            running = running + change
            yield commune, date.fromordinal(day), running.tolist()
        is_first = False


def _changes(states: Sequence[tuple]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The difference that each state of a site makes to the one before."""
    if not states:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, len(COUNTS)), np.int64)
    table = np.array([_numbers(row) for row in states], dtype=np.int64)
    counted = counts_of(table)
    before = np.zeros_like(counted)
    before[1:] = counted[:-1]
    before[np.flatnonzero(np.diff(table[:, SITE], prepend=-1))] = 0
    return table[:, COMMUNE], table[:, DAY], counted - before


def _numbers(row: tuple) -> list[int]:
    numbers = list(row)
    numbers[DAY] = row[DAY].toordinal()
    numbers[OBSERVED] = row[OBSERVED].toordinal() if row[OBSERVED] else -1
    return numbers


def counts_of(table: np.ndarray) -> np.ndarray:
    """One row of counts for each row of `table`: one site on one day, -1 is unknown. A closed site counts nothing."""
    found = np.zeros((len(table), len(COUNTS)), dtype=np.int64)

    def put(name: str, values: np.ndarray) -> None:
        found[:, PLACE_OF[name]] = values

    put("open_sites", np.ones(len(table), np.int64))
    for name, column in (("people", PEOPLE), ("households", HOUSEHOLDS), ("minors", MINORS)):
        put(name, table[:, column].clip(min=0))
        put(f"{name}_known", table[:, column] >= 0)
    schooled = (table[:, MINORS] >= 0) & (table[:, IN_SCHOOL] >= 0)
    put("in_school", table[:, IN_SCHOOL] * schooled)
    put("school_minors", table[:, MINORS] * schooled)
    put("school_known", schooled)
    seen = table[:, OBSERVED] >= 0
    put("observed", seen)
    put("observed_days", table[:, OBSERVED] * seen)
    put("silent_3", ~seen | (table[:, SILENCE] > STALE_AFTER.days))
    put("silent_6", ~seen | (table[:, SILENCE] > LONG_STALE_AFTER.days))
    put("without_action", table[:, ACTED] == 0)
    people = table[:, PEOPLE].clip(min=0)
    for block_place, block in enumerate(Block):
        for status_place, status in enumerate(STATUSES):
            is_so = table[:, FIRST_BLOCK + block_place] == status_place
            put(block_count(block, status), is_so)
            put(block_count(block, status, people=True), is_so * people)
    found[:, : len(STATES)] *= table[:, OPEN, None]
    return found


def _happened(fact: tuple) -> Iterator[tuple[int, date, dict[str, int]]]:
    """What happened to one site, and on which day."""
    _id, commune, opened_on, is_reinstalled, closed_on, is_resorbed, declared_on, delay, action_on, destinations = fact
    yield commune, opened_on, {"opened": 1, "reinstalled": int(is_reinstalled)}
    if closed_on:
        told = {"closed": 1, "resorbed": int(bool(is_resorbed)), "resorbed_known": int(is_resorbed is not None)}
        yield commune, closed_on, told | _went(destinations)
    if delay is not None:
        yield commune, declared_on, _delayed("declaration", delay)
    if action_on and declared_on:
        days = (action_on - declared_on).days
        yield commune, max(action_on, declared_on), _delayed("action", max(days, 0))


def _went(destinations: Sequence[Sequence]) -> dict[str, int]:
    told = {"destinations_known": int(any(people is not None for _name, people, _households in destinations))}
    for name, people, households in destinations:
        told[went_to(name)] = people or 0
        told[went_to(name, households=True)] = households or 0
    return told


def _delayed(name: str, days: int) -> dict[str, int]:
    within = {delay_count(name, limit): int(days <= limit.days) for limit in DELAY_LIMITS}
    return {f"{name}_sites": 1, f"{name}_days": days, **within}
