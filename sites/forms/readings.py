"""Looking for readings, by whom, of what, when."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from actors.enums import ReadingKind
from actors.models import Reading
from actors.querysets import ReadingQuerySet
from sites.forms.asking import DateInput
from sites.models import SitePage


class ReadingSearchForm(forms.Form):
    """Everything may be left blank. A question that was not understood finds nothing: see `errors`."""

    person = forms.CharField(label=_("Person (name or e-mail)"), max_length=100, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    site = forms.CharField(label=_("Site (name or mark)"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("all kinds")), *ReadingKind.choices], required=False)
    since = forms.DateField(label=_("From"), required=False, widget=DateInput)
    until = forms.DateField(label=_("To"), required=False, widget=DateInput)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since and until and since > until:
            self.add_error("until", _("This day is before the first one."))
        return said

    @property
    def readings(self) -> ReadingQuerySet:
        readings: ReadingQuerySet = Reading.objects.all()
        if not self.is_valid():
            return readings.none()
        said = self.cleaned_data
        narrowed = {
            "person": readings.by_person,
            "organisation": readings.from_organisation,
            "kind": lambda kind: readings.filter(kind=kind),
            "site": lambda words: readings.of_any_page(_sites_called(words)),
            "since": lambda day: readings.since(_begins(day)),
            "until": lambda day: readings.before(_begins(day + timedelta(days=1))),
        }
        for name, narrow in narrowed.items():
            if said.get(name):
                readings &= narrow(said[name])
        return readings


def _begins(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))


def _sites_called(words: str) -> list[int]:
    """The sites of that mark (the last part of its address) or whose name holds these words."""
    found = SitePage.objects.filter(slug=words.strip()) | SitePage.objects.filter(title__icontains=words.strip())
    return list(found.order_by("pk").values_list("pk", flat=True))
