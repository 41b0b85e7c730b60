"""Closing a site, and opening it again."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from actors.enums import Verb
from sites.enums import Destination, YesNo
from sites.forms.asking import AskingForm, CountInput, DateInput
from sites.forms.observation import carried_over
from sites.models import Closure, SitePage
from sites.models.observation import MAX_PEOPLE
from sites.queries.finding import readable_sites
from sites.querysets import SiteQuerySet
from sites.services import ClosureFacts

# Sites of another département where people may well have settled again.
AROUND_M = 20_000


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
            "difference": forms.Textarea(attrs={"rows": 3}),
            "comment": forms.Textarea(attrs={"rows": 3}),
        }
        names = ("closed_on", "reason", "difference", "resettled_known", "comment")
        self.fields.update(fields_for_model(Closure, fields=names, widgets=widgets))
        self.fields["closed_on"].initial = timezone.localdate()
        self.fields["closed_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        self._ask_resettlement()
        for destination in Destination:
            self.fields[f"people_{destination}"] = _count(_("people"))
            self.fields[f"households_{destination}"] = _count(_("households"))
        self.around = list(_sites_around(site, user))
        self.fields["resettled_on"].queryset = _sites_around(site, user)  # type: ignore[attr-defined]
        for other in self.around:
            self.fields[f"settled_{other.pk}"] = _count(_("people"))

    def clean(self) -> dict[str, Any]:
        """Who says how many settled on a site has named it."""
        said: dict[str, Any] = super().clean() or {}
        named = list(said.get("resettled_on") or ())
        counted = [one for one in self.around if said.get(f"settled_{one.pk}") is not None and one not in named]
        return said | {"resettled_on": [*named, *counted]}

    @property
    def asks_difference(self) -> bool:
        """Only once the destinations do not add up to the last count."""
        return "difference" in self.errors or bool(self.data.get("difference"))

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
    def settling(self) -> list[dict[str, Any]]:
        """The boxes of the sites around, each with how many people."""
        return [
            {"box": box, "people": self[f"settled_{other.pk}"], "commune": other.commune.name}
            for box, other in zip(self["resettled_on"], self.around, strict=True)
        ]

    def _ask_resettlement(self) -> None:
        """Nothing is chosen beforehand: it is always answered."""
        asked: Any = self.fields["resettled_known"]
        asked.choices, asked.initial = YesNo.choices, None

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
            resettled_people={other.pk: said[f"settled_{other.pk}"] for other in said["resettled_on"]},
            difference=said["difference"],
            comment=said["comment"],
        )


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MAX_PEOPLE, required=False, widget=CountInput)


def _sites_around(site: SitePage, user: Any) -> SiteQuerySet:
    """Open sites that `user` may see: of the département, and of its neighbours where they are close."""
    seen = readable_sites(user, Verb.READ_EXACT).open().exclude(pk=site.pk)
    around = seen.inside(site.commune.parent or site.commune)
    if site.lon is not None and site.lat is not None:
        around = around | seen.near(lon=site.lon, lat=site.lat, distance_m=AROUND_M)
    return around.select_related("commune").order_by("title", "pk")


class ReopenForm(AskingForm):
    reason = forms.CharField(
        label=_("Why is it open again?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, carried: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = carried_over(carried)
        if "people" in seen:
            day = parse_date(seen.get("observed_on", "")) or timezone.localdate()
            said = {"people": seen["people"], "day": date_format(day, "j F Y")}
            self.fields["reason"].initial = _("People live there again: %(people)s seen on %(day)s.") % said
