"""Suggestions by the keyboard alone: typed, chosen with the arrows, followed with Enter, closed with Escape."""

import pytest

from catalog.services import publish_pages
from tests.factories import CommuneFactory
from tests.factories.knowledge import PracticePageFactory

pytestmark = pytest.mark.browser
BOX = "#search-q"


def test_suggestions_are_chosen_by_the_keyboard(browse, axe):
    from playwright.sync_api import expect

    CommuneFactory(name="Bagnolet", code="93006", population=36_000)
    publish_pages([PracticePageFactory(title="Bagages et papiers : les garder au sec")])
    page = browse("/recherche/")
    page.type(BOX, "sans eau à bag")
    box, options = page.locator(BOX), page.locator("[role=listbox]:visible [role=option]")
    expect(options).to_have_count(1)
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("sans eau à bag")
    page.keyboard.press("ArrowDown")
    expect(options).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "Bagnolet" in url)
    expect(page.locator(".chips")).to_contain_text("Bagnolet (93)")
    page.locator(".chips a.chip").first.press("Enter")
    page.wait_for_url(lambda url: "sans" not in url)
    page.wait_for_load_state("networkidle")
    page.fill(BOX, "")
    page.type(BOX, "bagages")
    page.keyboard.press("ArrowDown")
    expect(options).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "bagages-et-papiers" in url)
    assert page.complaints == []
