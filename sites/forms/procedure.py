"""Recording a procedure."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model, model_to_dict
from django.utils.translation import gettext_lazy as _

from cms.validators import FILES_ACCEPTED, HELP
from collaboration.forms.files import FilesField, ManyFilesInput
from sites.forms.asking import AskingForm, DateInput
from sites.models import Procedure, ProcedureDocument
from sites.services.procedure import PROCEDURE_FACTS


class ProcedureForm(AskingForm):
    documents = FilesField(
        label=_("Join documents"),
        required=False,
        widget=ManyFilesInput(attrs={"accept": FILES_ACCEPTED}),
        help_text=HELP,
    )
    erased = forms.ModelMultipleChoiceField(
        label=_("Documents to erase"),
        queryset=ProcedureDocument.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, procedure: Procedure | None = None, **kwargs: Any) -> None:
        if procedure:
            kwargs["initial"] = model_to_dict(procedure, fields=PROCEDURE_FACTS) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        widgets: dict[str, Any] = {"dated_on": DateInput, "comment": forms.Textarea(attrs={"rows": 4})}
        self.fields.update(fields_for_model(Procedure, fields=PROCEDURE_FACTS, widgets=widgets))
        del self.fields["confirmed"]
        self.fields["dated_on"].help_text = _("Of the complaint, the hearing, the decision or the order.")
        self.fields["police_assistance"].help_text = _("Whether the police were asked to help carry it out.")
        self.fields["authority"].help_text = _("The court, the préfecture or the town hall that decides.")
        self.fields["comment"].help_text = _("Name no inhabitant.")
        joined = procedure.documents.there() if procedure else ProcedureDocument.objects.none()
        self.fields["erased"].queryset = joined  # type: ignore[attr-defined]
        if not joined:
            del self.fields["erased"]
        self.order_fields([*PROCEDURE_FACTS, "documents", "erased"])

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PROCEDURE_FACTS}

    @property
    def without(self) -> list[ProcedureDocument]:
        return list(self.cleaned_data.get("erased", ())) if self.is_bound and self.is_valid() else []
