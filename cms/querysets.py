"""How pages are fetched."""

from typing import Any

from wagtail.models import PageManager


class PlacedPageManager(PageManager):
    """Brings the place of a page with its row: rights ask it of every page, and the explorer asks them page by page.

    The place is the first step of the page type's `place_lookup`.
    """

    def get_queryset(self) -> Any:
        model: Any = self.model
        return super().get_queryset().select_related(model.place_lookup.split("__")[0])
