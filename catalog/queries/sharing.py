"""What a page is called elsewhere: its one address, its card on social networks, what search engines read of it.

All of it comes from the public entry of the page: what has none says nothing of itself.
"""

from dataclasses import dataclass, field
from typing import Any

import orjson
from django.conf import settings
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from actors.enums import Noun
from actors.rules import NOBODY
from catalog.models import Entry
from catalog.querysets import EntryQuerySet
from catalog.rules.linked_data import Node, Platform, breadcrumbs, page_node, publisher, website

# Windows that everyone may open, and search engines too: name of the address, title.
WINDOWS: dict[str, str | Promise] = {
    "public_map": _("Map"),
    "actions": _("Actions"),
    "statistics": _("Statistics"),
    "organisations": _("Organisations that have an account"),
    "api_reference": _("API and open data"),
    "api_history": _("What has changed in the API"),
}
# Nouns of which a page of the tree is shown to everyone; sites, where the deployment says so (0151).
IN_THE_TREE = (Noun.PAGE, Noun.TERRITORY, Noun.NEWS, Noun.PRACTICE, Noun.ACTION, Noun.SITE)
CARD_WIDTH, CARD_HEIGHT = 1200, 630
Trail = list[tuple[str, str]]


@dataclass(frozen=True)
class Picture:
    url: str
    width: int = CARD_WIDTH
    height: int = CARD_HEIGHT
    alt: str = ""


@dataclass(frozen=True)
class Card:
    """`kind`: of Open Graph. Addresses are absolute."""

    url: str
    title: str
    description: str = ""
    kind: str = "website"
    picture: Picture | None = None
    published_at: str = ""
    updated_at: str = ""
    nodes: list[Node] = field(default_factory=list)


def platform() -> Platform:
    return Platform(settings.WAGTAILADMIN_BASE_URL.rstrip("/"), settings.PLATFORM_NAME, static("img/icon-512.png"))


def public_pages() -> EntryQuerySet:
    """What everyone may read of the tree: a page, and when what is public of it was changed last."""
    found = Entry.objects.visible_to(NOBODY).filter(noun__in=IN_THE_TREE)
    return found.only("url", "changed_at").order_by("pk")


def card_of_page(page_id: int, trail: Trail) -> Card | None:
    """`trail`: titles and paths from home to what holds the page. One query."""
    entry = Entry.objects.visible_to(NOBODY).filter(page_id=page_id, noun__in=IN_THE_TREE).defer(None).as_read().first()
    if entry is None:
        return None
    here, document = platform(), entry.data
    content = orjson.loads(entry.content) if entry.content else None
    is_home = entry.url == "/"
    nodes = [publisher(here), website(here), page_node(here, document, content)]
    if not is_home:
        nodes.append(breadcrumbs(here, [*trail, (entry.title, entry.url)]))
    return Card(
        url=here.absolute(entry.url),
        title=(content or {}).get("seo_title") or entry.title,
        description=(content or {}).get("description") or entry.summary,
        kind="article" if entry.noun in (Noun.NEWS, Noun.PRACTICE) else "website",
        picture=_picture(here, content),
        published_at=str(document.get("dated_on") or ""),
        updated_at=document["updated_at"],
        nodes=nodes,
    )


def card_of_window(name: str, title: str | Promise) -> Card:
    """Whatever a list is asked, it is one page: the list itself."""
    here = platform()
    return Card(url=here.absolute(reverse(name)), title=str(title), picture=_picture(here, None))


def window_paths() -> list[str]:
    """Those of the floors that are installed."""
    paths = []
    for name in WINDOWS:
        try:
            paths.append(reverse(name))
        except NoReverseMatch:
            continue
    return paths


def _picture(here: Platform, content: dict[str, Any] | None) -> Picture:
    """That of the page, or else the platform's own."""
    image = (content or {}).get("image")
    if not image:
        return Picture(here.absolute(static("img/card.png")), alt=here.name)
    card = image["card"]
    return Picture(here.absolute(card["url"]), card["width"], card["height"], image["alt"])
