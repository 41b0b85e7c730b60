"""The sheet of a site in the editor. What accumulates beside it is shown, and recorded by its own forms."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel

from actors.enums import Noun, Verb
from actors.rules import Thing, can
from cms.panels import PlaceSearch, PointField, TemplatePanel
from territories.enums import Level
from territories.queries import commune_at


class SitePageForm(WagtailAdminPageForm):
    """Half a sheet may be kept as a draft, but never without its commune: rights and the place in the tree need it."""

    point = PointField(
        label=gettext_lazy("Point on the map"),
        required=False,
        address_field="address",
        help_text=gettext_lazy("Click on the map, drag the mark, or write the latitude and the longitude."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.lon is not None and self.instance.lat is not None:
            self.initial["point"] = (self.instance.lon, self.instance.lat)
        if "commune" in self.fields:
            # It may be found from the point; `clean` asks for it otherwise.
            self.fields["commune"].required = False
        if "owner_name" in self.fields and not _reads_restricted(self.for_user, self.instance):
            del self.fields["owner_name"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        point = said.get("point")
        if "commune" in self.fields and not said.get("commune") and "point" not in self.errors:
            said["commune"] = commune_at(*point) if point else None
            if said["commune"] is None:
                self.add_error("commune", _("Choose the commune, or place the point: the commune is found from it."))
        commune = said.get("commune")
        if commune and commune.level != Level.COMMUNE:
            self.add_error("commune", _("Choose a commune."))
        elif commune and not self._may_work_in(commune):
            self.add_error("commune", _("%(commune)s is not in your territory.") % {"commune": commune.name})
        return said

    def save(self, commit: bool = True) -> Any:
        if "point" in self.cleaned_data:
            self.instance.lon, self.instance.lat = self.cleaned_data["point"] or (None, None)
        return super().save(commit=commit)

    def _may_work_in(self, commune: Any) -> bool:
        verb = Verb.UPDATE if self.instance.pk else Verb.DECLARE
        thing = Thing(noun=Noun.SITE, territory_ids=frozenset(commune.ancestor_ids), page_id=self.instance.pk)
        return bool(self.for_user and can(self.for_user, verb, thing))


class RestrictedPanel(FieldPanel):
    """A field for those who may read restricted parts: in the form, and in comparisons of versions."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(super().is_shown() and _reads_restricted(self.request.user, self.instance))

        def get_comparison(self) -> list[Any]:
            return super().get_comparison() if _reads_restricted(self.request.user, self.instance) else []


def _reads_restricted(user: Any, site: Any) -> bool:
    """A page that is not kept yet has no place: being allowed somewhere is enough to write."""
    return can(user, Verb.READ_RESTRICTED, site if site and site.pk else Noun.SITE)


def _may(verb: Verb) -> Any:
    return lambda user, page: can(user, verb, page)


IDENTITY: list[Panel] = [
    FieldPanel(
        "title",
        heading=gettext_lazy("Name of the site"),
        help_text=gettext_lazy("As those who work there call it. Never shown to the public, nor part of its address."),
    ),
    FieldPanel("kind_of_place"),
    FieldPanel("installed_on", help_text=gettext_lazy("When the first people settled, if it is known.")),
    FieldPanel(
        "installed_precision",
        help_text=gettext_lazy("If only the month, the year or the decade is known, any day in it will do."),
    ),
    FieldPanel("declared_on", help_text=gettext_lazy("When the platform or its members heard of it.")),
]
PLACE: list[Panel] = [
    FieldPanel("address", widget=PlaceSearch, help_text=gettext_lazy("What you write here is looked for on the map.")),
    FieldPanel("point", heading=gettext_lazy("Point on the map")),
    FieldPanel("commune", help_text=gettext_lazy("Leave it blank to have it found from the point.")),
    FieldPanel("access_details", help_text=gettext_lazy("How to get there: gate, path, where to park.")),
]
OWNER: list[Panel] = [
    FieldPanel("owner_kind"),
    RestrictedPanel("owner_name", help_text=gettext_lazy("Restricted: shown to pilots and to those they allow.")),
]
PATH: list[Panel] = [
    FieldPanel("resorption_target", help_text=gettext_lazy("The year aimed at, for example 2028.")),
    TemplatePanel("sites/editor/path.html", shows=_may(Verb.READ)),
]
SITE_PANELS: list[Panel] = [
    MultiFieldPanel(IDENTITY, heading=gettext_lazy("Identity")),
    MultiFieldPanel(PLACE, heading=gettext_lazy("Place")),
    MultiFieldPanel(OWNER, heading=gettext_lazy("Owner")),
    MultiFieldPanel(
        [
            FieldPanel(
                "reinstallation", help_text=gettext_lazy("Whether its people come from a site that was closed.")
            ),
            TemplatePanel("sites/editor/resettlements.html", shows=_may(Verb.READ_EXACT)),
        ],
        heading=gettext_lazy("Reinstallation"),
    ),
    MultiFieldPanel(PATH, heading=gettext_lazy("Path to resorption")),
    TemplatePanel(
        "sites/editor/procedures.html", heading=gettext_lazy("Owner and procedures"), shows=_may(Verb.READ_RESTRICTED)
    ),
    TemplatePanel("sites/editor/observations.html", heading=gettext_lazy("Observations"), shows=_may(Verb.READ_EXACT)),
]
