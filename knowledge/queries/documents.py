"""How a practice looks in the catalogue: the same to everyone, for a practice is made to be taken up."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.rich_text import get_text_for_indexing

from actions.enums import Theme
from actors.enums import Noun
from catalog.enums import Audience
from catalog.registry import CatalogNoun, Document, Facet
from knowledge.enums import EvidenceGrade, SiteNeed, TerritoryKind
from knowledge.models import PracticePage
from knowledge.queries.evidence import PREFETCH, evidence_of
from knowledge.rules.evidence import Evidence

PROSE = ("problem", "context", "results", "success_factors", "cautions", "resources")


def practice_documents(practice: PracticePage) -> Iterator[Document]:
    """Reads the relations of the noun's `prefetch` and nothing else."""
    evidence = evidence_of(practice)
    prose = {name: get_text_for_indexing(getattr(practice, name)) for name in PROSE}
    steps = _steps(practice)
    text = [practice.author_credit, *prose.values(), *(part for step in steps for part in step.values())]
    yield Document(
        audience=Audience.PUBLIC,
        title=practice.title,
        url=practice.get_url() or "/",
        fields={
            **_identity(practice),
            "evidence": _said(evidence),
            "endorsements": _endorsements(practice),
            **prose,
            "steps": steps,
        },
        summary=practice.summary,
        text="\n".join(text),
        tags=tuple(_tags(practice, evidence)),
        dated_on=practice.first_published_at.date() if practice.first_published_at else None,
    )


def _identity(practice: PracticePage) -> dict[str, Any]:
    return {
        "themes": list(practice.themes),
        "main_need": practice.main_need or None,
        "site_needs": list(practice.site_needs),
        "territory_kinds": list(practice.territory_kinds),
        "organisation": practice.organisation.name if practice.organisation else None,
        "author_credit": practice.author_credit,
        "licence": practice.licence,
        "source_url": practice.source_url,
        "people_needed": practice.people,
        "duration": practice.duration,
        "cost": practice.cost,
        "review_on": practice.review_on,
    }


def _said(evidence: Evidence) -> dict[str, Any]:
    return {name: str(value) if name == "grade" else value for name, value in asdict(evidence).items()}


def _endorsements(practice: PracticePage) -> list[dict[str, Any]]:
    return [
        {"organisation": one.organisation.name, "endorsed_on": one.endorsed_on, "comment": one.comment}
        for one in practice.endorsements.all()
        if one.revoked_on is None
    ]


def _steps(practice: PracticePage) -> list[dict[str, str]]:
    return [
        {"title": step.value["title"], "text": get_text_for_indexing(step.value["text"].source)}
        for step in practice.steps
        if step.block_type == "step"
    ]


def _tags(practice: PracticePage, evidence: Evidence) -> Iterator[str]:
    yield f"evidence:{evidence.grade}"
    for name, codes in (
        ("theme", practice.themes),
        ("need", practice.site_needs),
        ("kind", practice.territory_kinds),
    ):
        for code in codes:
            yield f"{name}:{code}"


FACETS = (
    Facet(param="theme", name="theme", label=_("Theme"), choices=lambda: Theme.choices),
    Facet(param="besoin", name="need", label=_("Need"), choices=lambda: SiteNeed.choices),
    Facet(param="milieu", name="kind", label=_("Kind of territory"), choices=lambda: TerritoryKind.choices),
    Facet(param="preuve", name="evidence", label=_("Evidence"), choices=lambda: EvidenceGrade.choices),
)

PRACTICES = CatalogNoun(
    noun=Noun.PRACTICE,
    model="knowledge.PracticePage",
    documents=practice_documents,
    facets=FACETS,
    prefetch=("endorsements__organisation", *PREFETCH),
    has_place=False,
)
