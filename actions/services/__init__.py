"""Verbs on actions."""

from actions.services.action import ACTION_FACTS, create_action, end_action, update_action
from actions.services.calendar import follow_calendar
from actions.services.results import record_funding, record_indicators

__all__ = [
    "ACTION_FACTS",
    "create_action",
    "end_action",
    "follow_calendar",
    "record_funding",
    "record_indicators",
    "update_action",
]
