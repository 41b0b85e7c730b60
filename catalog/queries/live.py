"""The last change that somebody may see, asked of the database once for all those who hold the same scopes."""

from functools import lru_cache
from typing import Any

from django.core.cache import caches

from actors.enums import Noun, PrecisionPolicy
from actors.querysets import asked_often
from actors.rules import Viewer
from actors.rules.precision import public_precision
from catalog.models import Entry
from catalog.queries.version import last_change
from catalog.rules.live import Watch, mark_of

# What the pages that listen show of the catalogue.
FOLLOWED = (Noun.SITE, Noun.ACTION)
# Pages ask every two seconds and a half: with this, what is published shows within five.
FRESH_FOR_S = 1
KEPT_FOR_S = 600


def current_mark(watch: Watch) -> str:
    """The mark of now, straight from the database: for a page that is being written. One query."""
    return mark_of(watch, _last_change(watch))


def shared_mark(watch: Watch) -> str:
    """The same for those who ask again: one query a second in all, and one more per set of scopes after a change."""
    cache = caches["live"]
    newest = cache.get_or_set("newest", last_change, FRESH_FOR_S)
    key = f"{watch.digest}:{newest}"
    change = cache.get_or_set(key, lambda: _last_change(watch), KEPT_FOR_S)
    return mark_of(watch, change or 0)


def _last_change(watch: Watch) -> int:
    found = asked_often(*_question(watch, public_precision()))
    return int(found[0][0]) if found else 0


@lru_cache(maxsize=2048)
def _question(watch: Watch, _policy: PrecisionPolicy) -> tuple[str, tuple[Any, ...]]:
    """Withdrawals count: what has gone must go from the page.

    The policy is read where it is written: in SQL, once for all those who hold these scopes.
    """
    seen = Entry.objects.filter(noun__in=FOLLOWED).addressed_to(Viewer(user=watch)).order_by("-change")
    sql, given = seen.values_list("change", flat=True)[:1].query.sql_with_params()
    return sql, tuple(given)
