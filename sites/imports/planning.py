"""What importing a register would do: new sites, changed ones, the same; read from the database, nothing written.

A later or the same edition says what the sheet is now; an older one fills in only what is unknown. Unknown in the
register never erases what is known here, and a field that the file does not speak of is left alone.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from registers.imports.records import Reason, Record, Refusal
from sites.enums import DatePrecision, KindOfPlace, OwnerKind, YesNo
from sites.imports.phases import Dates, new_phases, told_phases
from sites.imports.places import Place, PlaceBook, UnknownPlaceError
from sites.imports.schema import ALERTS, ANSWERS, IDENTITY_SCHEMA, MEANS, OBSERVATION_FIELDS
from sites.models import Observation, Phase, SitePage
from sites.rules.counts import impossible_counts, impossible_date
from sites.rules.dates import is_vaguer
from sites.services.registers import Observed, RegisterEntry, import_entries

# How each of ours says "unknown".
UNKNOWN: dict[str, Any] = {
    "address": "",
    "access_details": "",
    "owner_name": "",
    "comment": "",
    "origins": [],
    "reinstallation": YesNo.UNKNOWN,
    "kind_of_place": KindOfPlace.UNKNOWN,
    "owner_kind": OwnerKind.UNKNOWN,
    **dict.fromkeys((*ANSWERS, *MEANS), YesNo.UNKNOWN),
}
INSTALLED = {"installed_on", "installed_precision"}
BATCH = 5000


@dataclass(slots=True)
class PlannedSite:
    """One row that fits: the place and facts to write (none when nothing changes), and what was observed."""

    record: Record
    place: Place
    site: SitePage | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    observed_on: date | None = None
    edition: str = ""
    observation: dict[str, Any] = field(default_factory=dict)
    known_observation: Observation | None = None
    is_observed_anew: bool = False
    phases: dict[str, Dates] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        return self.site is None

    @property
    def is_same(self) -> bool:
        return not (self.is_new or self.facts or self.is_observed_anew or self.phases)

    @property
    def observations(self) -> int:
        return int(self.is_observed_anew and self.known_observation is None)

    @property
    def changes(self) -> list[str]:
        is_recounted = self.is_observed_anew and self.known_observation
        return [*self.facts, *(["observation"] if is_recounted else []), *(["phases"] if self.phases else [])]


@dataclass(frozen=True, slots=True)
class _Known:
    """The site that bears this identifier, and what the register has already said of it."""

    site: SitePage | None
    observations: list[Observation]
    phases: list[Phase]

    def of_edition(self, edition: str) -> Observation | None:
        return next((seen for seen in self.observations if seen.register_edition == edition), None)


class Planner:
    """Plans rows by batches, at a few queries a batch."""

    def __init__(self, *, register: str, edition: str = "", edition_on: date | None = None) -> None:
        self.register = register
        self.edition = edition
        self.edition_on = edition_on
        self.places = PlaceBook()
        self.notes: Counter[str] = Counter()
        self.today = timezone.localdate()

    def plan(self, records: list[Record]) -> Iterable[PlannedSite | Refusal]:
        for start in range(0, len(records), BATCH):
            yield from self._plan_batch(records[start : start + BATCH])

    def prepare(self, planned: Sequence[PlannedSite]) -> None:
        self.places.ensure([one.place for one in planned])

    def write(self, planned: Sequence[PlannedSite], *, user: Any) -> None:
        import_entries([self._entry(one) for one in planned], register=self.register, user=user)

    def _entry(self, planned: PlannedSite) -> RegisterEntry:
        commune = self.places.territory_of(planned.place)
        facts = planned.facts | ({"commune": commune} if "commune" in planned.facts else {})
        observed = None
        if planned.is_observed_anew and planned.observed_on:
            observed = Observed(planned.observed_on, planned.edition, planned.observation, planned.known_observation)
        return RegisterEntry(planned.record.external_id, commune, facts, observed, planned.site, planned.phases)

    def _plan_batch(self, records: list[Record]) -> Iterable[PlannedSite | Refusal]:
        identifiers = [record.external_id for record in records]
        known = {
            site.external_id: site
            for site in SitePage.objects.filter(register=self.register, external_id__in=identifiers)
            .select_related("commune__parent")
            .order_by("pk")
        }
        seen: dict[int, list[Observation]] = {}
        observations = Observation.objects.filter(site__in=known.values()).exclude(register_edition="")
        for observation in observations.order_by("pk"):
            seen.setdefault(observation.site_id, []).append(observation)
        dated: dict[int, list[Phase]] = {}
        for phase in Phase.objects.filter(site__in=known.values()).order_by("pk"):
            dated.setdefault(phase.site_id, []).append(phase)
        for record in records:
            site = known.get(record.external_id)
            key = site.pk if site else 0
            yield self._plan(record, _Known(site, seen.get(key, []), dated.get(key, [])))

    def _plan(self, record: Record, known: _Known) -> PlannedSite | Refusal:
        reasons: list[Reason] = []
        place = self._place(record, reasons)
        observed_on = self._observed_on(record, reasons)
        phases, problems = told_phases(record.values, today=self.today)
        reasons += problems
        observation = _observation(record)
        reasons += [
            Reason(problem.reason, problem.field, str(observation.get(problem.field)))
            for problem in impossible_counts(observation)
        ]
        if known.site and known.site.has_unpublished_changes:
            reasons.append(Reason(_("a draft of this site awaits validation: settle it first"), value=known.site.title))
        if known.site and known.site.merged_into_id:
            reasons.append(Reason(_("this site was merged into another one here"), value=known.site.title))
        if reasons or place is None or observed_on is None:
            return Refusal(record.row, reasons)
        edition = self.edition or observed_on.isoformat()
        planned = PlannedSite(record, place, known.site, observed_on=observed_on, edition=edition)
        planned.observation = observation
        planned.phases = phases
        _compare(planned, self._facts(record), known)
        if known.site and not known.site.is_open and not planned.is_same:
            return Refusal(record.row, [Reason(_("this site is closed here: reopen it first"), value=known.site.title)])
        return planned

    def _place(self, record: Record, reasons: list[Reason]) -> Place | None:
        try:
            return self.places.find(record.values, _point(record))
        except UnknownPlaceError as error:
            reasons.append(Reason(str(error), error.field, str(record.values.get(error.field) or "")))
            return None

    def _observed_on(self, record: Record, reasons: list[Reason]) -> date | None:
        said = record.values.get("observed_on")
        observed_on = said if isinstance(said, date) else self.edition_on
        if observed_on is None:
            reasons.append(Reason(_("no date: neither the row nor the register says when this was observed")))
            return None
        problems = impossible_date(observed_on, today=self.today)
        reasons += [Reason(problem.reason, "observed_on", observed_on.isoformat()) for problem in problems]
        return observed_on

    def _facts(self, record: Record) -> dict[str, Any]:
        facts = {
            ("title" if name == "name" else name): _known(name, record.values[name])
            for name in IDENTITY_SCHEMA
            if name in record.values
        }
        point = _point(record)
        if point:
            facts["lon"], facts["lat"] = point
        if facts.get("installed_on"):
            facts["installed_precision"] = record.precisions.get("installed_on", str(DatePrecision.DAY))
        return facts


def _compare(planned: PlannedSite, said: dict[str, Any], known: _Known) -> None:
    """What changes on the sheet, and whether something is observed anew."""
    site, observed_on = planned.site, planned.observed_on
    if site is None or observed_on is None:
        planned.facts = {name: value for name, value in said.items() if not _is_unknown(name, value)}
        planned.is_observed_anew = True
        return
    is_older = any(observation.observed_on > observed_on for observation in known.observations)
    planned.facts = _changes(site, said, only_unknown=is_older)
    planned.phases = new_phases(planned.phases, known.phases, only_unknown=is_older)
    _settle_installation(planned, said, only_unknown=is_older)
    if not is_older and (site.commune.country, site.commune.level, site.commune.code) != planned.place.key:
        planned.facts["commune"] = planned.place
    planned.known_observation = known.of_edition(planned.edition)
    planned.is_observed_anew = planned.known_observation is None or _differs(
        planned.known_observation, planned.observation, observed_on
    )


def _observation(record: Record) -> dict[str, Any]:
    said = {name: _known(name, record.values[name]) for name in OBSERVATION_FIELDS if name in record.values}
    return said | {name: said[name] == YesNo.YES for name in ALERTS if name in said}


def _point(record: Record) -> tuple[float, float] | None:
    lon, lat = record.values.get("lon"), record.values.get("lat")
    if isinstance(lon, float) and isinstance(lat, float):
        return lon, lat
    return record.point


def _known(name: str, value: Any) -> Any:
    return UNKNOWN.get(name) if value is None else value


def _is_unknown(name: str, value: Any) -> bool:
    return value is None or value == UNKNOWN.get(name)


def _changes(site: SitePage, said: dict[str, Any], *, only_unknown: bool) -> dict[str, Any]:
    return {
        name: value
        for name, value in said.items()
        if not _is_unknown(name, value)
        and getattr(site, name) != value
        and (not only_unknown or _is_unknown(name, getattr(site, name)))
    }


def _settle_installation(planned: PlannedSite, said: dict[str, Any], *, only_unknown: bool) -> None:
    """A date and how well it is known change together, and never for what is already known better."""
    site, new = planned.site, said.get("installed_on")
    if site is None or new is None or not planned.facts.keys() & INSTALLED:
        return
    known, precision = site.installed_on, said["installed_precision"]
    if known and (only_unknown or is_vaguer(new, precision, known=known, known_precision=site.installed_precision)):
        planned.facts = {name: value for name, value in planned.facts.items() if name not in INSTALLED}
    else:
        planned.facts |= {"installed_on": new, "installed_precision": precision}


def _differs(before: Observation, values: dict[str, Any], observed_on: date) -> bool:
    return before.observed_on != observed_on or any(getattr(before, name) != value for name, value in values.items())
