"""Accounts that nobody uses: warned twice, each time long enough before."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from actors.rules.inactivity import SUSPENDED_AFTER, WARNED_BEFORE, Step, next_step

USED = datetime(2026, 1, 1, tzinfo=UTC)


def step(days, warnings=0, warned=None):
    warned_at = None if warned is None else USED + timedelta(days=warned)
    return next_step(USED, warnings=warnings, warned_at=warned_at, now=USED + timedelta(days=days))


def test_warned_thirty_then_seven_days_before_then_suspended():
    assert step(152) == Step.NOTHING
    assert step(153) == Step.WARN
    assert step(160, warnings=1, warned=153) == Step.NOTHING
    assert step(176, warnings=1, warned=153) == Step.WARN
    assert step(182, warnings=2, warned=176) == Step.NOTHING
    assert step(183, warnings=2, warned=176) == Step.SUSPEND


def test_a_late_first_warning_still_leaves_thirty_days():
    assert step(400) == Step.WARN
    assert step(422, warnings=1, warned=400) == Step.NOTHING
    assert step(423, warnings=1, warned=400) == Step.WARN
    assert step(430, warnings=2, warned=423) == Step.SUSPEND


def test_warnings_before_the_last_login_count_no_more():
    assert step(153, warnings=2, warned=-20) == Step.WARN


@given(st.lists(st.integers(0, 120), min_size=1, max_size=40))
def test_whenever_the_command_runs_two_warnings_come_first_and_seven_days_before(gaps):
    now, warnings, warned_at, told = USED, 0, None, []
    for gap in gaps:
        now += timedelta(days=gap)
        done = next_step(USED, warnings=warnings, warned_at=warned_at, now=now)
        if done == Step.WARN:
            warnings, warned_at = warnings + 1, now
            told.append(now)
        if done == Step.SUSPEND:
            assert len(told) == len(WARNED_BEFORE)
            assert now - told[0] >= WARNED_BEFORE[0]
            assert now - told[1] >= WARNED_BEFORE[1]
            assert now - USED >= SUSPENDED_AFTER
            return
    assert len(told) <= len(WARNED_BEFORE)
