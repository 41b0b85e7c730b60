"""A run of the load is good when nothing failed, and every write that was acknowledged is there once."""

import time

import pytest

from bench.load.clients import Answer, Client, Crowd
from bench.load.report import problems
from bench.load.watch import Watch
from bench.load.writes import Ledger
from tests.factories.sites import ObservationFactory

ASKED = {"failed_clients": {}}
TAKEN, SHOWN_AGAIN = Answer(302, {}, b""), Answer(200, {}, b"")


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ({"200": 9, "304": 1, "404": 1, "429": 1}, []),
        ({"200": 9, "503": 2, "none": 1}, ["page: 2 answers 503", "page: 1 answers none"]),
    ],
)
def test_errors_of_the_server_and_silence_make_a_run_bad(statuses, said):
    assert problems({"asked": ASKED, "kinds": {"page": {"statuses": statuses}}, "writes": {}}) == said


@pytest.mark.django_db
def test_every_acknowledged_write_is_looked_for_and_found_once():
    ledger = Ledger()
    there, twice, lost, refused = (ledger.mark() for _one in range(4))
    for mark in (there, twice, lost):
        ledger.note("observation", mark, TAKEN)
    ledger.note("observation", refused, SHOWN_AGAIN)
    for comment in (there, twice, twice):
        ObservationFactory(comment=comment)
    told = ledger.lost()
    assert told == {"observation": {"acknowledged": 3, "missing": 1, "twice": 1}}
    assert problems({"asked": ASKED, "kinds": {}, "writes": told}) == [
        "observation: 1 of 3 missing",
        "observation: 1 of 3 twice",
    ]
    assert ledger.refused == {"observation 200": 1}


def test_a_late_answer_makes_those_behind_it_wait_and_their_wait_is_counted(monkeypatch):
    """One client, ten visits in half a second, each of a tenth: the last has waited for the nine before it."""
    monkeypatch.setattr("bench.load.clients.THREADS", 1)
    monkeypatch.setattr(Client, "_exchange", _answer_in_a_tenth)
    crowd = Crowd(0, [(1, lambda client, _chance: client.get("page", "/", {}))], seed="ten")
    crowd.come(seconds=0.5, per_second=20)
    waited = crowd.heard()["page"].ms
    assert len(waited) > 5
    assert max(waited) > 100 * len(waited) - 500 - 50


def _answer_in_a_tenth(*_asked):
    time.sleep(0.1)
    return Answer(200, {}, b"")


@pytest.mark.django_db
def test_a_watch_asks_the_database_itself_and_does_not_count_its_own_connection():
    with Watch({}) as watch:
        pass
    [minute] = watch.minutes
    assert minute["database_mb"] > 1
    assert minute["tasks_waiting"] == 0
    assert watch.most_connections == sum(minute["connections"].values())


def test_growth_is_that_of_the_minutes_after_the_first():
    watch = Watch({})
    watch.minutes = [{"memory_mb": {"web": mb}} for mb in (10, 90, 100, 100, 100, 100, 101, 102, 103)]
    assert watch.growth() == {"web": pytest.approx(60)}
