"""Writing the catalogue: the only place that does."""

from catalog.services.areas import refresh_areas
from catalog.services.entries import Outcome
from catalog.services.following import follow_links, follow_links_below, follow_picture
from catalog.services.publication import (
    publish_page,
    publish_pages,
    publish_tree,
    withdraw_page,
    withdraw_pages,
)
from catalog.services.rebuild import is_of_another_policy, rebuild_catalog

__all__ = [
    "Outcome",
    "follow_links",
    "follow_links_below",
    "follow_picture",
    "is_of_another_policy",
    "publish_page",
    "publish_pages",
    "publish_tree",
    "rebuild_catalog",
    "refresh_areas",
    "withdraw_page",
    "withdraw_pages",
]
