"""A register of sites, from the file to the report."""

from dataclasses import dataclass, field

from django.db import transaction

from actors.models import User
from registers.imports.opened import Opened, Request, Say, open_register
from registers.imports.records import Refusal
from registers.imports.report import Report
from registers.imports.table import Table
from sites.imports.planning import PlannedSite, Planner
from sites.imports.schema import SITE_SCHEMA
from sites.services.registers import Observed, RegisterEntry, import_entries

BATCH = 2000


@dataclass(slots=True)
class SiteImport:
    """What would be done. `apply` does it, all of it or nothing."""

    opened: Opened
    planner: Planner
    planned: list[PlannedSite] = field(default_factory=list)

    @property
    def report(self) -> Report:
        return self.opened.report

    @property
    def table(self) -> Table:
        return self.opened.table

    @transaction.atomic
    def apply(self, *, user: User | None = None, say: Say = lambda _count: None) -> None:
        changes = [planned for planned in self.planned if not planned.is_same]
        self.planner.places.ensure([planned.place for planned in changes])
        for start in range(0, len(changes), BATCH):
            entries = [self._entry(planned) for planned in changes[start : start + BATCH]]
            import_entries(entries, register=self.opened.register, user=user)
            say(start + len(entries))

    def _entry(self, planned: PlannedSite) -> RegisterEntry:
        commune = self.planner.places.territory_of(planned.place)
        facts = dict(planned.facts)
        if "commune" in facts:
            facts["commune"] = commune
        observed = None
        if planned.is_observed_anew and planned.observed_on:
            observed = Observed(planned.observed_on, planned.edition, planned.observation, planned.known_observation)
        return RegisterEntry(planned.record.external_id, commune, facts, observed, planned.site)


def plan_sites(request: Request, *, say: Say = lambda _count: None) -> SiteImport:
    """Read a register and compare it with the sites that are known of it. Nothing is written."""
    opened = open_register(request, SITE_SCHEMA, noun="site", say=say)
    planner = Planner(register=opened.register, edition=opened.edition, edition_on=opened.edition_on)
    work = SiteImport(opened, planner)
    for outcome in planner.plan(opened.records):
        if isinstance(outcome, Refusal):
            opened.report.refuse(outcome)
        else:
            work.planned.append(outcome)
            _count(opened.report, outcome)
    opened.report.refused.sort(key=lambda refusal: refusal.row.number)
    return work


def _count(report: Report, planned: PlannedSite) -> None:
    report.rows += 1
    report.observations += planned.is_observed_anew and planned.known_observation is None
    if planned.site is None:
        report.new += 1
    elif planned.is_same:
        report.same += 1
    else:
        report.changed += 1
        report.changes.update(planned.facts.keys())
        if planned.is_observed_anew and planned.known_observation:
            report.changes["observation"] += 1
