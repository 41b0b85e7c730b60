"""Verbs on the page tree: one page at a time, or many at once for imports."""

from cms.services.asking import ask_judges
from cms.services.bulk import add_pages, change_pages
from cms.services.carrying import carry_over
from cms.services.copying import copy_rows, give_keys
from cms.services.placed import add_placed_pages, change_facts
from cms.services.reminders import remind_validations
from cms.services.tree import add_page, ensure_territory_page, ensure_territory_pages, free_slug, section_chain
from cms.services.workflow import (
    approve_version,
    close_refused,
    hold_page,
    mark_of,
    open_submission,
    refuse_version,
    require_free,
    require_unchanged,
    restore_version,
    save_version,
    submit_version,
    unpublish_page,
    version_to_change,
    withdraw_version,
)

__all__ = [
    "add_page",
    "add_pages",
    "add_placed_pages",
    "approve_version",
    "ask_judges",
    "carry_over",
    "change_facts",
    "change_pages",
    "close_refused",
    "copy_rows",
    "ensure_territory_page",
    "ensure_territory_pages",
    "free_slug",
    "give_keys",
    "hold_page",
    "mark_of",
    "open_submission",
    "refuse_version",
    "remind_validations",
    "require_free",
    "require_unchanged",
    "restore_version",
    "save_version",
    "section_chain",
    "submit_version",
    "unpublish_page",
    "version_to_change",
    "withdraw_version",
]
