"""Writing the catalogue: the only place that does."""

from catalog.services.publication import (
    Outcome,
    publish_page,
    publish_pages,
    publish_tree,
    withdraw_page,
    withdraw_pages,
)
from catalog.services.rebuild import rebuild_catalog

__all__ = [
    "Outcome",
    "publish_page",
    "publish_pages",
    "publish_tree",
    "rebuild_catalog",
    "withdraw_page",
    "withdraw_pages",
]
