"""Declaring a site, and changing its sheet."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import Noun, Verb
from actors.rules import can
from cms.forms import VersionForm
from cms.services import mark_of, version_to_change
from sites.enums import DatePrecision
from sites.forms.asking import DateInput, Groups
from sites.forms.observation import CARRIED as FIRST_COUNTS
from sites.forms.observation import observation_fields
from sites.forms.place import PlaceForm
from sites.models import SitePage
from sites.queries.finding import NearbySite, sites_near
from sites.services.site import SITE_FACTS

SHEET_FIELDS = tuple(name for name in SITE_FACTS if name not in {"lon", "lat"})

PRECISION_HELP = _("If only the month, the year or the decade is known, any day in it will do.")


class SiteFactsForm(VersionForm, PlaceForm):
    """The sheet of a site. The owner's name is asked of those only who may read it."""

    verb = Verb.UPDATE
    groups_of: Groups = (
        (
            _("The site"),
            ("title", "kind_of_place", "installed_on", "installed_precision", "declared_on", "reinstallation"),
        ),
        (_("The place"), ("address", "commune_name", "commune", "lat", "lon", "access_details")),
        (_("The owner"), ("owner_kind", "owner_name")),
        (_("Resorption"), ("resorption_target",)),
    )

    def __init__(self, *args: Any, site: SitePage | None = None, **kwargs: Any) -> None:
        if site:
            shown = version_to_change(site, user=kwargs["user"])
            start = {name: getattr(shown, name) for name in SITE_FACTS} | {"commune_name": shown.commune.name}
            mark = {"mark": mark_of(site, user=kwargs["user"])}
            kwargs["initial"] = start | mark | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.site = self.changed_page = site
        widgets: dict[str, Any] = {
            "installed_on": DateInput,
            "declared_on": DateInput,
            "access_details": forms.Textarea(attrs={"rows": 3}),
        }
        self.fields.update(fields_for_model(SitePage, fields=SHEET_FIELDS, widgets=widgets))
        self.fields["title"].label = _("Name of the site")
        self.fields["title"].help_text = _("As those who work there call it. Never shown to the public.")
        for name in ("installed_on", "declared_on"):
            self.fields[name].widget.attrs["max"] = timezone.localdate().isoformat()
        self.fields["installed_precision"].required = False
        self.fields["installed_precision"].help_text = PRECISION_HELP
        may_restrict = can(self.user, Verb.READ_RESTRICTED, site or Noun.SITE)
        for name in SitePage.restricted:
            if may_restrict:
                # Never kept on a device (static/js/field).
                self.fields[name].widget.attrs["data-restricted"] = ""
            else:
                del self.fields[name]

    def clean_installed_precision(self) -> str:
        return self.cleaned_data["installed_precision"] or DatePrecision.DAY

    def clean_installed_on(self) -> Any:
        return _not_to_come(self.cleaned_data["installed_on"])

    def clean_declared_on(self) -> Any:
        return _not_to_come(self.cleaned_data["declared_on"])

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in SITE_FACTS if name in self.cleaned_data}

    @property
    def typed(self) -> dict[str, Any]:
        return self.facts | {"commune": self.cleaned_data["commune"].pk}


class DeclarationForm(SiteFactsForm):
    """A site that the platform does not know, and who lives there if that is known."""

    verb = Verb.DECLARE
    # The report of a place that is declared so.
    signalement = forms.IntegerField(required=False, widget=forms.HiddenInput)
    is_another = forms.BooleanField(label=_("None of these: it is another site"), required=False)
    groups_of: Groups = (
        (_("The place"), ("address", "commune_name", "commune", "lat", "lon")),
        (_("The site"), ("title", "kind_of_place", "installed_on", "installed_precision", "reinstallation")),
        (_("Who lives there"), ("observed_on", *FIRST_COUNTS)),
        (_("More"), ("access_details", "owner_kind", "owner_name")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Declared on the day that it is.
        del self.fields["resorption_target"], self.fields["declared_on"], self.fields["mark"]
        self.fields.update(observation_fields("observed_on", *FIRST_COUNTS))
        self.fields["observed_on"].required = False
        self.fields["observed_on"].initial = timezone.localdate()
        self.nearby: list[NearbySite] = []

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("lat") is not None and said.get("lon") is not None:
            self.nearby = sites_near(self.user, lon=said["lon"], lat=said["lat"])
        if self.nearby and not said.get("is_another"):
            self.add_error("is_another", _("Sites are known close to this point: is it one of them?"))
        return said

    @property
    def observation(self) -> dict[str, Any] | None:
        """The first count, if anything is known of it."""
        counts = {name: self.cleaned_data.get(name) for name in FIRST_COUNTS}
        if all(count is None for count in counts.values()):
            return None
        return counts | {"observed_on": self.cleaned_data.get("observed_on") or timezone.localdate()}

    def carried(self) -> dict[str, str]:
        """What was typed of who lives there, for the form of a site that turns out to be known."""
        typed = {name: self.data.get(name, "").strip() for name in ("observed_on", *FIRST_COUNTS)}
        return {name: value for name, value in typed.items() if value}


def _not_to_come(day: Any) -> Any:
    if day and day > timezone.localdate():
        raise forms.ValidationError(_("This date is in the future."))
    return day
