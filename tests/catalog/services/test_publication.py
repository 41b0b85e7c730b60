"""Publishing writes what each audience may see, with the page or not at all."""

from datetime import timedelta

import orjson
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from actors.enums import Noun, Role
from catalog import services
from catalog.enums import Audience
from catalog.models import Entry
from catalog.registry import CatalogNoun, Document, registry
from cms.models import NewsPage, StandardPage
from tests.factories import NationFactory, ScopeFactory


def test_publish_writes_the_document_and_the_feature(add_news):
    page = add_news("École ouverte", intro="Des cours à Montreuil.")

    entry = Entry.objects.get()
    document = orjson.loads(entry.document)
    assert document.pop("updated_at").endswith("Z")
    assert document == {
        "id": str(page.translation_key),
        "noun": "news",
        "title": "École ouverte",
        "url": page.url,
        "summary": "Des cours à Montreuil.",
        "intro": "Des cours à Montreuil.",
        "dated_on": page.dated_on.isoformat(),
        "point": None,
    }
    feature = orjson.loads(entry.feature)
    assert (feature["type"], feature["id"], feature["geometry"]) == ("Feature", str(page.translation_key), None)
    assert (entry.folded_title, entry.page_id) == ("ecole ouverte", page.pk)


def test_publish_writes_nothing_when_nothing_has_changed(add_news):
    page = add_news()
    before = Entry.objects.get().change

    outcome = services.publish_page(page)

    assert outcome == services.Outcome(written=0, withdrawn=0)
    assert Entry.objects.get().change == before


def test_publish_takes_a_new_number_when_something_has_changed(add_news):
    page = add_news()
    before = Entry.objects.get().change

    page.intro = "Une autre introduction."
    page.save_revision().publish()

    after = Entry.objects.get()
    assert after.change > before
    assert after.summary == "Une autre introduction."


def test_search_text_counts_as_a_change(nouns, news_index):
    text = "mots"
    registry.sign_up(
        CatalogNoun(
            noun=Noun.NEWS,
            model="cms.NewsPage",
            documents=lambda page: [Document(audience=Audience.PUBLIC, title="T", url="/", fields={}, text=text)],
        )
    )
    page = news_index.add_child(instance=NewsPage(title="T", intro="I"))
    services.publish_page(page)
    text = "autres mots"

    assert services.publish_page(page).written == 1


def test_a_draft_never_reaches_the_catalogue(add_news):
    page = add_news("Publié")
    page.title = "Brouillon"
    page.save_revision()

    services.publish_page(page)

    assert Entry.objects.get().title == "Publié"


def test_unpublish_leaves_an_empty_trace_with_a_new_number(add_news):
    page = add_news()
    before = Entry.objects.get().change

    page.unpublish()

    entry = Entry.objects.get()
    assert entry.withdrawn_at is not None
    assert entry.change > before
    assert [entry.title, entry.summary, entry.document, entry.feature, entry.url] == [""] * 5
    assert entry.search_vector is None


def test_publishing_again_lifts_the_withdrawal(add_news):
    page = add_news()
    page.unpublish()
    page.save_revision().publish()

    entry = Entry.objects.get()
    assert entry.withdrawn_at is None
    assert entry.title == page.title


def test_deleting_a_section_withdraws_all_that_is_below(add_news, news_index):
    add_news("Une")
    add_news("Deux")

    Page.objects.get(pk=news_index.pk).delete()

    assert list(Entry.objects.values_list("withdrawn_at", flat=True).filter(withdrawn_at=None)) == []
    assert Entry.objects.count() == 2


def test_an_audience_without_document_loses_its_entry(nouns, news_index):
    audiences = [Audience.PUBLIC, Audience.MEMBER]
    registry.sign_up(
        CatalogNoun(
            noun=Noun.NEWS,
            model="cms.NewsPage",
            documents=lambda page: [Document(audience=one, title="T", url="/", fields={}) for one in audiences],
        )
    )
    page = news_index.add_child(instance=NewsPage(title="T", intro="I"))
    services.publish_page(page)
    audiences.remove(Audience.PUBLIC)

    assert services.publish_page(page) == services.Outcome(written=0, withdrawn=1)
    assert list(Entry.objects.published().values_list("audience", flat=True)) == ["member"]


def test_a_document_may_not_take_the_names_of_the_catalogue(nouns, news_index):
    registry.sign_up(
        CatalogNoun(
            noun=Noun.NEWS,
            model="cms.NewsPage",
            documents=lambda page: [Document(audience=Audience.PUBLIC, title="T", url="/", fields={"url": "autre"})],
        )
    )
    page = news_index.add_child(instance=NewsPage(title="T", intro="I"))

    with pytest.raises(ValueError, match="url"):
        services.publish_page(page)


def test_a_page_closed_by_the_editors_is_not_public(add_news, news_index):
    add_news()
    restriction = PageViewRestriction.objects.create(page=news_index, restriction_type="login")
    assert Entry.objects.published().count() == 0

    restriction.delete()
    assert Entry.objects.published().count() == 1


def test_moving_a_section_gives_its_pages_their_new_address(add_news, news_index):
    page = add_news()
    home = news_index.get_parent().specific
    target = home.add_child(instance=StandardPage(title="Archives", slug="archives"))

    news_index.move(target, pos="last-child")

    page.refresh_from_db()
    assert Entry.objects.get().url == page.url == "/archives/actualites/une-nouvelle/"


def test_a_new_slug_gives_the_pages_below_their_new_address_in_the_same_transaction(add_news, news_index):
    page = add_news()
    news_index.slug = "nouvelles"

    news_index.save_revision().publish()

    # Nothing is committed yet: Wagtail has not announced the new slug.
    page.refresh_from_db()
    assert Entry.objects.get().url == page.url == "/nouvelles/une-nouvelle/"


@pytest.mark.parametrize("many", [1, 3])
def test_publishing_many_pages_takes_the_same_queries(add_news, many):
    pages = [add_news(f"Nouvelle {number}") for number in range(many)]
    Entry.objects.all().delete()

    with CaptureQueriesContext(connection) as queries:
        services.publish_pages(pages)

    # savepoint and release, turn, restrictions, pages, what is known, write
    assert len(queries) == 7
    assert Entry.objects.count() == many


class FailingError(Exception):
    pass


def fail(page):
    raise FailingError


class TestTogetherOrNotAtAll:
    """A document that cannot be built takes the publication back with it."""

    @pytest.fixture
    def page(self, add_news, nouns):
        page = add_news("Avant")
        registry.sign_up(CatalogNoun(noun=Noun.NEWS, model="cms.NewsPage", documents=fail))
        page.title = "Après"
        return page

    def test_from_code(self, page):
        revision = page.save_revision()
        with pytest.raises(FailingError):
            revision.publish()
        self.assert_nothing_changed(page)

    def test_from_the_editor(self, page, client):
        client.force_login(ScopeFactory(role=Role.NATIONAL, territory=NationFactory()).user)
        client.raise_request_exception = False
        fields = {
            "title": "Après",
            "slug": page.slug,
            "intro": page.intro,
            "dated_on": page.dated_on.isoformat(),
            "body-count": "0",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "action-publish": "1",
        }
        answer = client.post(f"/admin/pages/{page.pk}/edit/", fields)
        assert answer.status_code == 500
        self.assert_nothing_changed(page)

    def test_scheduled(self, page, capsys):
        page.go_live_at = timezone.now() - timedelta(minutes=5)
        page.save_revision(approved_go_live_at=page.go_live_at)
        with pytest.raises(CommandError):
            call_command("publish_scheduled")
        assert "Failing" in capsys.readouterr().err
        self.assert_nothing_changed(page)

    def assert_nothing_changed(self, page):
        assert NewsPage.objects.get(pk=page.pk).title == "Avant"
        assert Entry.objects.get().title == "Avant"


def test_scheduled_pages_come_and_go(add_news):
    coming = add_news("À venir")
    coming.unpublish()
    coming.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    going = add_news("Périmée")
    NewsPage.objects.filter(pk=going.pk).update(expire_at=timezone.now() - timedelta(minutes=1))

    call_command("publish_scheduled")

    assert list(Entry.objects.published().values_list("title", flat=True)) == ["À venir"]
