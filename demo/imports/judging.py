"""The judged searches: asked of this platform's search and of plain full-text search, side by side.

What should be found is told by documents, read one by one by their conditions: neither search has a part in it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F
from django.http import QueryDict

from actors.enums import Noun
from actors.rules import NOBODY, Viewer
from catalog.filters import SearchListing
from catalog.models import Entry
from catalog.queries.search import CONFIG
from demo.imports.content import lists
from demo.rules.judging import SHOWN, ndcg, recall
from territories.models import Territory

ENDED = "ended"
OPEN = ("open", "in_resorption")
# What a condition reads of a document.
READ: dict[str, Callable[[dict[str, Any]], Any]] = {
    "closed": lambda said: str(said.get("closed_on") or "")[:4],
    "installed": lambda said: str(said.get("installed_on") or "")[:4],
    "theme": lambda said: said.get("themes", []),
    "need": lambda said: said.get("site_needs", []),
    "kind": lambda said: said.get("territory_kinds", []),
    "alert": lambda said: said.get("alerts", []),
}
LIVING = ("water", "sanitation", "electricity", "waste", "vermin", "fire")


@dataclass(frozen=True)
class Judged:
    """One search: what each way of searching finds of what it should, nDCG then recall."""

    query: str
    answers: int
    ours: tuple[float, float]
    plain: tuple[float, float]


class Judge:
    """Judges for one member who sees everything, and for the public."""

    def __init__(self, member: Any) -> None:
        self.viewers = {"national": Viewer(user=member), "public": NOBODY}

    def judge(self, asked_of: str = "searches") -> Iterator[Judged]:
        """`asked_of`: the file of demo/content, "searches" or those held out of making the search."""
        for asked in lists(asked_of):
            viewer = self.viewers[asked.get("as", "national")]
            grades = self.grades(asked["find"], viewer)
            if grades:
                ours, plain = search_here(asked["q"], viewer), search_plainly(asked["q"], viewer)
                yield Judged(
                    asked["q"],
                    len(grades),
                    ours=(ndcg(ours, grades), recall(ours, grades)),
                    plain=(ndcg(plain, grades), recall(plain, grades)),
                )

    def grades(self, find: dict[int, list[Any]], viewer: Viewer) -> dict[str, int]:
        """The grade of each document, the best where several say one."""
        entries = self._entries["public" if viewer is NOBODY else "national"]
        found: dict[str, int] = {}
        for grade, answers in sorted(find.items()):
            for answer in answers:
                found |= {entry.key: grade for entry in entries if self._is(entry, answer)}
        return found

    @cached_property
    def _entries(self) -> dict[str, list[Entry]]:
        return {
            name: list(Entry.objects.visible_to(viewer).as_read().order_by("pk"))
            for name, viewer in self.viewers.items()
        }

    @cached_property
    def _places(self) -> dict[str, int]:
        return {place.key.replace("--", "-"): place.pk for place in Territory.objects.current().order_by("pk")}

    @cached_property
    def _with_action(self) -> set[str]:
        actions = [entry.data for entry in self._entries["national"] if entry.noun == Noun.ACTION]
        return {key for said in actions if said["status"] != ENDED for key in said.get("sites", [])}

    def _is(self, entry: Entry, answer: Any) -> bool:
        if isinstance(answer, str):
            noun, _, title = answer.partition(" ")
            told = entry.title.replace("\u00a0", " ")
            return entry.noun == noun and re.search(title, told, re.IGNORECASE) is not None
        return entry.noun == answer["noun"] and all(
            self._holds(entry, name, wanted) for name, wanted in answer["where"].items()
        )

    def _holds(self, entry: Entry, name: str, wanted: Any) -> bool:
        if name == "place":
            return self._places.get(wanted) in entry.territory_ids
        if name == "people_min":
            return entry.people is not None and entry.people >= wanted
        if name == "people_max":
            return entry.people is not None and entry.people <= wanted
        if name == "without_action":
            return entry.data["status"] in OPEN and entry.key not in self._with_action
        said = entry.data["living_conditions"].get(name) if name in LIVING else READ.get(name, _field(name))(entry.data)
        values = said if isinstance(said, list) else [said]
        return bool({*values} & {*(wanted if isinstance(wanted, list) else [wanted])})


def search_here(query: str, viewer: Viewer) -> list[str]:
    asked = QueryDict(mutable=True)
    asked["q"] = query
    return [entry.key for entry in SearchListing(asked, viewer=viewer, size=SHOWN).items]


def search_plainly(query: str, viewer: Viewer) -> list[str]:
    """PostgreSQL's full-text search in French, accents apart, in the order of its own rank."""
    words = SearchQuery(query, config=CONFIG, search_type="websearch")
    entries = Entry.objects.visible_to(viewer).filter(search_vector=words)
    ranked = entries.annotate(rank=SearchRank(F("search_vector"), words)).order_by("-rank", "-change")
    return list(ranked.values_list("key", flat=True)[:SHOWN])


def _field(name: str) -> Callable[[dict[str, Any]], Any]:
    return lambda said: said.get(name)
