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
from knowledge.rules.languages import name_here, other_languages, platform_language

PROSE = ("problem", "context", "results", "success_factors", "cautions", "resources")


def practice_documents(practice: PracticePage) -> Iterator[Document]:
    """Reads the relations of the noun's `prefetch` and nothing else.

    A translation has no document of its own: it is told in that of its original, which is the practice.
    """
    if practice.translation_of_id is not None:
        return
    evidence, story, translations = evidence_of(practice), _story(practice), _translations(practice)
    yield Document(
        audience=Audience.PUBLIC,
        title=practice.title,
        url=practice.get_url() or "/",
        fields={
            **_identity(practice),
            "evidence": _said(evidence),
            "endorsements": _endorsements(practice),
            **story,
            "language": practice.language,
            "translations": translations,
        },
        summary=practice.summary,
        text="\n".join([practice.author_credit, *_words(story), *_words_of(translations)]),
        tags=(*_tags(practice, evidence), *_languages(practice, translations)),
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


def _story(practice: PracticePage) -> dict[str, Any]:
    """Its prose as plain text."""
    prose = {name: get_text_for_indexing(getattr(practice, name)) for name in PROSE}
    return {**prose, "steps": _steps(practice)}


def _words(story: dict[str, Any]) -> Iterator[str]:
    yield from (story[name] for name in PROSE)
    yield from (part for step in story["steps"] for part in step.values())


def _translations(practice: PracticePage) -> list[dict[str, Any]]:
    """Those that everyone may read, in the order of their codes."""
    shown = [
        one
        for one in practice.translations.all()
        if one.live and one.language in other_languages() and not one.view_restrictions.all()
    ]
    return [
        {
            "language": one.language,
            "title": one.title,
            "summary": one.summary,
            "url": one.get_url() or "/",
            "people_needed": one.people,
            "duration": one.duration,
            "cost": one.cost,
            **_story(one),
        }
        for one in sorted(shown, key=lambda one: one.language)
    ]


def _words_of(translations: list[dict[str, Any]]) -> Iterator[str]:
    for one in translations:
        yield from (one["title"], one["summary"], *_words(one))


def _languages(practice: PracticePage, translations: list[dict[str, Any]]) -> Iterator[str]:
    """Nothing where the deployer wants one language."""
    if other_languages():
        yield from (f"language:{code}" for code in [practice.language, *(one["language"] for one in translations)])


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


def language_choices() -> list[tuple[str, str]]:
    """None where the deployer wants one language."""
    codes = [platform_language(), *other_languages()]
    return [(code, name_here(code)) for code in codes] if other_languages() else []


FACETS = (
    Facet(param="theme", name="theme", label=_("Theme"), choices=lambda: Theme.choices),
    Facet(param="besoin", name="need", label=_("Need"), choices=lambda: SiteNeed.choices),
    Facet(param="milieu", name="kind", label=_("Kind of territory"), choices=lambda: TerritoryKind.choices),
    Facet(param="preuve", name="evidence", label=_("Evidence"), choices=lambda: EvidenceGrade.choices),
    Facet(param="langue", name="language", label=_("Language"), choices=language_choices, is_fixed=False),
)

PRACTICES = CatalogNoun(
    noun=Noun.PRACTICE,
    model="knowledge.PracticePage",
    documents=practice_documents,
    facets=FACETS,
    prefetch=("endorsements__organisation", "translations__view_restrictions", *PREFETCH),
    has_place=False,
)
