"""The two grids that an operator fills in: results by year, money by year and source. Rules are the services'."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actions.enums import FundingSource
from actions.models import ActionPage, Funding, FundingChange, Indicator
from actions.rules.results import (
    COUNTS,
    ENROLLED,
    HEALTH,
    HOUSING,
    PEOPLE,
    SCHOOLING,
    WORK,
    Money,
    impossible_results,
    surprising_money,
)
from cms.rules.problems import SURPRISING
from registers.imports.numbers import SPACES

# An action that goes on longer is filled in year after year all the same: the oldest years are read on its page.
MAX_YEARS = 12
NO_SPACES = str.maketrans("", "", SPACES)
GROUPS = (
    (gettext_lazy("Schooling"), SCHOOLING),
    (gettext_lazy("People"), PEOPLE),
    (gettext_lazy("Work"), WORK),
    (gettext_lazy("Housing and shelter"), HOUSING),
    (gettext_lazy("Health"), HEALTH),
)


@dataclass(frozen=True)
class Row:
    """A line of a grid: one cell a column. `name`: by which scripts and pasted tables know it."""

    name: str
    label: str
    cells: list[BoundField]


@dataclass(frozen=True)
class Group:
    title: str
    rows: list[Row]
    # Names of the rows whose sum is told below, while one types.
    summed: str = ""


class CountField(forms.IntegerField):
    """As people type and paste it: "1 200". Arrow keys walk through the grid, so it is no spin box."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        return super().to_python(value.translate(NO_SPACES) if isinstance(value, str) else value)


class MoneyField(forms.DecimalField):
    """Euros: "1 200,50" as well as "1200.5"."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_digits=12, decimal_places=2, required=False, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        said = value.translate(NO_SPACES).replace(",", ".").replace("€", "") if isinstance(value, str) else value
        return super().to_python(said)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        return f"{value:.0f}" if value == value.to_integral_value() else f"{value:.2f}".replace(".", ",")


class YearMixin(forms.BaseForm):
    """One year of a grid. `mark`: what was recorded of it when the page was shown, that nobody writes over others."""

    year: int
    mark = ""

    @property
    def mark_name(self) -> str:
        return self.add_prefix("mark")

    def told_meanwhile(self) -> list[str]:
        """What somebody else recorded since the page was shown, where this form says otherwise."""
        carried = self.data.get(self.mark_name)
        if carried is None or carried == self.mark:
            return []
        return [
            _("%(label)s: %(theirs)s recorded, %(yours)s typed")
            % {
                "label": capfirst(str(self.fields[name].label)),
                "theirs": _("unknown") if self[name].initial in (None, "") else self[name].initial,
                "yours": self.data.get(self.add_prefix(name)) or _("unknown"),
            }
            for name in self.changed_data
        ]

    def refuse_if_changed_meanwhile(self) -> None:
        told = self.told_meanwhile()
        if told:
            message = _("Somebody recorded this year while you were writing. Send again to record yours.")
            self.add_error(None, [message, *told])


class IndicatorForm(YearMixin, forms.ModelForm):
    """One year: a column of the grid."""

    class Meta:
        model = Indicator
        fields = [*COUNTS, "comment"]
        field_classes = dict.fromkeys(COUNTS, CountField)
        widgets = {
            **dict.fromkeys(COUNTS, CountField.widget),
            "comment": forms.Textarea(attrs={"rows": 2}),
        }

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        labels = {name: str(self.fields[name].label) for name in COUNTS}
        for problem in impossible_results(said, labels=labels):
            self.add_error(problem.field, problem.reason)
        self.refuse_if_changed_meanwhile()
        return said

    @property
    def year(self) -> int:  # type: ignore[override]
        return self.instance.year

    @property
    def mark(self) -> str:  # type: ignore[override]
        return self.instance.updated_at.isoformat() if self.instance.pk else ""

    @property
    def changes(self) -> Mapping[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data}


def years_of(action: ActionPage, *, margin: int = 0) -> list[int]:
    """The latest first. `margin`: money is planned the year before, and paid the year after."""
    today = timezone.localdate()
    last = min(action.ended_on or today, today).year
    first = action.started_on.year - margin
    return list(range(max(last, action.started_on.year) + margin, first - 1, -1))[:MAX_YEARS]


def indicator_forms(action: ActionPage, data: Any = None) -> list[IndicatorForm]:
    """One form for each year, the latest first."""
    known = {indicator.year: indicator for indicator in action.indicators.all()}
    return [
        IndicatorForm(data, instance=known.get(year) or Indicator(action=action, year=year), prefix=str(year))
        for year in years_of(action)
    ]


def indicator_groups(forms_by_year: list[IndicatorForm]) -> list[Group]:
    """Schooling first, everywhere."""
    groups = []
    for title, names in GROUPS:
        summed = " ".join(ENROLLED) if names == SCHOOLING else ""
        groups.append(Group(str(title), [_row(name, forms_by_year) for name in names], summed))
    return [*groups, Group(_("Comment"), [_row("comment", forms_by_year)])]


def _row(name: str, forms_by_year: list[IndicatorForm]) -> Row:
    return Row(name, capfirst(str(forms_by_year[0].fields[name].label)), [form[name] for form in forms_by_year])


class FundingYearForm(YearMixin, forms.Form):
    """Money of one year: planned and spent, for each source. `lines`: what is recorded, by source."""

    def __init__(self, data: Any, *, year: int, lines: Mapping[str, Funding], mark: str) -> None:
        super().__init__(data, prefix=str(year))
        self.year, self.lines, self.mark = year, lines, mark
        # Whether the person looked again at what was spent beyond what was planned.
        self.is_confirmed = "confirmed" in self.data
        for source in FundingSource:
            line = lines.get(source)
            labels = {"planned": _("%(source)s, planned"), "spent": _("%(source)s, spent")}
            for what, label in labels.items():
                self.fields[f"{source}_{what}"] = MoneyField(
                    label=label % {"source": source.label}, initial=getattr(line, f"{what}_eur", None)
                )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for source, money in self.changes:
            for problem in () if self.is_confirmed else surprising_money(money):
                self.add_error(f"{source}_spent", forms.ValidationError(problem.reason, code=SURPRISING))
        self.refuse_if_changed_meanwhile()
        return said

    @property
    def changes(self) -> Iterator[tuple[FundingSource, Money]]:
        """The lines that are said otherwise than they are recorded."""
        for source in FundingSource:
            names = [f"{source}_planned", f"{source}_spent"]
            if any(name in self.changed_data for name in names):
                yield source, Money(*(self.cleaned_data.get(name) for name in names))

    @property
    def asks_confirmation(self) -> bool:
        return self.is_confirmed or any(
            error.code == SURPRISING for errors in self.errors.as_data().values() for error in errors
        )


def funding_forms(action: ActionPage, data: Any = None) -> list[FundingYearForm]:
    """One form for each year, the latest first; the year before the first and the one after the last too."""
    lines: dict[int, dict[str, Funding]] = {}
    for funding in action.fundings.all():
        lines.setdefault(funding.year, {})[funding.source] = funding
    marks: dict[int, int] = dict(FundingChange.objects.filter(action=action).order_by("pk").values_list("year", "pk"))
    years = sorted({*years_of(action, margin=1), *lines}, reverse=True)
    return [
        FundingYearForm(data, year=year, lines=lines.get(year, {}), mark=str(marks.get(year, ""))) for year in years
    ]


def funding_rows(forms_by_year: list[FundingYearForm]) -> list[Group]:
    """Sources in rows; of each year, what is planned then what is spent."""
    rows = [
        Row(
            source,
            capfirst(str(source.label)),
            [form[f"{source}_{what}"] for form in forms_by_year for what in ("planned", "spent")],
        )
        for source in FundingSource
    ]
    return [Group(_("Sources"), rows, " ".join(FundingSource))]
