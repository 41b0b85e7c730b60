"""Pages that stand in the section of a place, many at once, for imports."""

from collections.abc import Mapping, Sequence
from typing import Any

from cms.models import PlatformPage, TerritoryPage
from cms.services.bulk import add_pages, change_pages
from cms.services.tree import ensure_territory_pages
from territories.models import Territory


def add_placed_pages(
    placed: Sequence[tuple[Territory, PlatformPage]], *, action: str, user: Any = None
) -> list[TerritoryPage]:
    """Each below the section of its place, made if it is not there; the sections are given back."""
    sections = ensure_territory_pages({place.pk: place for place, _page in placed}.values())
    below: dict[int, tuple[TerritoryPage, list[PlatformPage]]] = {}
    for place, page in placed:
        section = sections[place.pk]
        below.setdefault(section.pk, (section, []))[1].append(page)
    add_pages(list(below.values()), action=action, user=user)
    return list(sections.values())


def change_facts(changes: Sequence[tuple[PlatformPage, Mapping[str, Any]]], *, action: str, user: Any = None) -> None:
    """Each page takes its facts. The log has names of fields only: not every reader of it may read every value."""
    fields = {page.pk: sorted(facts) for page, facts in changes}
    for page, facts in changes:
        for name, value in facts.items():
            setattr(page, name, value)
    change_pages(
        list({page.pk: page for page, _facts in changes}.values()),
        fields=sorted({name for names in fields.values() for name in names}),
        action=action,
        user=user,
        data=lambda page: {"fields": fields[page.pk]},
    )
