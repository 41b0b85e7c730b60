"""A noun of the catalogue for tests: news, with documents that a test can bend."""

import pytest

from actors.enums import Noun
from catalog.enums import Audience
from catalog.registry import CatalogNoun, Document, registry
from cms.models import NewsIndexPage, NewsPage


def news_documents(page):
    yield Document(
        audience=Audience.PUBLIC,
        title=page.title,
        url=page.get_url(),
        summary=page.intro,
        fields={"intro": page.intro},
        dated_on=page.dated_on,
    )


@pytest.fixture
def nouns(monkeypatch):
    """The registry's nouns, emptied for the test."""
    monkeypatch.setattr(registry, "nouns", {})
    monkeypatch.setattr(registry, "kin", {})
    monkeypatch.setattr(registry, "contents", {})
    return registry.nouns


@pytest.fixture
def news_noun(nouns):
    registry.sign_up(CatalogNoun(noun=Noun.NEWS, model="cms.NewsPage", documents=news_documents, has_place=False))


@pytest.fixture
def news_index(db):
    return NewsIndexPage.objects.get()


@pytest.fixture
def add_news(news_index, news_noun):
    def add(title="Une nouvelle", **fields) -> NewsPage:
        draft = NewsPage(title=title, live=False, **({"intro": "Introduction."} | fields))
        page = news_index.add_child(instance=draft)
        page.save_revision().publish()
        page.refresh_from_db()
        return page

    return add
