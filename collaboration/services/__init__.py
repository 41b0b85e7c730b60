"""Verbs of the journal and of coordination."""

from collaboration.services.journal import Audience, delete_message, edit_message, mark_read, write_in_journal
from collaboration.services.moderation import hide_message, show_message

__all__ = [
    "Audience",
    "delete_message",
    "edit_message",
    "hide_message",
    "mark_read",
    "show_message",
    "write_in_journal",
]
