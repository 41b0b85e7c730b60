"""How news, pages of prose and pages of territories look in the catalogue: the same to everyone.

The floor that holds these pages is below this one and cannot know of it: that is why it is said here.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.images.models import SourceImageIOError
from wagtail.rich_text import get_text_for_indexing

from actors.enums import Noun
from catalog.enums import Audience
from catalog.registry import CatalogNoun, Document, Facet
from cms.fields import PlainStreamField
from cms.models import HomePage, NewsIndexPage, NewsPage, StandardPage, TerritoryIndexPage, TerritoryPage
from territories.enums import Level

# How pictures of cards are cut and kept (Wagtail's words).
CARD = "fill-640x360|format-webp"


def news_documents(news: NewsPage) -> Iterator[Document]:
    place = news.territory
    yield Document(
        audience=Audience.PUBLIC,
        title=news.title,
        url=news.get_url() or "/",
        fields={
            "territory_level": place.level if place else None,
            "territory_code": place.code if place else None,
            "territory": place.name if place else None,
            "image": _picture(news),
            "text": _text(news),
        },
        summary=news.intro,
        text=_text(news),
        territory_ids=tuple(place.ancestor_ids) if place else (),
        tags=(f"year:{news.dated_on.year}",),
        dated_on=news.dated_on,
    )


def standard_documents(page: StandardPage) -> Iterator[Document]:
    yield _plain(page, summary=page.intro, text=_text(page))


def home_documents(page: HomePage) -> Iterator[Document]:
    yield _plain(page, summary=page.intro, text=_text(page))


def list_documents(page: Any) -> Iterator[Document]:
    """A page whose body is a list: its title and its introduction."""
    yield _plain(page, summary=getattr(page, "intro", ""))


def territory_documents(page: TerritoryPage) -> Iterator[Document]:
    place = page.territory
    yield Document(
        audience=Audience.PUBLIC,
        title=page.title,
        url=page.get_url() or "/",
        fields={
            "country": place.country,
            "level": place.level,
            "code": place.code,
            "population": place.population,
            "text": _text(page),
        },
        summary=page.intro,
        text=f"{place.code}\n{_text(page)}",
        territory_ids=tuple(place.ancestor_ids),
        tags=(f"level:{place.level}",),
        lon=place.lon,
        lat=place.lat,
    )


def _plain(page: Any, *, summary: str, text: str = "") -> Document:
    return Document(
        audience=Audience.PUBLIC,
        title=page.title,
        url=page.get_url() or "/",
        fields={"text": text},
        summary=summary,
        text=text,
    )


def _picture(news: NewsPage) -> dict[str, Any] | None:
    """The picture at the size of a card. A file that cannot be read costs the picture, never the publication."""
    if news.image is None:
        return None
    try:
        rendition = news.image.get_rendition(CARD)
    except (SourceImageIOError, OSError):
        return None
    alt = news.image.default_alt_text
    return {"url": rendition.url, "width": rendition.width, "height": rendition.height, "alt": alt}


def _text(page: HomePage | NewsPage | StandardPage | TerritoryPage) -> str:
    """The words of the blocks, without markup, in order. Images and the addresses of films say nothing here."""
    body: PlainStreamField = page._meta.get_field("body")
    return get_text_for_indexing("\n".join(body.get_searchable_content(page.body)))


def _years() -> list[tuple[str, str]]:
    dates = NewsPage.objects.live().dates("dated_on", "year", order="DESC")
    return [(str(day.year), str(day.year)) for day in dates]


NEWS = CatalogNoun(
    noun=Noun.NEWS,
    model="cms.NewsPage",
    documents=news_documents,
    facets=(Facet(param="annee", name="year", label=_("Year"), choices=_years, is_fixed=False),),
    prefetch=("territory", "image__renditions"),
)
PAGES = CatalogNoun(noun=Noun.PAGE, model="cms.StandardPage", documents=standard_documents, has_place=False)
TERRITORIES = CatalogNoun(
    noun=Noun.TERRITORY,
    model="cms.TerritoryPage",
    documents=territory_documents,
    facets=(
        Facet(
            param="niveau",
            name="level",
            label=_("Level"),
            choices=lambda: [(level, level.label) for level in (Level.NATION, Level.REGION, Level.DEPARTEMENT)],
        ),
    ),
    prefetch=("territory",),
)
EDITORIAL = (NEWS, PAGES, TERRITORIES)
# Other pages of prose, published as pages.
KIN = (
    CatalogNoun(noun=Noun.PAGE, model=HomePage._meta.label, documents=home_documents),
    CatalogNoun(noun=Noun.PAGE, model=NewsIndexPage._meta.label, documents=list_documents),
    CatalogNoun(noun=Noun.PAGE, model=TerritoryIndexPage._meta.label, documents=list_documents),
)
