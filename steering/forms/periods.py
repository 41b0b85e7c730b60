"""From which day to which, and what is compared."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from steering.rules.periods import Period
from territories.enums import Level

# Nothing was kept before.
FIRST_DAY = date(2000, 1, 1)


def _year_before(text: Any) -> str:
    """The usual first day for a last one; nothing where it is no day that can be asked."""
    try:
        day = date.fromisoformat(str(text).strip())
    except ValueError:
        return ""
    return Period.of_a_year(day).since.isoformat() if day >= FIRST_DAY else ""


class PeriodForm(forms.Form):
    """`period` is always one: the last twelve months where nothing was asked, or nothing that can be."""

    du = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    au = forms.DateField(
        label=_("To, and state on"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        """What was left empty shows the days that are counted for it."""
        usual = Period.of_a_year(timezone.localdate())
        if data:
            data = data.copy()
            data["au"] = data.get("au", "").strip() or usual.until.isoformat()
            data["du"] = data.get("du", "").strip() or _year_before(data["au"])
        super().__init__(data, **kwargs)
        self.initial = {"du": usual.since, "au": usual.until}

    @property
    def presets(self) -> list[tuple[str, Period]]:
        """Periods that are often asked for."""
        today = timezone.localdate()
        before = Period.of_year(today.year - 1, today=today)
        return [
            (gettext("Twelve months"), Period.of_a_year(today)),
            (gettext("Three months"), Period(today - timedelta(days=91), today)),
            (gettext("Since January"), Period.of_year(today.year, today=today)),
            (gettext("The year %d") % before.since.year, before),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        today = timezone.localdate()
        since, until = cleaned.get("du"), cleaned.get("au")
        if until and until > today:
            self.add_error("au", _("This day is still to come."))
        for name, day in (("du", since), ("au", until)):
            if day and day < FIRST_DAY:
                self.add_error(name, _("Nothing is counted before the year 2000."))
        if since and since > (until or today):
            self.add_error("du", _("The first day is after the last."))
        return cleaned

    @property
    def period(self) -> Period:
        usual = Period.of_a_year(timezone.localdate())
        if not self.is_bound or not self.is_valid():
            return usual
        until = self.cleaned_data["au"] or usual.until
        return Period(self.cleaned_data["du"] or Period.of_a_year(until).since, until)


class ComparisonForm(PeriodForm):
    """`niveau` among the levels below a place; `mesure` among what is compared, for the map."""

    niveau = forms.ChoiceField(label=_("Compare"), required=False)
    mesure = forms.ChoiceField(label=_("On the map"), required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        levels: tuple[Level, ...],
        measures: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.levels, self.measures = levels, measures
        self.fields["niveau"].choices = [(level, str(level.label).capitalize()) for level in levels]  # type: ignore[attr-defined]
        self.fields["mesure"].choices = measures  # type: ignore[attr-defined]
        for name in ("niveau", "mesure"):
            self.fields[name].error_messages["invalid_choice"] = _("Choose in the list.")

    @property
    def level(self) -> Level | None:
        chosen = self.cleaned_data.get("niveau") if self.is_bound and self.is_valid() else ""
        return Level(chosen) if chosen else next(iter(self.levels), None)

    @property
    def measure(self) -> str:
        chosen: str = self.cleaned_data.get("mesure", "") if self.is_bound and self.is_valid() else ""
        return chosen or self.measures[0][0]
