"""Reporting a place, and answering who reported one."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import Verb
from actors.forms.answering import AnsweringForm
from sites.enums import ReportState
from sites.forms.asking import DateInput
from sites.forms.place import PlaceForm
from sites.models import PlaceReport, SitePage
from sites.queries.finding import find_site
from sites.queries.reports import known_around
from sites.services.reporting import REPORT_FACTS

OUTCOMES = [(state.value, state.label) for state in (ReportState.KNOWN, ReportState.DROPPED)]
ELSEWHERE = "other"


class ReportForm(PlaceForm):
    """Where, what was seen, when; no name."""

    verb = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widgets: dict[str, Any] = {"seen": forms.Textarea(attrs={"rows": 4}), "seen_on": DateInput}
        self.fields.update(fields_for_model(PlaceReport, fields=("address", "seen", "seen_on"), widgets=widgets))
        self.fields["seen"].help_text = _("For example: a dozen huts under the bridge, children. Name nobody.")
        self.fields["seen_on"].initial = timezone.localdate()
        self.fields["seen_on"].widget.attrs["max"] = timezone.localdate().isoformat()

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in REPORT_FACTS}


class SettlingForm(AnsweringForm):
    """What becomes of it, when it is not declared: known already (as which site), or not followed up (why)."""

    state = forms.ChoiceField(label=_("What becomes of it?"), choices=OUTCOMES, widget=forms.RadioSelect)
    site = forms.ChoiceField(label=_("Known as"), required=False, widget=forms.RadioSelect)
    address = forms.CharField(
        label=_("The address of its page"),
        required=False,
        max_length=300,
        help_text=_("Or its end, which begins with s-. Only for another site."),
    )
    answer = forms.CharField(
        label=_("A word to who reported it"),
        required=False,
        max_length=1000,
        help_text=_("Required when nothing follows. Name no place: they may not see the site."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, report: PlaceReport, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.around = known_around(report, user=user)
        choices = [(near.site.slug, f"{near.site.title} ({near.distance_m} m)") for near in self.around]
        self.fields["site"].choices = [*choices, (ELSEWHERE, _("another site"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("state") != ReportState.KNOWN or self.errors:
            return said | {"site": None}
        is_another = said["site"] == ELSEWHERE
        slug = said["address"].rstrip("/").rsplit("/", 1)[-1] if is_another else said["site"]
        site = find_site(self.user, slug, verb=Verb.READ_EXACT) if slug else None
        if site is None:
            self.add_error("address" if is_another else "site", _("Say as which site it is known."))
        return said | {"site": site}

    @property
    def chosen(self) -> SitePage | None:
        return self.cleaned_data["site"]
