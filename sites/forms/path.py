"""Dating the nine phases of the path to resorption."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from sites.enums import PhaseKind
from sites.forms.asking import AskingForm, DateInput
from sites.models import Phase


@dataclass(frozen=True)
class PhaseFields:
    label: str
    started_on: BoundField
    completed_on: BoundField


class PathForm(AskingForm):
    """Two dates per phase; a phase without a beginning has not begun."""

    def __init__(self, *args: Any, phases: dict[str, Phase], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = {kind: _dates(phases.get(kind)) for kind in PhaseKind}
        for kind in PhaseKind:
            started_on, completed_on = self.before[kind]
            self.fields[f"started_on_{kind}"] = _day(_("started on"), started_on)
            self.fields[f"completed_on_{kind}"] = _day(_("completed on"), completed_on)

    @property
    def phases(self) -> list[PhaseFields]:
        return [
            PhaseFields(str(kind.label).capitalize(), self[f"started_on_{kind}"], self[f"completed_on_{kind}"])
            for kind in PhaseKind
        ]

    @property
    def changed(self) -> dict[PhaseKind, tuple[date | None, date | None]]:
        """The phases whose dates are no longer what they were."""
        said = {
            kind: (self.cleaned_data[f"started_on_{kind}"], self.cleaned_data[f"completed_on_{kind}"])
            for kind in PhaseKind
        }
        return {kind: dates for kind, dates in said.items() if dates != self.before[kind]}

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for kind in PhaseKind:
            if said.get(f"completed_on_{kind}") and not said.get(f"started_on_{kind}"):
                self.add_error(f"started_on_{kind}", _("This phase has ended: say when it began."))
        return said

    def take_for(self, kind: PhaseKind, refusal: ValidationError) -> None:
        for name, errors in getattr(refusal, "error_dict", {None: refusal}).items():
            self.add_error(f"{name}_{kind}" if name else None, errors)


def _dates(phase: Phase | None) -> tuple[date | None, date | None]:
    return (phase.started_on, phase.completed_on) if phase else (None, None)


def _day(label: Any, initial: date | None) -> forms.DateField:
    return forms.DateField(label=label, initial=initial, required=False, widget=DateInput)
