"""Verbs on actions."""

from actions.services.action import ACTION_FACTS, continue_action, create_action, update_action
from actions.services.calendar import follow_calendar
from actions.services.ending import ask_reviews, end_action, review_action
from actions.services.results import record_funding, record_indicators

__all__ = [
    "ACTION_FACTS",
    "ask_reviews",
    "continue_action",
    "create_action",
    "end_action",
    "follow_calendar",
    "record_funding",
    "record_indicators",
    "review_action",
    "update_action",
]
