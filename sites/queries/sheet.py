"""What the page of a site shows to one reader. Each part asks its own right; what may not be read is not fetched."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from actors.enums import Verb
from actors.queries.readings import ReadingLine
from actors.rules import can
from cms.rules.charts import LineChart, StatusStrip
from sites.enums import Block, BlockStatus, Origin, PhaseKind, Validation, YesNo
from sites.models import (
    Closure,
    Observation,
    ObservationPhoto,
    Procedure,
    ProcedureChange,
    Resettlement,
    SitePage,
    WeatherAlert,
)
from sites.queries.alerts import alerts_of_site
from sites.queries.chains import Chain, chain_of
from sites.queries.completion import SiteCompletion, site_completion
from sites.queries.curves import conditions_strip, people_curves
from sites.queries.ends import FormerEnd, StillThere, closure_of, follow_up_lines, former_ends
from sites.queries.files import shown_documents, shown_photos
from sites.queries.finding import name_for, origins_of
from sites.queries.readings import latest_readings
from sites.rules.counts import DWELLING_COUNTS, MINORS_BY_AGE
from sites.rules.living import ANSWERS_OF_BLOCK, statuses
from sites.rules.photos import can_remove_photo

Day = date

HISTORY_LINES = 30
PHOTOS_SHOWN = 24
KEY_FIGURES = ("people", "households", "women", "minors", "minors_in_school")


@dataclass(frozen=True)
class Figure:
    label: str
    value: int | None


@dataclass(frozen=True)
class Condition:
    """A block, its status, and the answers that are known."""

    label: str
    status: BlockStatus
    answers: list[tuple[str, str]]


@dataclass(frozen=True)
class Step:
    """A phase of the path, done, under way or to come."""

    label: str
    started_on: Day | None
    completed_on: Day | None

    @property
    def date(self) -> Day | None:
        return self.completed_on or self.started_on

    @property
    def done(self) -> bool:
        return self.completed_on is not None

    @property
    def current(self) -> bool:
        return self.started_on is not None and not self.done


@dataclass(frozen=True)
class Photo:
    """A photo of an observation, and whether the reader may take it away."""

    file: ObservationPhoto
    observed_on: date
    may_remove: bool


@dataclass(frozen=True)
class LogLine:
    at: datetime
    who: str
    what: str


@dataclass(frozen=True)
class SiteSheet:
    """`is_exact`: the reader may know the name and the place. `may`: verbs that the page offers.

    is_outcome_shown: what kind of place people went to, and whether they had been moved before.
    """

    site: SitePage
    name: str
    is_exact: bool
    is_restricted_shown: bool
    is_outcome_shown: bool
    may: dict[str, bool]
    observation: Observation | None
    days_old: int | None
    figures: list[Figure]
    details: list[tuple[str, Any]]
    conditions: list[Condition]
    steps: list[Step]
    observations: list[Observation]
    curves: LineChart | None
    strip: StatusStrip | None
    closure: Closure | None
    follow_up: list[StillThere]
    actions: list[Any]
    alerts: list[WeatherAlert] = field(default_factory=list)
    waiting: list[Observation] = field(default_factory=list)
    chain: Chain | None = None
    came_from: list[Resettlement] = field(default_factory=list)
    went_to: list[SitePage] = field(default_factory=list)
    completion: SiteCompletion | None = None
    photos: list[Photo] = field(default_factory=list)
    procedures: list[Procedure] = field(default_factory=list)
    procedure_changes: list[ProcedureChange] = field(default_factory=list)
    former_ends: list[FormerEnd] = field(default_factory=list)
    log: list[LogLine] = field(default_factory=list)
    readings: list[ReadingLine] = field(default_factory=list)


def site_sheet(site: SitePage, *, reader: Any) -> SiteSheet | None:
    """None for who may not read the site at all."""
    if not can(reader, Verb.READ, site):
        return None
    is_exact = can(reader, Verb.READ_EXACT, site)
    is_restricted_shown = can(reader, Verb.READ_RESTRICTED, site)
    is_outcome_shown = can(reader, Verb.READ_OUTCOMES, site)
    seen_here = site.observations.select_related("author", "organisation", "corrects", "merged_from").in_order()
    every = list(seen_here.prefetch_related(shown_photos()) if is_exact else seen_here)
    seen = [observation for observation in every if observation.validation == Validation.VALIDATED]
    latest = seen[-1] if seen else None
    closure = closure_of(site)
    chain = chain_of(site, reader=reader) if is_exact else None
    may = _abilities(site, reader)
    return SiteSheet(
        site=site,
        name=name_for(reader, site),
        is_exact=is_exact,
        is_restricted_shown=is_restricted_shown,
        is_outcome_shown=is_outcome_shown,
        may=may,
        observation=latest,
        days_old=(timezone.localdate() - latest.observed_on).days if latest else None,
        figures=[Figure(_label(name), getattr(latest, name, None)) for name in KEY_FIGURES],
        details=_details(latest, is_exact=is_exact),
        conditions=_conditions(latest),
        steps=_steps(site),
        observations=seen[::-1],
        curves=people_curves(seen) if len(seen) > 1 else None,
        strip=conditions_strip(seen) if len(seen) > 1 else None,
        closure=closure,
        follow_up=follow_up_lines(closure) if is_outcome_shown else [],
        former_ends=former_ends(site) if is_exact else [],
        actions=list(site.actions.filter(live=True).select_related("operator").order_by("-started_on", "pk")),
        alerts=alerts_of_site(site) if site.is_open else [],
        waiting=_waiting(every, site, reader),
        chain=chain,
        came_from=origins_of(site, reader=reader) if is_exact else [],
        went_to=chain.destinations_of(site) if chain else [],
        completion=_completion(site, latest) if may["update"] and is_exact else None,
        photos=_photos(seen[::-1], reader) if is_exact else [],
        procedures=list(site.procedures.prefetch_related(shown_documents())) if is_restricted_shown else [],
        procedure_changes=_procedure_changes(site) if is_restricted_shown else [],
        log=_log(site) if is_exact else [],
        readings=latest_readings(site) if can(reader, Verb.READ_READINGS, site) else [],
    )


def _abilities(site: SitePage, reader: Any) -> dict[str, bool]:
    """What the reader may do here and now."""
    is_open = site.is_open
    return {
        "observe": is_open and can(reader, Verb.OBSERVE, site),
        "update": is_open and can(reader, Verb.UPDATE, site),
        "set_phase": is_open and can(reader, Verb.RECORD, site),
        "tell_origins": is_open and can(reader, Verb.RECORD, site) and site.reinstallation != YesNo.NO,
        "close": is_open and can(reader, Verb.CLOSE, site),
        "reopen": not is_open and can(reader, Verb.CLOSE, site),
        "follow_up": not is_open and can(reader, Verb.RECORD, site),
        "propose_closure": can(reader, Verb.PROPOSE_CLOSURE, site) and not can(reader, Verb.CLOSE, site),
        "record_procedure": can(reader, Verb.READ_RESTRICTED, site) and can(reader, Verb.UPDATE, site),
        "validate": can(reader, Verb.PUBLISH, site),
        "merge": can(reader, Verb.MERGE, site),
        "write_journal": can(reader, Verb.WRITE_JOURNAL, site),
        "export": can(reader, Verb.EXPORT, site),
        "read_readings": can(reader, Verb.READ_READINGS, site),
    }


def _label(name: str) -> str:
    field: Any = Observation._meta.get_field(name)
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def _details(latest: Observation | None, *, is_exact: bool) -> list[tuple[str, Any]]:
    """The other counts, unknown ones left to say so; origins are for members only."""
    if latest is None:
        return []
    details: list[tuple[str, Any]] = [
        (_label(name), getattr(latest, name)) for name in ("girls", *MINORS_BY_AGE, *DWELLING_COUNTS)
    ]
    if is_exact:
        origins = ", ".join(str(Origin(code).label) for code in latest.origins)
        details.append((_("Origins"), origins or None))
    return details


def _conditions(latest: Observation | None) -> list[Condition]:
    return [
        Condition(str(block.label).capitalize(), status, _answers(latest, block))
        for block, status in statuses(latest).items()
    ]


def _answers(latest: Observation | None, block: Block) -> list[tuple[str, str]]:
    names = ANSWERS_OF_BLOCK[block] if latest else ()
    return [
        (_label(name), str(getattr(latest, f"get_{name}_display")()))
        for name in names
        if getattr(latest, name) != "unknown"
    ]


def _steps(site: SitePage) -> list[Step]:
    begun = {phase.kind: phase for phase in site.phases.all()}
    return [
        Step(
            label=str(kind.label)[:1].upper() + str(kind.label)[1:],
            started_on=begun[kind].started_on if kind in begun else None,
            completed_on=begun[kind].completed_on if kind in begun else None,
        )
        for kind in PhaseKind
    ]


def _waiting(every: Sequence[Observation], site: SitePage, reader: Any) -> list[Observation]:
    """Observations that count for nothing yet: the reader's own, and all of them for who validates."""
    validates = can(reader, Verb.PUBLISH, site)
    return [
        seen
        for seen in every
        if seen.validation == Validation.WAITING and (validates or seen.author_id == getattr(reader, "pk", None))
    ]


def _completion(site: SitePage, latest: Observation | None) -> SiteCompletion:
    return site_completion(site, latest, has_origins=site.arrivals.exists())


def _photos(latest_first: Sequence[Observation], reader: Any) -> list[Photo]:
    photos: list[Photo] = []
    for seen in latest_first:
        may_remove = can_remove_photo(reader, seen)
        photos += [Photo(file, seen.observed_on, may_remove) for file in seen.shown_photos]  # type: ignore[attr-defined] # prefetched
    return photos[:PHOTOS_SHOWN]


def _procedure_changes(site: SitePage) -> list[ProcedureChange]:
    changes = site.procedure_changes.select_related("author", "organisation").order_by("-at", "-pk")
    return list(changes[:HISTORY_LINES])


def _log(site: SitePage) -> list[LogLine]:
    entries = PageLogEntry.objects.filter(page=site.pk).select_related("user").order_by("-timestamp", "-pk")
    return [
        LogLine(at=entry.timestamp, who=str(entry.user or ""), what=str(entry.message))
        for entry in entries[:HISTORY_LINES]
    ]
