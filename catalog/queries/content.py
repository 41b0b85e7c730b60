"""What pages of prose say, as the API gives it: blocks of a known type, and the same as HTML.

Made at publication from the page alone, and of a draft for whoever previews it (decision 0160).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import override
from wagtail.documents.models import Document as File
from wagtail.models import Page

from actors.enums import Noun
from catalog.enums import PageKind
from catalog.queries.images import image_of
from catalog.registry import registry
from catalog.rules.prose import Link, Target, address, clean, html_of, targets_in
from cms.models import HomePage, NewsIndexPage, NewsPage, StandardPage, TerritoryIndexPage, TerritoryPage

Links = Mapping[Target, Link]
# For a block of the editor's: its value and the links of its page -> what it says; None for nothing.
Reader = Callable[[Any, Links], dict[str, Any] | None]


def content_of(page: Any) -> dict[str, Any] | None:
    """None for a page that is not of prose. In the language of the platform, whoever publishes."""
    builder = registry.contents.get(page._meta.label)
    if builder is None:
        return None
    with override(settings.LANGUAGE_CODE):
        return builder(page)


def draft_of(page: Any) -> dict[str, Any] | None:
    """The same of a draft, never published or not yet: what is asked of it is what would be published."""
    content = content_of(page)
    return content and content | {"updated_at": page.latest_revision_created_at or page.last_published_at}


def page_content(
    page: Any,
    *,
    kind: PageKind,
    summary: str = "",
    body: Iterable[dict[str, Any]] = (),
    image: dict[str, Any] | None = None,
    dated_on: Any = None,
) -> dict[str, Any]:
    blocks = list(body)
    noun = registry.of_model(page._meta.label)
    place = getattr(page, "territory", None)
    return {
        "id": str(page.translation_key),
        "noun": noun.noun.value if noun else Noun.PAGE.value,
        "kind": kind.value,
        "title": page.title,
        "url": page.get_url() or "/",
        "summary": summary,
        "seo_title": page.seo_title or page.title,
        "description": page.search_description or summary,
        "territory": place.key if place else None,
        "image": image or next((one["image"] for one in blocks if one["type"] == "figure"), None),
        "body": blocks,
        "html": html_of(blocks),
        "dated_on": dated_on,
        "published_at": page.first_published_at,
    }


def body_of(stream: Any, *, also: Mapping[str, Reader] | None = None) -> list[dict[str, Any]]:
    """The blocks of a StreamField, those that say something. `also`: readers of blocks of floors above."""
    readers = READERS | dict(also or {})
    links = links_of(stream.stream_block.get_prep_value(stream)) if stream else {}
    made = []
    for block in stream or ():
        said = readers[block.block_type](block.value, links)
        if said is not None:
            made.append({"id": block.id, "type": block.block_type, **said})
    return made


def links_of(value: Any) -> dict[Target, Link]:
    """What the rich text in `value` leads to, of what everyone may open."""
    return links_to(targets_in(value))


def links_to(wanted: Iterable[Target]) -> dict[Target, Link]:
    """Of pages and files, those that everyone may open. Two queries at most, none where none is wanted."""
    found: dict[Target, Link] = {}
    wanted = set(wanted)
    pages = {number for kind, number in wanted if kind == "page"}
    files = {number for kind, number in wanted if kind == "document"}
    for page in Page.objects.filter(pk__in=pages).live().public() if pages else ():
        noun = registry.of_model(page.specific_class._meta.label) if page.specific_class else None
        if noun and noun.noun != Noun.SITE:
            found["page", page.pk] = Link(page.get_url() or "/", noun.noun.value, str(page.translation_key))
    opened = File.objects.filter(pk__in=files, collection__view_restrictions__isnull=True) if files else ()
    for file in opened:
        found["document", file.pk] = Link(file.url)
    return found


def rich(text: Any, links: Links) -> dict[str, Any]:
    html, leads = clean(getattr(text, "source", text) or "", links)
    return {"html": html, "links": leads}


def read_figure(value: Any, _links: Links) -> dict[str, Any] | None:
    picture = value.get("image")
    alt = "" if getattr(picture, "decorative", False) else getattr(picture, "contextual_alt_text", "") or ""
    image = image_of(picture, alt=alt)
    return {"image": image, "caption": value.get("caption") or ""} if image else None


def _heading(value: Any, _links: Links) -> dict[str, Any]:
    return {"text": str(value)}


def _video(value: Any, links: Links) -> dict[str, Any] | None:
    url = address(value["video"])
    written = rich(value["description"], links)
    said = {"url": url, "title": value["title"], "description": written["html"], "links": written["links"]}
    return said if url else None


def _quote(value: Any, _links: Links) -> dict[str, Any]:
    return {"text": value["text"], "author": value.get("author") or ""}


def read_titled(value: Any, links: Links) -> dict[str, Any]:
    return {"title": value.get("title") or "", **rich(value["text"], links)}


def _latest(value: Any, _links: Links) -> dict[str, Any]:
    return {"title": value["title"], "noun": value["noun"], "count": value["count"]}


READERS: dict[str, Reader] = {
    "heading": _heading,
    "text": rich,
    "figure": read_figure,
    "video": _video,
    "quote": _quote,
    "callout": read_titled,
    "latest": _latest,
}


def _home(page: HomePage) -> dict[str, Any]:
    return page_content(page, kind=PageKind.HOME, summary=page.intro, body=body_of(page.body))


def _standard(page: StandardPage) -> dict[str, Any]:
    return page_content(page, kind=PageKind.STANDARD, summary=page.intro, body=body_of(page.body))


def _territory(page: TerritoryPage) -> dict[str, Any]:
    return page_content(page, kind=PageKind.TERRITORY, summary=page.intro, body=body_of(page.body))


def _news(page: NewsPage) -> dict[str, Any]:
    image = image_of(page.image, alt=page.image.default_alt_text) if page.image else None
    return page_content(
        page, kind=PageKind.NEWS, summary=page.intro, body=body_of(page.body), image=image, dated_on=page.dated_on
    )


def list_content(page: Any) -> dict[str, Any]:
    """A page whose body is a list: what it lists is asked of the resource of its noun."""
    return page_content(page, kind=PageKind.LIST, summary=getattr(page, "intro", ""))


CONTENTS: dict[str, Callable[[Any], dict[str, Any]]] = {
    HomePage._meta.label: _home,
    StandardPage._meta.label: _standard,
    TerritoryPage._meta.label: _territory,
    NewsPage._meta.label: _news,
    NewsIndexPage._meta.label: list_content,
    TerritoryIndexPage._meta.label: list_content,
}
