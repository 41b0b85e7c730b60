"""Asking for an export: as what, which columns, of which days."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.forms.answering import AnsweringForm, DateInput
from steering.enums import Dates, ExportFormat
from steering.registry import ExportTable
from steering.rules.exports import MAX_ROWS_OF_SHEET

OF_SHEETS = (ExportFormat.XLSX, ExportFormat.ODS)


class ExportForm(AnsweringForm):
    """`table`: what may be exported, for one person; `count`: how many rows there are to look at."""

    format = forms.ChoiceField(label=gettext_lazy("File"), widget=forms.RadioSelect)
    starts_on = forms.DateField(label=gettext_lazy("From"), required=False, widget=DateInput)
    ends_on = forms.DateField(label=gettext_lazy("To"), required=False, widget=DateInput)
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Columns"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose one column at least.")},
    )

    def __init__(self, *args: Any, table: ExportTable, user: Any, count: int = 0, **kwargs: Any) -> None:
        offered = table.columns_for(user)
        usual = [column.code for column in offered if column.is_usual]
        kwargs["initial"] = {"format": ExportFormat.XLSX, "columns": usual} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.table, self.offered, self.count = table, offered, count
        self.fields["format"].choices = [(one.value, capfirst(str(one.label))) for one in table.formats]  # type: ignore[attr-defined]
        self.fields["columns"].choices = [(one.code, str(one.heading)) for one in offered]  # type: ignore[attr-defined]
        if table.dates != Dates.BETWEEN:
            del self.fields["starts_on"]
        if table.dates == Dates.NONE:
            del self.fields["ends_on"]
        if table.dates == Dates.ON:
            self.fields["ends_on"].label = _("On which day")
            self.fields["ends_on"].help_text = _("Blank: today. Any day gone by: the state of that day.")

    @cached_property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The boxes of the columns, by what they speak of."""
        found: dict[str, list[Any]] = {}
        for column, box in zip(self.offered, self["columns"], strict=True):
            found.setdefault(str(column.group), []).append((box, str(column.meaning)))
        return list(found.items())

    @property
    def other_fields(self) -> Iterator[Any]:
        return (self[name] for name in ("format", "starts_on", "ends_on") if name in self.fields)

    def clean_ends_on(self) -> Any:
        day = self.cleaned_data["ends_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This date is in the future."))
        return day

    def clean_format(self) -> ExportFormat:
        chosen = ExportFormat(self.cleaned_data["format"])
        if chosen in OF_SHEETS and self.count > MAX_ROWS_OF_SHEET:
            raise forms.ValidationError(_("A workbook holds a million rows: choose CSV, or narrow the filters."))
        return chosen

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("starts_on"), said.get("ends_on")
        if first and last and first > last:
            self.add_error("ends_on", _("The last day is before the first."))
        return said
