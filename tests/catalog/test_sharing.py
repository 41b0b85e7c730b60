"""One address, a social card and words of schema.org for what everyone may read; nothing of what they may not."""

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from wagtail.models import PageViewRestriction

from actors.enums import Role
from catalog.rules.linked_data import MAX_HEADLINE, Platform, graph, page_node
from catalog.services import publish_pages
from cms.models import HomePage
from tests.factories import CommuneFactory, ScopeFactory
from tests.factories.actions import ActionPageFactory
from tests.factories.cms import NewsPageFactory, StandardPageFactory, TerritoryPageFactory
from tests.factories.knowledge import PracticePageFactory
from tests.factories.sites import SitePageFactory

pytestmark = pytest.mark.django_db
BASE = "https://plateforme.example"


@pytest.fixture(autouse=True)
def address(settings):
    settings.WAGTAILADMIN_BASE_URL = BASE


def head(client, url):
    text = client.get(url, follow=True).content.decode()
    return text[: text.index("</head>")]


def meta(text, name):
    return re.findall(rf'<meta (?:property|name)="{name}" content="([^"]*)"', text)


def nodes(text):
    """By type, those of the one script of data."""
    [written] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    document = json.loads(written)
    assert document["@context"] == "https://schema.org"
    return {node["@type"]: node for node in document["@graph"]}


def test_news_are_an_article_with_a_card(client):
    page = NewsPageFactory(title='Rentrée & "</script>"', intro="En bref.", dated_on=date(2026, 9, 2))
    publish_pages([page])
    text = head(client, f"{page.url}?utm_source=x")
    assert f'<link rel="canonical" href="{BASE}{page.url}">' in text
    assert meta(text, "og:url") == [BASE + page.url]
    assert meta(text, "og:type") == ["article"]
    assert meta(text, "og:image") == [f"{BASE}/static/img/card.png"]
    assert meta(text, "twitter:card") == ["summary_large_image"]
    found = nodes(text)
    article = found["NewsArticle"]
    assert (article["headline"], article["description"]) == (page.title, "En bref.")
    assert (article["datePublished"], article["mainEntityOfPage"]) == ("2026-09-02", BASE + page.url)
    trail = [(item["position"], item["name"]) for item in found["BreadcrumbList"]["itemListElement"]]
    assert trail == [(1, "Accueil"), (2, "Actualités"), (3, page.title)]
    assert found["WebSite"]["publisher"] == {"@id": found["Organization"]["@id"]}


def test_practices_are_told_step_by_step(client):
    steps = [("step", {"title": "Trouver l’eau", "text": "<p>Avec le service.</p>"})]
    told, untold = PracticePageFactory(steps=steps), PracticePageFactory()
    publish_pages([told, untold])
    how = nodes(head(client, told.url))["HowTo"]
    assert how["step"] == [{"@type": "HowToStep", "position": 1, "name": "Trouver l’eau", "text": "Avec le service."}]
    assert how["license"].startswith("https://www.etalab.gouv.fr/")
    assert "Article" in nodes(head(client, untold.url))


def test_each_kind_of_page_says_what_it_is(client):
    section = TerritoryPageFactory()
    publish_pages([HomePage.objects.get(), section])
    assert nodes(head(client, section.url))["WebPage"]["about"]["name"] == section.title
    home = nodes(head(client, "/"))
    assert home["WebSite"]["potentialAction"]["target"]["urlTemplate"].startswith(f"{BASE}/recherche/?q=")
    assert "BreadcrumbList" not in home
    statistics = nodes(head(client, "/statistiques/"))
    assert statistics["Dataset"]["license"].startswith("https://www.etalab.gouv.fr/")


def test_an_action_says_its_public_part_to_a_member_too(client):
    commune = CommuneFactory(name="Exempleville")
    action = ActionPageFactory(territory=commune, objectives="Que chacun apprenne.")
    publish_pages([action])
    everyone = head(client, action.url)
    client.force_login(ScopeFactory(role=Role.PILOT).user)
    member = head(client, action.url)
    assert nodes(member) == nodes(everyone)
    assert "Exempleville" not in member


def test_what_is_not_public_says_nothing_of_itself(client):
    site, closed = SitePageFactory(), StandardPageFactory()
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    publish_pages([site, closed])
    client.force_login(ScopeFactory(role=Role.PILOT).user)
    for url in (site.url, closed.url, "/tableau-de-bord/", "/connexion/", "/recherche/?q=x"):
        text = head(client, url)
        assert "og:" not in text
        assert "ld+json" not in text
        assert "canonical" not in text


def test_a_list_is_one_page_whatever_it_is_asked(client):
    text = head(client, "/actions/?theme=health")
    assert f'<link rel="canonical" href="{BASE}/actions/">' in text
    assert meta(text, "og:title") == ["Actions"]


def test_the_sitemap_holds_public_pages_and_nothing_else(client):
    news, site, draft, closed = NewsPageFactory(), SitePageFactory(), NewsPageFactory(live=False), StandardPageFactory()
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    publish_pages([news, site, draft, closed])
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    sections = [one.text for one in index.iter() if one.tag.endswith("loc")]
    assert sections == ["http://testserver/sitemap-pages.xml", "http://testserver/sitemap-fenetres.xml"]
    pages = ElementTree.fromstring(client.get(sections[0]).content)
    assert [one.text for one in pages.iter() if one.tag.endswith("loc")] == [f"http://testserver{news.url}"]
    assert len([one for one in pages.iter() if one.tag.endswith("lastmod")]) == 1
    assert "/carte/" in client.get(sections[1]).content.decode()
    assert client.get("/sitemap-rien.xml").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_sitemap_takes_the_same_queries(client, count, django_assert_num_queries):
    publish_pages([NewsPageFactory() for _ in range(count)])
    with django_assert_num_queries(4):
        client.get("/sitemap-pages.xml")


def test_robots_are_told_where_the_sitemap_is(client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://testserver/sitemap.xml" in response.content.decode()
    assert "Disallow: /admin/" in response.content.decode()


def test_no_word_ends_the_element_that_holds_it():
    written = graph([{"name": "</script><script>x()</script>&"}])
    assert not set("<>&") & set(written)
    assert json.loads(written)["@graph"][0]["name"] == "</script><script>x()</script>&"


def test_a_headline_is_no_longer_than_search_engines_read():
    document = {"title": "mot " * 60, "url": "/x/", "summary": "", "updated_at": "2026-01-01T00:00:00Z"}
    node = page_node(Platform(BASE, "P", "/logo.png"), document, {"kind": "news"})
    assert len(node["headline"]) <= MAX_HEADLINE
