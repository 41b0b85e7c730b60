"""Writing what a register says: many sites and observations at once.

The register speaks for whoever keeps it; who may import is decided before (a command, or a right of the national team).
Nobody is notified one site at a time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from actors.models import User
from catalog.services import publish_pages
from cms.models import TerritoryPage
from cms.services import add_placed_pages, change_facts, copy_rows, give_keys
from sites.enums import SiteStatus
from sites.models import Observation, Phase, SitePage
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
    # By kind: begun, and ended or None.
    phases: Mapping[str, tuple[date, date | None]] = field(default_factory=dict)


@transaction.atomic
def import_entries(entries: Sequence[RegisterEntry], *, register: str, user: User | None = None) -> None:
    """Make the sites that are new, change those that are known, record what was observed, publish them all."""
    known = [(entry.site, entry.facts) for entry in entries if entry.site and entry.facts]
    sections = _add([entry for entry in entries if entry.site is None], register=register, user=user)
    change_facts(known, action=CHANGED, user=user)
    for site, facts in known:
        if "commune" in facts:
            follow_commune(site)
    _observe(entries, user=user)
    _date_phases(entries)
    publish_pages([*sections, *(entry.site for entry in entries if entry.site)])


def _add(entries: Sequence[RegisterEntry], *, register: str, user: User | None) -> list[TerritoryPage]:
    placed = []
    for entry in entries:
        facts = {"commune": entry.commune, "register": register, "external_id": entry.external_id, **entry.facts}
        entry.site = SitePage(slug=opaque_slug(), **facts)
        placed.append((entry.commune, entry.site))
    return add_placed_pages(placed, action=ADDED, user=user)


def _date_phases(entries: Sequence[RegisterEntry]) -> None:
    """A phase brings a site from open to in resorption, as when a person dates it."""
    told = [(entry.site, entry.phases) for entry in entries if entry.site and entry.phases]
    rows = [
        Phase(site=site, kind=kind, started_on=started, completed_on=completed)
        for site, phases in told
        for kind, (started, completed) in phases.items()
    ]
    Phase.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["site", "kind"],
        update_fields=["started_on", "completed_on"],
    )
    begun = [site for site, _phases in told if site.status == SiteStatus.OPEN]
    SitePage.objects.filter(pk__in=[site.pk for site in begun]).update(status=SiteStatus.IN_RESORPTION)
    for site in begun:
        site.status = SiteStatus.IN_RESORPTION


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
