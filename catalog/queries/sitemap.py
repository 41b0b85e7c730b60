"""The addresses that search engines may read: public pages and windows, and nothing of what members see."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap

from catalog.models import Entry
from catalog.queries.sharing import public_pages, window_paths
from catalog.querysets import EntryQuerySet


class PageSitemap(Sitemap):
    limit = 10_000

    def items(self) -> EntryQuerySet:
        return public_pages()

    def location(self, item: Entry) -> str:
        return item.url

    def lastmod(self, item: Entry) -> datetime:
        """Of what is public of it: what happens to the rest does not show."""
        return item.changed_at


class WindowSitemap(Sitemap):
    def items(self) -> list[str]:
        return window_paths()

    def location(self, item: Any) -> str:
        return str(item)


SITEMAPS: dict[str, type[Sitemap] | Sitemap] = {"pages": PageSitemap, "fenetres": WindowSitemap}
