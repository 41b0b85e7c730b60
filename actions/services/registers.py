"""Writing what a register says: many actions and their results at once. Nobody is notified one action at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from actions.models import ActionPage, Indicator
from actors.models import User
from catalog.services import publish_pages
from cms.models import TerritoryPage
from cms.services import add_pages, change_pages, copy_rows, ensure_territory_pages, give_keys
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
    known = [entry for entry in entries if entry.action and entry.facts]
    sections = _add([entry for entry in entries if entry.action is None], register=register, user=user)
    _change(known, user=user)
    _record([entry for entry in entries if entry.results])
    publish_pages([*sections, *(entry.action for entry in entries if entry.action)])


def _add(entries: Sequence[ActionEntry], *, register: str, user: User | None) -> list[TerritoryPage]:
    sections = ensure_territory_pages({entry.territory.pk: entry.territory for entry in entries}.values())
    below: dict[int, tuple[TerritoryPage, list[ActionPage]]] = {}
    for entry in entries:
        facts = {"territory": entry.territory, "register": register, "external_id": entry.external_id, **entry.facts}
        entry.action = ActionPage(**facts)
        section = sections[entry.territory.pk]
        below.setdefault(section.pk, (section, []))[1].append(entry.action)
    add_pages(list(below.values()), action=ADDED, user=user)
    return list(sections.values())


def _change(entries: Sequence[ActionEntry], *, user: User | None) -> None:
    changed: dict[int, ActionPage] = {}
    fields: dict[int, list[str]] = {}
    for entry in entries:
        if entry.action:
            changed[entry.action.pk] = entry.action
            fields[entry.action.pk] = sorted(entry.facts)
            for name, value in entry.facts.items():
                setattr(entry.action, name, value)
    change_pages(
        list(changed.values()),
        fields=sorted({name for names in fields.values() for name in names}),
        action=CHANGED,
        user=user,
        data=lambda action: {"fields": fields[action.pk]},
    )


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
