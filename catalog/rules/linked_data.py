"""What pages say of themselves to search engines, in the words of schema.org. Pure: made of public documents alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.utils.safestring import SafeString, mark_safe

LANGUAGE = "fr"
# The signs that a headline holds, as search engines show them.
MAX_HEADLINE = 110
LICENCES = {"Licence Ouverte 2.0": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"}
# What would end the element, or begin another, in HTML.
ESCAPED = {"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"}
Node = dict[str, Any]


@dataclass(frozen=True)
class Platform:
    """`base`: the public address, without a slash at its end."""

    base: str
    name: str
    logo: str

    @property
    def organisation_id(self) -> str:
        return f"{self.base}/#organisation"

    def absolute(self, url: str) -> str:
        return f"{self.base}{url}" if url.startswith("/") else url


def graph(nodes: Sequence[Node]) -> SafeString:
    """As the text of a script element of type application/ld+json, which no browser executes."""
    text = orjson.dumps({"@context": "https://schema.org", "@graph": list(nodes)}).decode()
    for sign, escaped in ESCAPED.items():
        text = text.replace(sign, escaped)
    return mark_safe(text)  # noqa: S308 (nothing in it can end the element)


def publisher(platform: Platform) -> Node:
    logo = {"@type": "ImageObject", "url": platform.absolute(platform.logo)}
    told = {"name": platform.name, "url": f"{platform.base}/", "logo": logo}
    return {"@type": "Organization", "@id": platform.organisation_id, **told}


def website(platform: Platform) -> Node:
    target = {"@type": "EntryPoint", "urlTemplate": f"{platform.base}/recherche/?q={{search_term_string}}"}
    action = {"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"}
    return {
        "@type": "WebSite",
        "@id": f"{platform.base}/#site",
        "url": f"{platform.base}/",
        "name": platform.name,
        "inLanguage": LANGUAGE,
        "publisher": {"@id": platform.organisation_id},
        "potentialAction": action,
    }


def breadcrumbs(platform: Platform, trail: Sequence[tuple[str, str]]) -> Node:
    """`trail`: titles and paths, from home to the page itself."""
    items = [
        {"@type": "ListItem", "position": place, "name": title, "item": platform.absolute(url)}
        for place, (title, url) in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def page_node(platform: Platform, document: Mapping[str, Any], content: Mapping[str, Any] | None) -> Node:
    """`document`: what everyone may read of the thing; `content`: of a page of prose, what it says."""
    content = content or {}
    common = _common(platform, document, content)
    match content.get("kind"):
        case "news":
            return _article(platform, common, "NewsArticle") | _place(document)
        case "practice":
            return _practice(platform, common, document)
        case "list" | "collection":
            return common | {"@type": "CollectionPage"}
        case "territory":
            return common | {"@type": "WebPage", "about": _territory(document)}
    return common | {"@type": "WebPage"}


def dataset(platform: Platform, *, name: str, about: str, licence: str, more: Mapping[str, Any]) -> Node:
    """`more`: what is known of it only once there is a first month."""
    return {
        "@type": "Dataset",
        "name": name,
        "description": about,
        "license": licence,
        "isAccessibleForFree": True,
        "inLanguage": LANGUAGE,
        "creator": {"@id": platform.organisation_id},
        "publisher": {"@id": platform.organisation_id},
        **more,
    }


def _common(platform: Platform, document: Mapping[str, Any], content: Mapping[str, Any]) -> Node:
    url = platform.absolute(document["url"])
    image = content.get("image")
    told: Node = {
        "@id": f"{url}#page",
        "url": url,
        "name": document["title"],
        "description": content.get("description") or document["summary"],
        "inLanguage": LANGUAGE,
        "datePublished": document.get("dated_on") or content.get("published_at"),
        "dateModified": document["updated_at"],
        "image": platform.absolute(image["card"]["url"]) if image else None,
        "isPartOf": {"@id": f"{platform.base}/#site"},
        "publisher": {"@id": platform.organisation_id},
    }
    return {name: value for name, value in told.items() if value}


def _article(platform: Platform, common: Node, kind: str) -> Node:
    title = common["name"]
    headline = title if len(title) <= MAX_HEADLINE else title[: MAX_HEADLINE - 1].rsplit(" ", 1)[0] + "…"
    own = {"@type": kind, "headline": headline, "mainEntityOfPage": common["url"]}
    return {"author": {"@id": platform.organisation_id}} | common | own


def _practice(platform: Platform, common: Node, document: Mapping[str, Any]) -> Node:
    """A way of doing, step by step; an article where its steps are not told."""
    author = {"@type": "Organization", "name": document["organisation"]} if document.get("organisation") else None
    licence = LICENCES.get(document.get("licence", ""))
    own = {name: value for name, value in (("author", author), ("license", licence)) if value}
    steps = document.get("steps") or []
    if not steps:
        return _article(platform, common, "Article") | own
    told = [
        {"@type": "HowToStep", "position": place, "name": step["title"], "text": step["text"] or step["title"]}
        for place, step in enumerate(steps, start=1)
    ]
    return common | own | {"@type": "HowTo", "step": told}


def _place(document: Mapping[str, Any]) -> Node:
    name = document.get("territory")
    return {"contentLocation": {"@type": "AdministrativeArea", "name": name}} if name else {}


def _territory(document: Mapping[str, Any]) -> Node:
    point = document.get("point")
    geo = {"@type": "GeoCoordinates", "latitude": point["lat"], "longitude": point["lon"]} if point else None
    told = {"name": document["title"], "identifier": document.get("code"), "geo": geo}
    return {"@type": "AdministrativeArea", **{name: value for name, value in told.items() if value}}
