"""Pages of prose, redirections and menus: what another front end is made of, and nothing that is not public."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from catalog.services import publish_pages
from cms.models import HomePage
from tests.factories.cms import NewsPageFactory, StandardPageFactory
from tests.factories.knowledge import PracticePageFactory
from tests.factories.sites import SitePageFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/pages"


def ids(response):
    assert response.status_code == 200, response.content
    return {one["id"] for one in response.json()["results"]}


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_the_same_queries(client, count, fits, django_assert_num_queries):
    pages = [StandardPageFactory(body=[("heading", "Titre"), ("text", "<p>Oui</p>")]) for _ in range(count)]
    publish_pages(pages)
    with django_assert_num_queries(3):
        response = client.get(URL)
    assert fits(response.json(), "PagePage")
    assert ids(response) == {str(page.translation_key) for page in pages}
    assert response.headers["Cache-Control"] == "public, max-age=60"
    with django_assert_num_queries(1):
        one = client.get(f"{URL}/{pages[0].translation_key}").json()
    assert fits(one, "Page")
    assert one["html"] == "<h2>Titre</h2>\n<p>Oui</p>"


def test_every_kind_of_page_is_found_by_its_path(client, fits):
    pages = [
        HomePage.objects.get(),
        StandardPageFactory(),
        NewsPageFactory(),
        PracticePageFactory(problem="<p>Eau</p>"),
    ]
    publish_pages(pages)
    for page in pages:
        for path in (page.url, page.url.rstrip("/") or "/"):
            body = client.get(URL, {"path": path}).json()
            assert fits(body, "PagePage")
            assert [one["title"] for one in body["results"]] == [page.title]
    assert client.get(f"{URL}?path=/nulle-part/").json()["count"] == 0
    assert ids(client.get(f"{URL}?type=news")) == {str(pages[2].translation_key)}


def test_pages_follow_one_another(client):
    publish_pages([StandardPageFactory() for _ in range(5)])
    address, seen = f"{URL}?limit=2&fields=title", []
    while address:
        body = client.get(address).json()
        seen += [one["id"] for one in body["results"]]
        address = body["next"]
    assert len(seen) == len(set(seen)) == 5
    assert body["results"][0].keys() == {"id", "title"}


@pytest.mark.parametrize("query", ["path=x", "limit=0", "cursor=x", "fields=secret", "q=x", "statut=open", "type=x"])
def test_what_is_not_understood_is_refused(client, query):
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == [query.partition("=")[0]]


def test_what_is_closed_or_for_members_is_in_none(client, pilot):
    closed, draft, site = StandardPageFactory(), StandardPageFactory(live=False), SitePageFactory()
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    publish_pages([closed, draft, site])
    for page in (closed, draft, site):
        Redirect.add_redirect(f"/ancien-{page.pk}", redirect_to=page)
        assert client.get(f"{URL}/{page.translation_key}").status_code == 404
        assert client.get(URL, {"path": page.url}).json()["count"] == 0
    assert client.get("/api/v1/redirects").json()["results"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_redirections_say_where_to_go_and_how(client, count, fits, django_assert_num_queries):
    pages = [StandardPageFactory() for _ in range(count)]
    publish_pages(pages)
    for page in pages:
        Redirect.add_redirect(f"/ancienne-{page.pk}/", redirect_to=page)
    Redirect.add_redirect("/ailleurs", redirect_to="https://ailleurs.example/x", is_permanent=False)
    with django_assert_num_queries(2):
        body = client.get("/api/v1/redirects").json()
    assert fits(body, "RedirectPage")
    assert body["count"] == count + 1
    [one] = client.get(f"/api/v1/redirects?path=/ancienne-{pages[0].pk}/").json()["results"]
    assert (one["to"], one["status"], one["page"]) == (pages[0].url, 301, str(pages[0].translation_key))
    [one] = client.get("/api/v1/redirects?path=/ailleurs/").json()["results"]
    assert (one["to"], one["status"], one["page"]) == ("https://ailleurs.example/x", 302, None)


def test_menus_are_those_of_the_public_whoever_asks(client, pilot, fits):
    about, contact = (
        StandardPageFactory(title="À propos", slug="a-propos"),
        StandardPageFactory(slug="contact-et-acces"),
    )
    PageViewRestriction.objects.create(page=contact, restriction_type=PageViewRestriction.LOGIN)
    publish_pages([HomePage.objects.get(), about, contact])
    body = client.get("/api/v1/menus", headers={"Accept-Language": "en"}).json()
    assert fits(body, "Menus")
    titles = [one["title"] for one in body["main"]]
    assert titles[:4] == ["Accueil", "Carte", "Actions", "Statistiques"]
    assert body["footer"] == [
        {"title": "À propos", "url": "/a-propos/", "noun": "page", "page": str(about.translation_key)}
    ]
