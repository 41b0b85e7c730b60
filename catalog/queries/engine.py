"""Another search engine for larger installations, by setting alone (CATALOG_SEARCH, Wagtail's interface).

It finds numbers of entries for words, and nothing else: places, filters, facets, rights and what is shown are always
read from the database, so that what it holds of a thing withdrawn a second ago, or of what a reader may not see, is
never told. Where it does not answer, PostgreSQL does.
"""

import logging
from functools import cache, reduce
from operator import and_, or_
from typing import Any

import orjson
from django.conf import settings
from django.utils.module_loading import import_string
from wagtail.search.query import Phrase, PlainText

from actors.rules import Viewer
from catalog.enums import Audience
from catalog.models import SearchedEntry
from catalog.queries.search import Words

logger = logging.getLogger(__name__)
MOST = 2_000


def engine() -> Any | None:
    """Wagtail's backend; None where search is PostgreSQL's."""
    return _engine(orjson.dumps(settings.CATALOG_SEARCH).decode()) if settings.CATALOG_SEARCH else None


@cache
def _engine(told: str) -> Any:
    params = orjson.loads(told)
    return import_string(f"{params.pop('BACKEND')}.SearchBackend")(params)


def found_by_engine(words: Words, *, is_relaxed: bool, viewer: Viewer) -> list[int] | None:
    """The best first. None for no engine, for what it does not read (quotes, -words), and for one that fails."""
    backend = engine()
    if backend is None or not words.is_plain:
        return None
    audiences = [Audience.PUBLIC] if viewer.is_public else list(Audience)
    entries = SearchedEntry.objects.filter(audience__in=[str(one) for one in audiences])
    query = reduce(or_ if is_relaxed else and_, (_unit(ways) for ways in words.ways))
    try:
        return [entry.pk for entry in backend.search(query, entries.only("pk"))[:MOST]]
    except Exception as error:  # noqa: BLE001 (whatever an engine far away does, search goes on)
        # Neither the words nor who asked are written.
        logger.warning("The search engine does not answer (%s): PostgreSQL does.", type(error).__name__)
        return None


def _unit(ways: list[str]) -> Any:
    return reduce(or_, [PlainText(ways[0], operator="and"), *(Phrase(way) for way in ways[1:])])
