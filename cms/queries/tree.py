"""Reads on the page tree."""

from dataclasses import dataclass, field

from cms.models import TerritoryIndexPage, TerritoryPage


@dataclass
class Section:
    """A territory's page and those below it, in alphabetical order."""

    page: TerritoryPage
    parts: list["Section"] = field(default_factory=list)


def sections_below(page: TerritoryIndexPage | TerritoryPage) -> list[Section]:
    """The published sections below a page, as a tree. One query."""
    pages = TerritoryPage.objects.descendant_of(page).live().select_related("territory").order_by("path")
    top: list[Section] = []
    by_path: dict[str, Section] = {}
    for one in pages:
        by_path[one.path] = section = Section(one)
        above = by_path.get(one.path[: -one.steplen])
        (above.parts if above else top).append(section)
    for section in by_path.values():
        section.parts.sort(key=_name)
    return sorted(top, key=_name)


def _name(section: Section) -> str:
    return section.page.territory.search_name
