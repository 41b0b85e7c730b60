"""Reads on pages: the tree, and versions on their way."""

from cms.queries.changes import Change, changes, label_of, words
from cms.queries.tree import Section, sections_below
from cms.queries.waiting import Sent, Waiting, count_waiting, sent_by, waiting_for, waits_on

__all__ = [
    "Change",
    "Section",
    "Sent",
    "Waiting",
    "changes",
    "count_waiting",
    "label_of",
    "sections_below",
    "sent_by",
    "waiting_for",
    "waits_on",
    "words",
]
