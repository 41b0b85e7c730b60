"""What pages of practices say, as the API gives it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from actors.enums import Noun
from catalog.enums import PageKind
from catalog.queries.content import (
    Links,
    Reader,
    body_of,
    links_of,
    links_to,
    list_content,
    page_content,
    read_titled,
    rich,
)
from catalog.queries.editorial import list_documents
from catalog.registry import CatalogNoun
from knowledge.models import CollectionPage, PracticeIndexPage, PracticePage
from knowledge.queries.documents import PROSE


def practice_content(practice: PracticePage) -> dict[str, Any]:
    """Its story, in the order and under the headings of its page."""
    return page_content(practice, kind=PageKind.PRACTICE, summary=practice.summary, body=_story(practice))


def collection_content(page: CollectionPage) -> dict[str, Any]:
    chosen = [block.value["practice"] for block in page.body if block.block_type == "practice"]
    shown = links_to(("page", one.pk) for one in chosen if one)

    def read_practice(value: Any, _links: Links) -> dict[str, Any] | None:
        practice = value["practice"]
        known = shown.get(("page", practice.pk)) if practice else None
        if known is None:
            return None
        return {"title": practice.title, "url": known.url, "practice": known.id, "comment": value.get("comment") or ""}

    also: dict[str, Reader] = {"practice": read_practice}
    return page_content(page, kind=PageKind.COLLECTION, summary=page.intro, body=body_of(page.body, also=also))


def _story(practice: PracticePage) -> Iterator[dict[str, Any]]:
    links = links_of([getattr(practice, name) for name in PROSE])
    steps = body_of(practice.steps, also={"step": read_titled})
    for name, heading in _headings().items():
        said = steps if name == "steps" else _prose(practice, name, links)
        if said:
            yield {"id": f"{name}-heading", "type": "heading", "text": heading}
            yield from said


def _prose(practice: PracticePage, name: str, links: Links) -> list[dict[str, Any]]:
    text = getattr(practice, name)
    return [{"id": name, "type": "text", **rich(text, links)}] if text else []


def _headings() -> dict[str, str]:
    return {
        "problem": _("The problem"),
        "context": _("Where it was tried"),
        "steps": _("What to do"),
        "results": _("Results"),
        "success_factors": _("What made it work"),
        "cautions": _("What to beware of"),
        "resources": _("Resources"),
    }


KIN = (
    CatalogNoun(noun=Noun.PAGE, model=PracticeIndexPage._meta.label, documents=list_documents),
    CatalogNoun(noun=Noun.PAGE, model=CollectionPage._meta.label, documents=list_documents),
)
CONTENTS: Mapping[str, Any] = {
    PracticePage._meta.label: practice_content,
    CollectionPage._meta.label: collection_content,
    PracticeIndexPage._meta.label: list_content,
}
