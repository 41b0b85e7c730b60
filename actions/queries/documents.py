"""How an action looks to each audience of the catalogue.

Money is in no document, nor who pilots. The public learns neither on which sites it happens, nor in which commune, nor
its yearly results, which speak of few people. Members of the place read those.
"""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actions.enums import ActionStatus, LocationKind, Outcome, Theme
from actions.models import ActionPage
from actions.rules.ends import lasting_outcome
from actions.rules.results import COUNTS
from actors.enums import Noun
from catalog.enums import Audience
from catalog.registry import CatalogNoun, Document, Facet
from cms.rules.places import public_place
from territories.models import Territory

SUMMARY_SIGNS = 400
FIRST_YEAR = 2010
# Before the key of a site, in the tags of what members read of an action.
SITE_TAG = "site:"


def action_documents(action: ActionPage) -> Iterator[Document]:
    """Reads the relations of PREFETCH and nothing else."""
    wide = public_place(action.territory)
    yield _document(action, Audience.PUBLIC, place=wide, fields=_public(action, wide))
    fields = _public(action, action.territory) | _members_only(action)
    yield _document(action, Audience.MEMBER, place=action.territory, fields=fields)


def _document(action: ActionPage, audience: Audience, *, place: Territory, fields: dict[str, Any]) -> Document:
    return Document(
        audience=audience,
        title=action.title,
        url=action.get_url() or "/",
        fields=fields,
        summary=_summary(action.objectives),
        text=f"{action.operator or ''}\n{action.objectives}",
        territory_ids=tuple(place.ancestor_ids),
        tags=(*_tags(action), *(_sites(action) if audience == Audience.MEMBER else ())),
        lon=place.lon,
        lat=place.lat,
        dated_on=action.started_on,
    )


def _public(action: ActionPage, place: Territory) -> dict[str, Any]:
    return {
        "status": action.status,
        "themes": list(action.themes),
        "objectives": action.objectives,
        "operator": action.operator.name if action.operator else None,
        "territory_level": place.level,
        "territory_code": place.code,
        "territory": place.name,
        "location_kind": action.location_kind,
        "started_on": action.started_on,
        "ended_on": action.ended_on,
        "outcome": action.outcome or None,
        "lasting_outcome": lasting_outcome(action.reviews.all()),
    }


def _members_only(action: ActionPage) -> dict[str, Any]:
    return {
        "outcome_reason": action.outcome_reason,
        "sites": sorted(str(site.translation_key) for site in action.sites.all() if site.live),
        "indicators": [
            {"year": indicator.year, **{name: getattr(indicator, name) for name in COUNTS}}
            for indicator in action.indicators.all()
        ],
    }


def _tags(action: ActionPage) -> Iterator[str]:
    yield f"status:{action.status}"
    yield f"place:{action.location_kind}"
    if action.outcome:
        yield f"outcome:{action.outcome}"
    for theme in action.themes:
        yield f"theme:{theme}"
    if action.started_on:
        last = action.ended_on or timezone.localdate()
        for year in range(action.started_on.year, max(last.year, action.started_on.year) + 1):
            yield f"year:{year}"


def _sites(action: ActionPage) -> Iterator[str]:
    """Which sites have an action: for members, who read them in the document too."""
    for site in action.sites.all():
        if site.live:
            yield f"{SITE_TAG}{site.translation_key}"


def _years() -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in range(timezone.localdate().year + 1, FIRST_YEAR - 1, -1)]


def _summary(objectives: str) -> str:
    text = " ".join(objectives.split())
    return text if len(text) <= SUMMARY_SIGNS else text[: SUMMARY_SIGNS - 1].rsplit(" ", 1)[0] + "…"


FACETS = (
    Facet(param="theme", name="theme", label=_("Theme"), choices=lambda: Theme.choices),
    Facet(param="statut", name="status", label=_("Status"), choices=lambda: ActionStatus.choices),
    Facet(param="bilan", name="outcome", label=_("Outcome"), choices=lambda: Outcome.choices),
    Facet(param="lieu", name="place", label=_("Where it happens"), choices=lambda: LocationKind.choices),
    Facet(param="annee", name="year", label=_("Year"), choices=_years, is_fixed=False),
)

ACTIONS = CatalogNoun(
    noun=Noun.ACTION,
    model="actions.ActionPage",
    documents=action_documents,
    facets=FACETS,
    prefetch=("territory__parent", "operator", "indicators", "reviews", "sites"),
)
