"""The last change that somebody may see, asked of the database once for all those who hold the same scopes."""

from django.core.cache import caches
from django.db.models import Max

from actors.enums import Noun
from actors.rules import Viewer
from catalog.models import Entry
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
    newest = cache.get_or_set("newest", _newest, FRESH_FOR_S)
    key = f"{watch.digest}:{newest}"
    change = cache.get_or_set(key, lambda: _last_change(watch), KEPT_FOR_S)
    return mark_of(watch, change or 0)


def _newest() -> int:
    return Entry.objects.aggregate(newest=Max("change"))["newest"] or 0


def _last_change(watch: Watch) -> int:
    """Withdrawals count: what has gone must go from the page."""
    seen = Entry.objects.filter(noun__in=FOLLOWED).addressed_to(Viewer(user=watch)).order_by("-change")
    return seen.values_list("change", flat=True).first() or 0
