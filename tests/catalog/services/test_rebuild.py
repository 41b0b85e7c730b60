"""Rebuilding gives the same catalogue, and leaves alone what has not changed."""

import pytest
from django.core.management import call_command

from catalog import services
from catalog.models import Entry
from cms.models import NewsPage


def snapshot():
    return list(Entry.objects.order_by("pk").values("key", "document", "feature", "change", "withdrawn_at"))


def test_rebuilding_changes_nothing_when_nothing_has_changed(add_news):
    add_news("Une")
    add_news("Deux")
    before = snapshot()

    assert services.rebuild_catalog() == services.Outcome()
    assert snapshot() == before


def test_rebuilding_from_nothing_gives_the_same_documents(add_news):
    add_news("Une")
    add_news("Deux")
    before = sorted(Entry.objects.published().values_list("key", "title", "url", "fingerprint"))
    Entry.objects.all().delete()

    assert services.rebuild_catalog().written == 2
    assert sorted(Entry.objects.values_list("key", "title", "url", "fingerprint")) == before


def test_rebuilding_withdraws_what_is_no_longer_live(add_news):
    page = add_news()
    NewsPage.objects.filter(pk=page.pk).update(live=False)

    assert services.rebuild_catalog().withdrawn == 1
    assert Entry.objects.published().count() == 0


@pytest.mark.usefixtures("news_noun")
def test_rebuilding_withdraws_what_has_no_page_any_more(add_news):
    page = add_news()
    Entry.objects.update(page_id=page.pk + 1_000)
    NewsPage.objects.filter(pk=page.pk).update(live=False)

    assert services.rebuild_catalog().withdrawn == 1


def test_the_command_says_how_far_it_is(add_news, capsys):
    add_news()

    call_command("rebuild_catalog")

    said = capsys.readouterr().out
    assert "1 / 1" in said
    assert len(said.splitlines()) == 3
