"""Closing a site, and opening it again."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import Verb
from sites.enums import Destination
from sites.forms.asking import AskingForm, CountInput, DateInput
from sites.models import Closure, SitePage
from sites.models.observation import MAX_PEOPLE
from sites.queries.finding import readable_sites
from sites.services import ClosureFacts


class ClosureForm(AskingForm):
    """Blank is unknown, which is not zero."""

    resettled_on = forms.ModelMultipleChoiceField(
        label=_("On which sites?"),
        queryset=SitePage.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, site: SitePage, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widgets: dict[str, Any] = {
            "closed_on": DateInput,
            "resettled_known": forms.RadioSelect,
            "comment": forms.Textarea,
        }
        names = ("closed_on", "reason", "resettled_known", "comment")
        self.fields.update(fields_for_model(Closure, fields=names, widgets=widgets))
        self.fields["closed_on"].initial = timezone.localdate()
        self.fields["closed_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        self.fields["comment"].help_text = _("How it went; why the destinations do not add up to the last count.")
        for destination in Destination:
            for kind, label in (("people", _("people")), ("households", _("households"))):
                self.fields[f"{kind}_{destination}"] = forms.IntegerField(
                    label=label, min_value=0, max_value=MAX_PEOPLE, required=False, widget=CountInput
                )
        around = readable_sites(user, Verb.READ_EXACT).open().inside(site.commune.parent or site.commune)
        self.fields["resettled_on"].queryset = around.exclude(pk=site.pk).order_by("title", "pk")  # type: ignore[attr-defined]

    @property
    def destinations(self) -> list[dict[str, Any]]:
        return [
            {
                "label": str(destination.label).capitalize(),
                "people": self[f"people_{destination}"],
                "households": self[f"households_{destination}"],
            }
            for destination in Destination
        ]

    @property
    def facts(self) -> ClosureFacts:
        said = self.cleaned_data
        return ClosureFacts(
            closed_on=said["closed_on"],
            reason=said["reason"],
            people={destination: said[f"people_{destination}"] for destination in Destination},
            households={destination: said[f"households_{destination}"] for destination in Destination},
            resettled_known=said["resettled_known"],
            resettled_on=tuple(said["resettled_on"]),
            comment=said["comment"],
        )


class ReopenForm(AskingForm):
    reason = forms.CharField(
        label=_("Why is it open again?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
