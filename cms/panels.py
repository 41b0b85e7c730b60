"""Parts of the editor that several page types share: a point chosen on a map, tables to read.

wagtailgeowidget draws the map, with Leaflet from our own static files and the outlines of our own API below:
nobody else's server learns where an editor is looking, unless MAP_TILES_URL names one.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import Panel
from wagtailgeowidget.widgets import GeocoderField, LeafletField

Point = tuple[float, float]  # longitude, latitude (WGS84)

NUMBER = r"(-?\d+(?:\.\d+)?(?:e-?\d+)?)"
WRITTEN = re.compile(rf"(?:SRID=4326;)?\s*POINT\s*\({NUMBER}\s+{NUMBER}\)", re.IGNORECASE)
NEAR, FAR = 15, 5  # zooms: on a point, on a country


class PointMap(LeafletField):
    """The map; `address_field` names the field of the form whose place search moves the point."""

    def __init__(self, *, address_field: str = "") -> None:
        super().__init__(address_field=address_field, srid=4326, id_prefix="id_")

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        attrs: dict[str, Any] = super().build_attrs(*args, **kwargs)
        options = json.loads(attrs["data-leaflet-field-options-value"])
        options |= {
            "zoom": NEAR if self.value_data else FAR,
            # An untouched map would show a point that nobody chose.
            "showEmptyLocation": not self.value_data,
            "translations": {
                "error_message_invalid_location": _("Write the latitude and the longitude, for example 48.931, 2.361"),
                "initialize_map": _("Open the map, or write: latitude, longitude"),
                "enter_location": _("Look for an address or a commune"),
            },
        }
        attrs["data-leaflet-field-options-value"] = json.dumps(options)
        return attrs

    @cached_property
    def media(self) -> forms.Media:
        return forms.Media(
            css={"all": ["wagtailgeowidget/css/leaflet-field.css", "js_lib_leaflet/leaflet.css"]},
            js=[
                "js_lib_leaflet/leaflet.js",
                "wagtailgeowidget/js/leaflet-field.js",
                "js/editor/point-map.js",
                "wagtailgeowidget/js/leaflet-field-controller.js",
            ],
        )


class PlaceSearch(GeocoderField):
    """A line of text in which an address or a commune moves the point of a `PointMap`."""

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        attrs: dict[str, Any] = super().build_attrs(*args, **kwargs)
        del attrs["data-geocoder-field-geocoder-value"], attrs["data-geocoder-field-options-value"]
        return attrs | {
            "autocomplete": "off",
            "data-controller": "place-search",
            "data-place-search-address-value": reverse("search_place"),
            "data-place-search-found-value": _("Point placed at:"),
            "data-place-search-missing-value": _("No place was found for this. Place the point on the map."),
        }

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=["wagtailgeowidget/js/geocoder-field.js", "js/editor/place-search.js"])


class PointField(forms.CharField):
    """(longitude, latitude), or None."""

    default_error_messages = {"invalid": gettext_lazy("This point is not on Earth: write latitude, longitude.")}

    def __init__(self, *, address_field: str = "", **kwargs: Any) -> None:
        super().__init__(widget=PointMap(address_field=address_field), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"SRID=4326;POINT({value[0]:.6f} {value[1]:.6f})" if isinstance(value, tuple) else value

    def to_python(self, value: Any) -> Point | None:  # type: ignore[override]
        if not value or isinstance(value, tuple):
            return value or None
        match = WRITTEN.fullmatch(value.strip())
        if not match:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        lon, lat = round(float(match[1]), 6), round(float(match[2]), 6)
        if abs(lon) > 180 or abs(lat) > 90:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return lon, lat

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != (data or None)


class TemplatePanel(Panel):
    """A template of ours in an editor, to read only. `shows(user, page)` says to whom."""

    def __init__(
        self, template: str = "", *, shows: Callable[[Any, Any], bool] = lambda user, page: True, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.template, self.shows = template, shows

    def clone_kwargs(self) -> dict[str, Any]:
        return super().clone_kwargs() | {"template": self.template, "shows": self.shows}

    class BoundPanel(Panel.BoundPanel):
        @property
        def template_name(self) -> str:
            return str(self.panel.template)

        def is_shown(self) -> bool:
            # A page that does not exist yet has nothing beside it.
            is_kept = bool(self.instance and self.instance.pk)
            return bool(is_kept and super().is_shown() and self.panel.shows(self.request.user, self.instance))


class ReasonForm(forms.Form):
    """Asked of who refuses a version, in the editor: its author reads it."""

    comment = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("The author will read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
