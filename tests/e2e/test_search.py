"""Suggestions by the keyboard alone: typed, chosen with the arrows, followed with Enter, closed with Escape."""

import re
from time import monotonic

import pytest
from playwright.sync_api import expect

from catalog.services import publish_pages
from tests.e2e.conftest import LONGEST_S, LOOK_MS
from tests.factories import CommuneFactory
from tests.factories.knowledge import PracticePageFactory

pytestmark = pytest.mark.browser
BOX = "#search-q"
ANSWERS = re.compile("/suggestions")
# Longer than the box waits for more letters.
SOON_MS = 200


def test_suggestions_are_chosen_by_the_keyboard(browse, axe):
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


def test_a_late_answer_neither_undoes_a_choice_nor_opens_what_was_closed(browse):
    CommuneFactory(name="Bagnolet", code="93006", population=36_000)
    page = browse("/recherche/")
    options, held, asked = page.locator("[role=listbox]:visible [role=option]"), [], []
    page.type(BOX, "bag")
    expect(options).to_have_count(1)
    page.route(ANSWERS, lambda route: held.append(route))  # noqa: PLW0108 (Playwright marks what it is given)

    def type_on(letter: str):
        """What is asked then: it is answered when the test says so."""
        page.keyboard.type(letter)
        until = monotonic() + LONGEST_S
        while not held:
            assert monotonic() < until
            page.wait_for_timeout(LOOK_MS)
        return held.pop()

    late = type_on("n")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    with page.expect_response(ANSWERS):
        late.continue_()
    page.wait_for_timeout(SOON_MS)
    expect(options.first).to_have_attribute("aria-selected", "true")
    late = type_on("o")
    page.keyboard.press("Escape")
    late.continue_()
    page.wait_for_timeout(SOON_MS)
    expect(options).to_have_count(0)
    page.unroute(ANSWERS)
    page.on("request", lambda one: asked.append(one.url))
    page.keyboard.type("l")
    page.keyboard.press("ArrowDown")
    expect(options).to_have_count(1)
    page.wait_for_timeout(SOON_MS)
    assert len(asked) == 1
    assert page.complaints == []
