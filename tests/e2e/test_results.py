"""The grid of results: pasted from a spreadsheet and walked through with a keyboard, or typed on a phone."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.enums import FundingSource
from actions.models import Funding, Indicator
from tests.e2e.conftest import PHONE, TURN
from tests.e2e.hand import Hand
from tests.e2e.test_offline import log_in
from tests.factories import ScopeFactory
from tests.factories.actions import ActionPageFactory

pytestmark = pytest.mark.browser
NOW = timezone.localdate().year
PASTE = """([control, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  control.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def action(db):
    return ActionPageFactory(started_on=date(NOW - 2, 3, 1))


@pytest.fixture
def opened(chromium, address, action):
    """The grid of the action on a screen, for its operator."""
    contexts = []
    operator = ScopeFactory(user__organisation=action.operator, role="actor", territory=action.territory).user

    def open_grid(name, viewport):
        context = chromium.new_context(viewport=viewport, locale="fr-FR", base_url=address)
        contexts.append(context)
        log_in(context, address, operator)
        page = context.new_page()
        page.goto(reverse(name, args=[action.translation_key]), wait_until="networkidle")
        return page

    yield open_grid
    for context in contexts:
        context.close()


def paste(page, cell, lines):
    text = "\n".join("\t".join(line) for line in lines)
    page.evaluate(PASTE, [page.locator(cell).element_handle(), text])


def cell(year, name):
    return f"#id_{year}-{name}"


def test_a_table_is_pasted_by_its_headings_and_the_keyboard_goes_from_cell_to_cell(opened, action, axe):
    page = opened("action_indicators", {"width": 1280, "height": 800})
    first = cell(NOW, "to_be_schooled")
    page.locator(first).focus()
    lines = [
        ["", str(NOW - 1), str(NOW)],
        ["Personnes", "1 200", "60"],
        ["Mineurs", "400", "n.c."],
        ["Femmes", "-", "-"],
        ["Chiens", "3", "4"],
    ]
    paste(page, first, lines)
    assert page.locator(cell(NOW - 1, "people")).input_value() == "1200"
    assert page.locator(cell(NOW, "people")).input_value() == "60"
    # Many write so what they do not know.
    assert page.locator(cell(NOW, "women")).input_value() == ""
    status = page.locator("[data-grid-status]").inner_text()
    assert "Cases remplies : 3." in status
    assert "Chiens" in status
    assert "n.c." in status
    page.get_by_role("button", name="Annuler le collage").click()
    assert page.locator(cell(NOW, "people")).input_value() == ""
    # Years below each other, as many keep them: the table is turned.
    paste(page, first, [["Année", "Personnes", "Mineurs"], [str(NOW), "60", "24"], [str(NOW - 1), "50", "20"]])
    page.locator(first).focus()
    page.keyboard.type("20")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    page.keyboard.type("6")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == cell(NOW - 1, "enrolled_primary")[1:]
    assert page.locator("[data-total] output").first.inner_text() == "11"
    assert axe(page) == []
    page.get_by_role("button", name="Enregistrer les résultats").click()
    page.get_by_text("Les résultats sont enregistrés.").wait_for()
    with TURN:
        said = Indicator.objects.get(year=NOW)
        assert (said.people, said.minors, said.to_be_schooled) == (60, 24, 20)
        assert (said.enrolled_nursery, said.enrolled_primary) == (5, 6)
        assert Indicator.objects.get(year=NOW - 1).people == 50


def test_an_operator_records_a_year_on_a_phone(opened, action, axe, capsys):
    page = opened("action_indicators", PHONE)
    shown = page.locator("thead th:visible").all_inner_texts()
    assert shown == [str(NOW)]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label("Année affichée").select_option(str(NOW - 1))
    hand = Hand(page, capsys)
    for name, figure in (("to_be_schooled", "20"), ("enrolled_primary", "14"), ("people", "62"), ("minors", "25")):
        hand.gestures += 1
        page.locator(cell(NOW - 1, name)).press_sequentially(figure, delay=100)
    assert axe(page) == []
    hand.tap(page.get_by_role("button", name="Enregistrer les résultats"))
    page.get_by_text("Les résultats sont enregistrés.").wait_for()
    assert hand.took("the results of a year") == 5
    with TURN:
        assert Indicator.objects.get().people == 62
        assert Indicator.objects.get().year == NOW - 1


def test_money_is_pasted_with_its_commas_for_the_sources_that_it_names(opened, action, axe):
    page = opened("action_fundings", {"width": 1280, "height": 800})
    first = cell(NOW, "state_planned")
    head = ["", str(NOW), str(NOW)]
    paste(page, first, [head, ["État", "45 000,50 €", "40 000"], ["collectivité", "12 000", ""]])
    assert page.locator(first).input_value() == "45000,50"
    assert axe(page) == []
    page.get_by_role("button", name="Enregistrer les financements").click()
    page.get_by_text("Les financements sont enregistrés.").wait_for()
    with TURN:
        assert {(one.source, str(one.planned_eur)) for one in Funding.objects.all()} == {
            (FundingSource.STATE, "45000.50"),
            (FundingSource.LOCAL, "12000.00"),
        }
