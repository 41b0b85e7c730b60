"""Wagtail's own lists cost the same, however many pages or files they show."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils.html import escape
from wagtail.documents import get_document_model

from actors.enums import Role
from tests.factories.actions import ActionPageFactory
from tests.factories.actors import ScopeFactory
from tests.factories.cms import NewsPageFactory, TerritoryPageFactory
from tests.factories.knowledge import PracticePageFactory
from tests.factories.sites import SitePageFactory
from tests.factories.territories import DepartementFactory, NationFactory

pytestmark = pytest.mark.django_db
PAGES = {
    "sites": lambda _number: SitePageFactory(),
    "actions": lambda _number: ActionPageFactory(),
    "territories": lambda number: TerritoryPageFactory(
        territory=DepartementFactory(code=f"7{number}", name=f"Lieu {number}")
    ),
    "news": lambda _number: NewsPageFactory(),
    "practices": lambda _number: PracticePageFactory(),
}
COSTS = {"sites": 30, "actions": 30, "territories": 30, "news": 28, "practices": 28}


def open_as_national(client, url, django_assert_num_queries, cost):
    client.force_login(ScopeFactory(role=Role.NATIONAL, territory=NationFactory()).user)
    assert client.get(url).status_code == 200
    with django_assert_num_queries(cost):
        return client.get(url).content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("kind", sorted(PAGES))
def test_the_explorer_takes_the_same_queries(client, django_assert_num_queries, kind, count):
    pages = [PAGES[kind](number) for number in range(count)]
    url = reverse("wagtailadmin_explore", args=[pages[0].get_parent().pk])
    shown = open_as_national(client, url, django_assert_num_queries, COSTS[kind])
    assert [page.title for page in pages if escape(page.title) not in shown] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_documents_takes_the_same_queries(client, django_assert_num_queries, settings, tmp_path, count):
    settings.MEDIA_ROOT = tmp_path
    for number in range(count):
        get_document_model().objects.create(title=f"Fichier {number}", file=ContentFile(b"texte", f"{number}.txt"))
    open_as_national(client, reverse("wagtaildocs:index"), django_assert_num_queries, 15)
