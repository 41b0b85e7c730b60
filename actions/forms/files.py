"""Sending a file of results, and saying how its columns are read."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actions.enums import FundingSource, ResultsKind
from actions.models import ActionPage, ResultsFile
from actions.queries.files.fields import SCHEMAS, label_of, propose, propose_sources
from actions.queries.files.opening import MAX_BYTES, SUFFIXES, distinct_values, look_at
from actions.queries.mine import actions_for
from actors.enums import Verb
from actors.forms.answering import AnsweringForm
from cms.services.antivirus import refuse_infected
from registers.imports.errors import RegisterError

FIGURES_NOT = {"action", "year", "source"}


class UploadForm(AnsweringForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("What the file holds"), choices=ResultsKind.choices, widget=forms.RadioSelect
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("XLSX or CSV, 10 MB and 5,000 rows at most: a row for each action and year."),
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )

    def __init__(self, *args: Any, kinds: list[ResultsKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["kind"].initial = kinds[0]
        self.content = b""
        self.columns: list[dict[str, Any]] = []
        self.rows = 0

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        refuse_infected(sent)
        # One byte more than may be sent tells as much as all that is too much.
        self.content = sent.read(MAX_BYTES + 1)
        try:
            self.columns, self.rows = look_at(self.content, sent.name)
        except RegisterError as error:
            raise ValidationError(str(error)) from error
        return sent


class MappingForm(AnsweringForm):
    """A choice for each column of the file; what no column says may be said for all of its rows."""

    action = forms.ModelChoiceField(
        label=gettext_lazy("All rows are of this action"),
        queryset=ActionPage.objects.none(),
        required=False,
        to_field_name="translation_key",
        empty_label=gettext_lazy("— a column says it —"),
    )
    year = forms.IntegerField(
        label=gettext_lazy("All rows are of this year"),
        required=False,
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    confirmed = forms.BooleanField(
        label=gettext_lazy("Where more was spent than was planned, the amounts are right"), required=False
    )

    def __init__(self, data: Any = None, *, file: ResultsFile, user: Any) -> None:
        super().__init__(data)
        self.file = file
        self.names = [column["name"] for column in file.columns]
        known = file.mapping or {"columns": propose(file.kind, self.names)}
        fields = [("", _("— not read —")), *((name, label_of(name)) for name in SCHEMAS[file.kind])]
        for rank, name in enumerate(self.names):
            initial = known["columns"].get(name, "")
            self.fields[f"column_{rank}"] = forms.ChoiceField(
                label=name, choices=fields, required=False, initial=initial
            )
        self.fields["action"].queryset = actions_for(user, Verb.UPDATE)  # type: ignore[attr-defined]
        self.fields["action"].initial = known.get("action")
        self.fields["year"].initial = known.get("year")
        if file.kind == ResultsKind.FUNDINGS:
            self.fields["confirmed"].initial = known.get("confirmed", False)
            self._ask_sources(known.get("sources", {}))
        else:
            del self.fields["confirmed"]

    def _ask_sources(self, known: dict[str, str]) -> None:
        """Each way in which the file names a source: which of ours it is."""
        column = next((name for name, field in self._chosen() if field == "source"), "")
        self.values = distinct_values(self.file, column) if column else []
        proposed = propose_sources(self.values) | known
        choices = [("", _("— choose —")), *FundingSource.choices]
        typed = self.data.copy() if self.is_bound else None  # type: ignore[attr-defined] # a QueryDict
        for rank, value in enumerate(self.values):
            name = f"source_{rank}"
            self.fields[name] = forms.ChoiceField(
                label=value, choices=choices, required=False, initial=proposed.get(value)
            )
            if typed is not None and name not in typed:
                typed[name] = proposed.get(value, "")
        if typed is not None:
            self.data = typed

    def _chosen(self) -> list[tuple[str, str]]:
        """(column, field) as sent, or as proposed."""
        pairs = []
        for rank, name in enumerate(self.names):
            key = f"column_{rank}"
            pairs.append((name, self.data.get(key, "") if self.is_bound else self.fields[key].initial))
        return [(name, field) for name, field in pairs if field]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = [said.get(f"column_{rank}", "") for rank in range(len(self.names))]
        for rank, field in enumerate(chosen):
            if field and field in chosen[:rank]:
                self.add_error(f"column_{rank}", _("Another column is read as this already."))
        if "action" not in chosen and not said.get("action"):
            self.add_error("action", _("Say which column names the action, or which action all rows are of."))
        if "year" not in chosen and not said.get("year") and "year" not in self.errors:
            self.add_error("year", _("Say which column gives the year, or which year all rows are of."))
        if self.file.kind == ResultsKind.FUNDINGS and "source" not in chosen:
            self.add_error(None, _("Say which column names the source of the money."))
        if not set(chosen) - FIGURES_NOT - {""}:
            self.add_error(None, _("No column of figures is read: choose one at least."))
        return said

    @property
    def columns(self) -> list[tuple[BoundField, list[str]]]:
        """Each column, with examples of what it holds."""
        return [(self[f"column_{rank}"], one["examples"]) for rank, one in enumerate(self.file.columns)]

    @property
    def sources(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name.startswith("source_")]

    @property
    def mapping(self) -> dict[str, Any]:
        said = self.cleaned_data
        columns = {name: said[f"column_{rank}"] for rank, name in enumerate(self.names) if said[f"column_{rank}"]}
        mapping: dict[str, Any] = {"columns": columns}
        if said.get("action") and "action" not in columns.values():
            mapping["action"] = str(said["action"].translation_key)
        if said.get("year") and "year" not in columns.values():
            mapping["year"] = said["year"]
        if self.file.kind == ResultsKind.FUNDINGS:
            values = {value: said.get(f"source_{rank}") for rank, value in enumerate(self.values)}
            mapping["sources"] = {value: source for value, source in values.items() if source}
            mapping["confirmed"] = said.get("confirmed", False)
        return mapping
