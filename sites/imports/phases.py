"""The path to resorption as a register tells it: two dates a phase."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from registers.imports.records import Reason
from sites.enums import PhaseKind

Dates = tuple[date, date | None]


def phase_fields() -> list[str]:
    return [f"{kind}_{end}" for kind in PhaseKind.values for end in ("started_on", "completed_on")]


def told_phases(values: Mapping[str, Any], *, today: date) -> tuple[dict[str, Dates], list[Reason]]:
    """The phases that a row dates, and why it cannot be believed."""
    phases: dict[str, Dates] = {}
    reasons: list[Reason] = []
    for kind in PhaseKind.values:
        started, completed = values.get(f"{kind}_started_on"), values.get(f"{kind}_completed_on")
        if started is None and completed is None:
            continue
        problem = _impossible(started, completed, today=today)
        if problem:
            reasons.append(Reason(problem, f"{kind}_started_on", str(started or completed)))
        elif started is not None:
            phases[kind] = (started, completed)
    return phases, reasons


def new_phases(told: Mapping[str, Dates], known: Iterable[Any], *, only_unknown: bool) -> dict[str, Dates]:
    """Those that change something. An end that the register does not tell erases none that is known."""
    before = {phase.kind: (phase.started_on, phase.completed_on) for phase in known}
    changed: dict[str, Dates] = {}
    for kind, (started, completed) in told.items():
        was = before.get(kind)
        if was is None:
            changed[kind] = (started, completed)
        elif not only_unknown and (started, completed or was[1]) != was:
            changed[kind] = (started, completed or was[1])
    return changed


def _impossible(started: date | None, completed: date | None, *, today: date) -> str:
    if started is None:
        return _("This phase has ended: say when it began.")
    if completed and completed < started:
        return _("A phase ends after it has begun.")
    return _("This date is in the future.") if max(started, completed or started) > today else ""
