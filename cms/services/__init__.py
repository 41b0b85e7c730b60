"""Verbs on the page tree: one page at a time, or many at once for imports."""

from cms.services.bulk import add_pages, change_pages
from cms.services.copying import copy_rows, give_keys
from cms.services.tree import add_page, ensure_territory_page, ensure_territory_pages, free_slug, section_chain

__all__ = [
    "add_page",
    "add_pages",
    "change_pages",
    "copy_rows",
    "ensure_territory_page",
    "ensure_territory_pages",
    "free_slug",
    "give_keys",
    "section_chain",
]
