from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone

from actions.services import follow_calendar
from actors.enums import Noun
from catalog.models import Entry
from catalog.services import publish_pages
from tests.factories.actions import ActionPageFactory


@pytest.fixture
def on(monkeypatch):
    """Makes it the day given."""
    return lambda day: monkeypatch.setattr(timezone, "localdate", lambda: day)


@pytest.fixture
def action(departement, on):
    on(date(2026, 2, 28))
    action = ActionPageFactory(territory=departement, started_on=date(2026, 3, 1), ended_on=date(2026, 6, 30))
    publish_pages([action, ActionPageFactory(territory=departement)])
    return action


def statuses(action):
    """What every audience is told, in the document and in the filter."""
    entries = Entry.objects.published().of(Noun.ACTION).filter(page_id=action.pk)
    tags = {tag for entry in entries for tag in entry.tags if tag.startswith("status:")}
    return {entry.data["status"] for entry in entries}, tags


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2026, 2, 28), "planned"),
        (date(2026, 3, 1), "under_way"),
        (date(2026, 6, 30), "under_way"),
        (date(2026, 7, 1), "outcome_awaited"),
        (date(2027, 7, 1), "outcome_awaited"),
    ],
)
def test_an_action_is_told_as_it_stands_on_the_day(action, on, day, status):
    on(day)
    call_command("update_action_statuses")
    assert statuses(action) == ({status}, {f"status:{status}"})
    assert follow_calendar().written == 0


def test_only_the_actions_that_turned_are_written_again(action, on):
    on(date(2026, 3, 1))
    assert follow_calendar().written == 2


def test_an_action_without_an_end_is_of_each_new_year_too(departement, on):
    on(date(2026, 12, 31))
    open_ended = ActionPageFactory(territory=departement, started_on=date(2025, 9, 1))
    closed = ActionPageFactory(territory=departement, started_on=date(2025, 9, 1), ended_on=date(2027, 6, 30))
    publish_pages([open_ended, closed])
    assert follow_calendar().written == 0
    on(date(2027, 1, 1))
    assert follow_calendar().written == 2
    for entry in Entry.objects.published().of(Noun.ACTION).filter(page_id__in=[open_ended.pk, closed.pk]):
        assert {tag for tag in entry.tags if tag.startswith("year:")} == {"year:2025", "year:2026", "year:2027"}
    assert follow_calendar().written == 0
