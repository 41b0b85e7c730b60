import pytest
from wagtail.models import Page, PageLogEntry
from wagtail.search.backends import get_search_backend

from cms.models import StandardPage
from cms.services import add_page, add_pages, change_pages
from tests.factories.actors import UserFactory
from tests.factories.cms import StandardPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def parent():
    return StandardPageFactory(title="Guides")


def _pages(*titles):
    return [StandardPage(title=title, intro="intro") for title in titles]


def test_pages_take_their_places_in_order_after_those_that_are_there(parent):
    add_page(StandardPage(title="A", intro="a"), parent=parent)
    add_pages([(parent, _pages("B", "B", "C"))], action="wagtail.create")
    children = list(parent.get_children().order_by("path"))
    assert [(page.title, page.slug) for page in children] == [("A", "a"), ("B", "b"), ("B", "b-2"), ("C", "c")]
    assert [page.url_path for page in children] == [f"{parent.url_path}{page.slug}/" for page in children]
    assert Page.objects.get(pk=parent.pk).numchild == 4
    assert not any(Page.find_problems())


def test_a_page_can_be_added_by_hand_after_many(parent):
    add_pages([(parent, _pages("A", "B"))], action="wagtail.create")
    add_page(StandardPage(title="C", intro="c"), parent=parent)
    assert [page.title for page in parent.get_children().order_by("path")] == ["A", "B", "C"]
    assert not any(Page.find_problems())


def test_new_pages_have_what_a_page_made_by_hand_has(parent):
    user = UserFactory()
    add_pages([(parent, _pages("Une fiche d'essai"))], action="wagtail.create", user=user)
    page = StandardPage.objects.get(title="Une fiche d'essai")
    assert (page.live, page.has_unpublished_changes, page.owner, page.draft_title) == (True, False, user, page.title)
    assert page.latest_revision == page.live_revision == page.revisions.get()
    assert page.latest_revision.user == user
    assert page.get_latest_revision_as_object().intro == "intro"
    assert page.first_published_at
    entry = PageLogEntry.objects.for_instance(page).get()
    assert (entry.action, entry.user, entry.revision) == ("wagtail.create", user, page.latest_revision)
    assert list(get_search_backend().search("essai", StandardPage)) == [page]


def test_drafts_are_not_live(parent):
    add_pages([(parent, _pages("A"))], action="wagtail.create", live=False)
    page = StandardPage.objects.get(title="A")
    assert (page.live, page.has_unpublished_changes, page.live_revision, page.first_published_at) == (
        False, True, None, None
    )  # fmt: skip


def test_a_change_is_a_new_version(parent):
    add_pages([(parent, _pages("A", "B"))], action="wagtail.create")
    pages = list(StandardPage.objects.child_of(parent).order_by("path"))
    for page in pages:
        page.title = f"{page.title} bis"
    change_pages(pages, fields=["title"], action="wagtail.edit", data=lambda page: {"was": page.slug})
    assert [page.draft_title for page in StandardPage.objects.child_of(parent).order_by("path")] == ["A bis", "B bis"]
    assert pages[0].revisions.count() == 2
    assert PageLogEntry.objects.for_instance(pages[0]).get(action="wagtail.edit").data == {"was": "a"}


def test_nothing_to_add_and_nothing_to_change_is_nothing(parent):
    add_pages([(parent, [])], action="wagtail.create")
    change_pages([], fields=["title"], action="wagtail.edit")
    assert parent.get_children().count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_does_not_follow_the_number_of_pages(parent, count, django_assert_num_queries):
    with django_assert_num_queries(17):
        add_pages([(parent, _pages(*"ABC"[:count]))], action="wagtail.create")
