"""How a site looks to each audience of the catalogue. The public sees areas only: there is no public document, unless
the deployment says that settlements are public knowledge there (PUBLIC_PRECISION).

Privacy by construction: each document is written from what its audience may know, and nothing is taken out later.
Owner, procedures, authors and journal are in none of them. The list, field by field: docs/privacy.md.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from actors.enums import Noun, PrecisionPolicy
from actors.rules.precision import partner_precision, public_precision
from catalog.enums import Audience
from catalog.querysets import policy_tag
from catalog.registry import CatalogNoun, Document, Facet, OpenSite
from sites.enums import Alert, Block, BlockStatus, KindOfPlace, PeopleBand, SiteStatus, YesNo
from sites.models import Closure, Observation, SitePage
from sites.queries.completion import completion_percent
from sites.queries.state import latest_observation, observation_version
from sites.rules.counts import COUNTS, band_of
from sites.rules.living import ANSWERS_OF_BLOCK, statuses


def site_documents(site: SitePage) -> Iterator[Document]:
    """One for members, and what the deployment lets partners and everyone know (actors.rules.precision).

    Reads the relations of PREFETCH and nothing else.
    """
    observation = latest_observation(site)
    known = _common(site, observation)
    # In the platform's language, whatever the language of who publishes.
    with override(settings.LANGUAGE_CODE):
        unnamed = _("Site in %(commune)s") % {"commune": site.commune.name}
    here = (site.lon, site.lat) if site.lon is not None else (site.commune.lon, site.commune.lat)
    yield _document(
        site,
        observation,
        Audience.MEMBER,
        title=site.title,
        point=here,
        fields=known | _members_only(site, observation),
    )
    by_commune: dict[str, Any] = {"title": unnamed, "point": (site.commune.lon, site.commune.lat), "fields": known}
    exactly: dict[str, Any] = {"title": unnamed, "point": here, "fields": known | _exactness(site)}
    # Observers read it, whatever keys may.
    yield _document(site, observation, Audience.PARTNER, **by_commune)
    if partner_precision() == PrecisionPolicy.EXACT:
        yield _document(site, observation, Audience.PARTNER_EXACT, **exactly)
    if (policy := public_precision()) != PrecisionPolicy.AREAS:
        seen = exactly if policy == PrecisionPolicy.EXACT else by_commune
        document = _document(site, observation, Audience.PUBLIC, **seen)
        yield replace(document, tags=(*document.tags, policy_tag(policy)))


def _document(
    site: SitePage,
    observation: Observation | None,
    audience: Audience,
    *,
    title: str,
    point: tuple[float | None, float | None],
    fields: dict[str, Any],
) -> Document:
    is_member = audience == Audience.MEMBER
    return Document(
        audience=audience,
        title=title,
        url=site.get_url() or "/",
        fields=fields,
        summary=site.commune.name,
        text=f"{site.address}\n{site.access_details}" if is_member else "",
        territory_ids=tuple(site.commune.ancestor_ids),
        tags=tuple(tags_of(site, observation, status=site.status, closure=getattr(site, "closure", None))),
        people=observation.people if observation else None,
        lon=point[0],
        lat=point[1],
        dated_on=observation.observed_on if observation else site.declared_on,
    )


def _common(site: SitePage, observation: Observation | None) -> dict[str, Any]:
    """What every reader of a site knows of it. Unknown is null."""
    closure = getattr(site, "closure", None)
    return {
        "status": site.status,
        "commune_code": site.commune.code,
        "commune": site.commune.name,
        "kind_of_place": site.kind_of_place,
        "installed_on": site.installed_on,
        "installed_precision": site.installed_precision if site.installed_on else None,
        "declared_on": site.declared_on,
        "observed_on": observation.observed_on if observation else None,
        "people": observation.people if observation else None,
        "households": observation.households if observation else None,
        "minors": observation.minors if observation else None,
        "minors_in_school": observation.minors_in_school if observation else None,
        "living_conditions": {str(block): str(status) for block, status in statuses(observation).items()},
        "alerts": _alerts(observation),
        "resorption_target": site.resorption_target,
        "closed_on": closure.closed_on if closure else None,
    }


def _members_only(site: SitePage, observation: Observation | None) -> dict[str, Any]:
    counts = {name: getattr(observation, name) if observation else None for name in COUNTS}
    closure = getattr(site, "closure", None)
    return {
        "address": site.address,
        "access_details": site.access_details,
        **_exactness(site),
        "owner_kind": site.owner_kind,
        "reinstallation": site.reinstallation,
        **counts,
        "origins": list(observation.origins) if observation else [],
        "answers": _answers(observation),
        "recorded_at": observation_version(observation) or None,
        "phases": [
            {"kind": phase.kind, "started_on": phase.started_on, "completed_on": phase.completed_on}
            for phase in site.phases.all()
        ],
        "closure_reason": closure.reason if closure else None,
        "completion": completion_percent(site, observation, has_origins=bool(site.arrivals.all())),
    }


def _answers(observation: Observation | None) -> dict[str, str]:
    """What was answered on living conditions; unknown where nobody has observed yet."""
    names = [name for names in ANSWERS_OF_BLOCK.values() for name in names]
    return {name: getattr(observation, name) if observation else "unknown" for name in names}


def _exactness(site: SitePage) -> dict[str, Any]:
    """Whether the point is the site's own, or its commune's for want of better."""
    return {"is_point_exact": site.lon is not None}


def _alerts(observation: Observation | None) -> list[str]:
    if observation is None:
        return []
    flags = {Alert.HEATWAVE: observation.heatwave_alert, Alert.COLDWAVE: observation.coldwave_alert}
    return [str(alert) for alert, is_on in flags.items() if is_on]


def tags_of(site: SitePage, observation: Observation | None, *, status: str, closure: Closure | None) -> Iterator[str]:
    """What facets find: now, or on a past day with the status, the observation and the closure of that day."""
    yield f"status:{status}"
    yield f"place:{site.kind_of_place}"
    yield f"people:{band_of(observation.people if observation else None)}"
    yield f"reinstallation:{site.reinstallation}"
    if closure:
        yield f"closed:{closure.closed_on.year}"
        if closure.is_resorbed:
            yield f"resorbed:{closure.closed_on.year}"
    if site.installed_on:
        yield f"installed:{site.installed_on.year}"
    for block, condition in statuses(observation).items():
        yield f"{block}:{condition}"
    for alert in _alerts(observation):
        yield f"alert:{alert}"


def open_sites() -> Iterable[OpenSite]:
    """What areas are made of: open, published sites, by commune and counts only. One query."""
    rows = SitePage.objects.live().open().order_by("pk").with_latest("people", "minors", "minors_in_school")
    for commune_id, latest in rows.values_list("commune_id", "latest"):
        yield OpenSite(commune_id=commune_id, **(latest or {"people": None}))


FIRST_YEAR = 2000
BLOCK_PARAMS = {
    Block.WATER: "eau",
    Block.SANITATION: "assainissement",
    Block.ELECTRICITY: "electricite",
    Block.WASTE: "dechets",
    Block.VERMIN: "nuisibles",
    Block.FIRE: "incendie",
}


def _years() -> list[tuple[str, str]]:
    """Latest first, the same for everyone: they tell nothing of when sites were opened or closed."""
    return [(str(year), str(year)) for year in range(timezone.localdate().year, FIRST_YEAR - 1, -1)]


FACETS = (
    Facet(param="statut", name="status", label=gettext_lazy("Status"), choices=lambda: SiteStatus.choices),
    Facet(param="lieu", name="place", label=gettext_lazy("Kind of place"), choices=lambda: KindOfPlace.choices),
    Facet(param="taille", name="people", label=gettext_lazy("Size"), choices=lambda: PeopleBand.choices),
    *(
        Facet(param=param, name=str(block), label=block.label, choices=lambda: BlockStatus.choices)
        for block, param in BLOCK_PARAMS.items()
    ),
    Facet(param="fermeture", name="closed", label=gettext_lazy("Closed in"), choices=_years, is_fixed=False),
    Facet(param="installation", name="installed", label=gettext_lazy("Installed in"), choices=_years, is_fixed=False),
    Facet(param="alerte", name="alert", label=gettext_lazy("Weather alert"), choices=lambda: Alert.choices),
    Facet(
        param="reinstallation",
        name="reinstallation",
        label=gettext_lazy("Reinstallation"),
        choices=lambda: YesNo.choices,
    ),
)
PREFETCH = ("commune", "observations", "phases", "closure", "arrivals")

SITES = CatalogNoun(
    noun=Noun.SITE,
    model="sites.SitePage",
    documents=site_documents,
    facets=FACETS,
    prefetch=PREFETCH,
    has_people=True,
)
