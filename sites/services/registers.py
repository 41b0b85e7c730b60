"""Writing what a register says: many sites and observations at once.

The register speaks for whoever keeps it; who may import is decided before (a command, or a right of the national team).
Nobody is notified one site at a time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from actors.models import User
from catalog.services import publish_pages
from cms.models import TerritoryPage
from cms.services import add_pages, change_pages, copy_rows, ensure_territory_pages, give_keys
from sites.models import Observation, SitePage
from sites.models.site import opaque_slug
from sites.services.placing import follow_commune
from territories.models import Territory

BATCH = 1000
ADDED = "sites.import"
CHANGED = "sites.import_change"


@dataclass
class Observed:
    """What one edition counted on a site. `known` is the observation that the same edition gave before."""

    on: date
    edition: str
    values: Mapping[str, Any]
    known: Observation | None = None


@dataclass
class RegisterEntry:
    """What a register says of one site: new, or known and the `facts` that change (SITE_FACTS and "commune")."""

    external_id: str
    commune: Territory
    facts: Mapping[str, Any]
    observed: Observed | None = None
    site: SitePage | None = None


@transaction.atomic
def import_entries(entries: Sequence[RegisterEntry], *, register: str, user: User | None = None) -> None:
    """Make the sites that are new, change those that are known, record what was observed, publish them all."""
    known = [entry for entry in entries if entry.site and entry.facts]
    sections = _add([entry for entry in entries if entry.site is None], register=register, user=user)
    _change(known, user=user)
    _observe(entries, user=user)
    publish_pages([*sections, *(entry.site for entry in entries if entry.site)])


def _add(entries: Sequence[RegisterEntry], *, register: str, user: User | None) -> list[TerritoryPage]:
    """Each below the section of its département, made if it is not there; the sections are given back."""
    sections = ensure_territory_pages({entry.commune.pk: entry.commune for entry in entries}.values())
    below: dict[int, tuple[TerritoryPage, list[SitePage]]] = {}
    for entry in entries:
        facts = {"commune": entry.commune, "register": register, "external_id": entry.external_id, **entry.facts}
        entry.site = SitePage(slug=opaque_slug(), **facts)
        section = sections[entry.commune.pk]
        below.setdefault(section.pk, (section, []))[1].append(entry.site)
    add_pages(list(below.values()), action=ADDED, user=user)
    return list(sections.values())


def _change(entries: Sequence[RegisterEntry], *, user: User | None) -> None:
    changed: dict[int, SitePage] = {}
    fields: dict[int, list[str]] = {}
    for entry in entries:
        if entry.site:
            changed[entry.site.pk] = entry.site
            fields[entry.site.pk] = sorted(entry.facts)
            for name, value in entry.facts.items():
                setattr(entry.site, name, value)
    # Names of fields only: the history is read by those who may not read every value.
    change_pages(
        list(changed.values()),
        fields=sorted({name for names in fields.values() for name in names}),
        action=CHANGED,
        user=user,
        data=lambda site: {"fields": fields[site.pk]},
    )
    for key, site in changed.items():
        if "commune" in fields[key]:
            follow_commune(site)


def _observe(entries: Sequence[RegisterEntry], *, user: User | None) -> None:
    new: list[Observation] = []
    known: list[Observation] = []
    names: set[str] = {"observed_on"}
    for entry in entries:
        if entry.observed is None:
            continue
        names |= set(entry.observed.values)
        observation = _observation(entry, entry.observed, user=user)
        (known if entry.observed.known else new).append(observation)
    give_keys(new)
    copy_rows(new)
    if known:
        Observation.objects.bulk_update(known, sorted(names), batch_size=BATCH)


def _observation(entry: RegisterEntry, observed: Observed, *, user: User | None) -> Observation:
    observation = observed.known or Observation(site=entry.site, author=user, register_edition=observed.edition)
    observation.observed_on = observed.on
    for name, value in observed.values.items():
        setattr(observation, name, value)
    return observation
