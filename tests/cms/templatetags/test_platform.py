import json

import pytest

from cms.templatetags.platform import page_trail
from tests.factories import ScopeFactory
from tests.factories.cms import NewsPageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db


def test_the_menu_shows_sites_to_those_who_may_read_them(client):
    assert ">Sites</a>" not in client.get("/").content.decode()
    client.force_login(ScopeFactory().user)
    assert ">Sites</a>" in client.get("/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_home_page_takes_the_same_queries(client, django_assert_num_queries, count):
    for _number in range(count):
        NewsPageFactory()
    client.get("/")
    with django_assert_num_queries(11):
        client.get("/")


def test_the_footer_says_how_far_the_platform_is_accessible(client, settings):
    shown = client.get("/").content.decode()
    assert '<a href="/accessibilite/">Accessibilité : partiellement conforme</a>' in shown
    body = json.dumps([{"type": "text", "value": "<p>Auditée.</p>"}])
    page = StandardPageFactory(title="Accessibilité", slug="accessibilite")
    assert "Résultats des tests" in client.get("/accessibilite/").content.decode()
    page.body, settings.ACCESSIBILITY_CONFORMITY = body, "total"
    page.save()
    shown = client.get("/accessibilite/").content.decode()
    assert '<a href="/accessibilite/">Accessibilité : totalement conforme</a>' in shown
    assert "Auditée." in shown


def test_a_trail_holds_what_is_between_home_and_the_page():
    page = NewsPageFactory()
    assert [(step.title, step.url) for step in page_trail(page)] == [("Actualités", "/actualites/")]
    assert page_trail(StandardPageFactory()) == []
