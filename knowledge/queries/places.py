"""Practices by place (a practice has none of its own; those who took it up have), and by theme."""

from django.db.models import QuerySet

from actors.enums import Noun
from actors.rules import Viewer
from catalog.models import Entry
from catalog.querysets import EntryQuerySet
from knowledge.models import Adoption
from territories.models import Territory


def practices_taken_up(territory: Territory, viewer: Viewer, *, limit: int) -> QuerySet[Entry]:
    """Published practices that somebody took up in `territory`, by title."""
    taken_up = Adoption.objects.filter(territory__ancestor_ids__contains=[territory.pk]).values("practice_id")
    return _practices(viewer).filter(page_id__in=taken_up).order_by("title", "pk")[:limit]


def best_of_theme(theme: str, viewer: Viewer) -> list[Entry]:
    """Every published practice of a theme, best evidence first, then by title."""
    found = list(_practices(viewer).tagged("theme", [theme]).order_by("title", "pk"))
    return sorted(found, key=lambda entry: entry.data["evidence"]["grade"], reverse=True)


def _practices(viewer: Viewer) -> EntryQuerySet:
    """As cards show them."""
    return Entry.objects.visible_to(viewer, noun=Noun.PRACTICE).as_read()
