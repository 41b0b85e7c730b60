"""Practices that answer the same needs, or speak of the same themes."""

from actors.enums import Noun
from actors.rules import NOBODY
from catalog.models import Entry
from knowledge.models import PracticePage

SHOWN = 3
# What a shared need, theme or kind of territory weighs.
WEIGHTS = {"need": 3, "theme": 2, "kind": 1}


def related_practices(practice: PracticePage) -> list[Entry]:
    """The nearest, those with more evidence first among equals. One query."""
    mine = {f"need:{code}" for code in practice.site_needs} | {f"theme:{code}" for code in practice.themes}
    near = mine | {f"kind:{code}" for code in practice.territory_kinds}
    others = Entry.objects.visible_to(NOBODY, noun=Noun.PRACTICE).exclude(page_id=practice.pk)
    others = others.as_read()
    found = list(others.filter(tags__overlap=sorted(mine)).order_by("pk")) if mine else []
    found.sort(key=lambda entry: (-_nearness(entry, near), -_grade(entry), entry.pk))
    return found[:SHOWN]


def _nearness(entry: Entry, near: set[str]) -> int:
    return sum(WEIGHTS[tag.partition(":")[0]] for tag in near.intersection(entry.tags))


def _grade(entry: Entry) -> int:
    return next((int(tag[-1]) for tag in entry.tags if tag.startswith("evidence:E")), 0)
