"""Writing what a register says: many actions and their results at once. Nobody is notified one action at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from actions.models import ActionPage, Indicator
from actors.models import User
from catalog.services import publish_pages
from cms.models import TerritoryPage
from cms.services import add_placed_pages, change_facts, copy_rows, give_keys
from territories.models import Territory

BATCH = 1000
ADDED = "actions.import"
CHANGED = "actions.import_change"


@dataclass
class Results:
    """Counts of one year, and their comment. `known` is the row that is there for this year."""

    year: int
    values: Mapping[str, Any]
    known: Indicator | None = None


@dataclass
class ActionEntry:
    """What a register says of one action: new (no `action`), or known and the `facts` that change."""

    external_id: str
    territory: Territory
    facts: Mapping[str, Any]
    results: Results | None = None
    action: ActionPage | None = None


@transaction.atomic
def import_actions(entries: Sequence[ActionEntry], *, register: str, user: User | None = None) -> None:
    """Make the actions that are new, change those that are known, record their results, publish them all."""
    known = [(entry.action, entry.facts) for entry in entries if entry.action and entry.facts]
    sections = _add([entry for entry in entries if entry.action is None], register=register, user=user)
    change_facts(known, action=CHANGED, user=user)
    _record([entry for entry in entries if entry.results])
    publish_pages([*sections, *(entry.action for entry in entries if entry.action)])


def _add(entries: Sequence[ActionEntry], *, register: str, user: User | None) -> list[TerritoryPage]:
    placed = []
    for entry in entries:
        facts = {"territory": entry.territory, "register": register, "external_id": entry.external_id, **entry.facts}
        entry.action = ActionPage(**facts)
        placed.append((entry.territory, entry.action))
    return add_placed_pages(placed, action=ADDED, user=user)


def _record(entries: Sequence[ActionEntry]) -> None:
    new: list[Indicator] = []
    known: list[Indicator] = []
    names: set[str] = {"updated_at"}
    for entry in entries:
        if entry.results is None:
            continue
        names |= set(entry.results.values)
        indicator = entry.results.known or Indicator(action=entry.action, year=entry.results.year)
        for name, value in entry.results.values.items():
            setattr(indicator, name, value)
        (known if entry.results.known else new).append(indicator)
    give_keys(new)
    copy_rows(new)
    if known:
        Indicator.objects.bulk_update(known, sorted(names), batch_size=BATCH)
