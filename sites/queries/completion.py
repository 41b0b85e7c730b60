"""What is missing of a site, each thing leading to the form that fills it."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.rules.wording import label_of
from sites.enums import Block
from sites.models import Observation, SitePage
from sites.rules.completion import PIECES, Piece, completion_of
from sites.rules.living import ANSWERS_OF_BLOCK

# Of an observation, what is looked at: enough to tell the completion of many sites in one query.
LOOKED_AT = (
    *(name for piece in PIECES if piece.form == "observe_site" for name in piece.fields),
    *(name for names in ANSWERS_OF_BLOCK.values() for name in names),
)
# Controls that are several: one is led to their group.
GROUPS = frozenset({"origins", *(name for names in ANSWERS_OF_BLOCK.values() for name in names)} - {"water_access"})


@dataclass(frozen=True)
class Missing:
    label: str
    url: str


@dataclass(frozen=True)
class SiteCompletion:
    percent: int
    missing: list[Missing]


def site_completion(site: SitePage, latest: Observation | None, *, has_origins: bool) -> SiteCompletion:
    found = completion_of(_with_origins(site, has_origins), latest)
    return SiteCompletion(found.percent, [Missing(_label(piece), _url(piece, site)) for piece in found.missing])


def completion_percent(site: SitePage, latest: Any, *, has_origins: bool) -> int:
    """`latest`: an observation, or the values of LOOKED_AT as a dict; None where there is none."""
    seen = SimpleNamespace(**latest) if isinstance(latest, dict) else latest
    return completion_of(_with_origins(site, has_origins), seen).percent


def _with_origins(site: SitePage, has_origins: bool) -> Any:
    names = ("address", "lat", "lon", "access_details", "kind_of_place", "owner_kind", "installed_on", "reinstallation")
    return SimpleNamespace(has_origins=has_origins, **{name: getattr(site, name) for name in names})


def _label(piece: Piece) -> str:
    named = {
        "point": _("Point on the map"),
        "came_from": _("Sites its people came from"),
        "minors_by_age": _("Minors by age"),
        "dwellings": _("Dwellings"),
    }
    if piece.name in Block.values:
        return _("Living conditions: %(block)s") % {"block": Block(piece.name).label}
    model: Any = Observation if piece.form == "observe_site" else SitePage
    return named.get(piece.name) or label_of(model._meta.get_field(piece.name))


def _url(piece: Piece, site: SitePage) -> str:
    field = piece.fields[0]
    return f"{reverse(piece.form, args=[site.slug])}#id_{field}{'_group' if field in GROUPS else ''}"
