"""The map beside its list."""

import pytest

from actors.enums import Noun
from tests.factories.catalog import write_entry

pytestmark = pytest.mark.browser


@pytest.fixture
def _areas(db):
    for number, (name, people) in enumerate([("Bobigny", 120), ("Saint-Denis", 45)]):
        content = {
            "title": name,
            "url": f"/carte/?territoire=commune-9300{number}",
            "summary": f"environ {people} personnes",
        }
        place = {"lon": 2.4 + number / 10, "lat": 48.9, "people": people}
        write_entry(Noun.AREA, key=f"area-{number}", **content, **place, fields={"people": people, "open_sites": 3})


@pytest.mark.usefixtures("_areas")
def test_the_map_shows_what_the_list_says(browse, axe):
    page = browse("/carte/")
    page.wait_for_selector("[data-map][data-ready]", timeout=20_000)
    assert page.locator("[data-entry]").count() == 2
    assert page.get_by_role("region", name="Carte : la liste dit la même chose").is_visible()
    assert axe(page) == []
    assert [said for said in page.complaints if "Security Policy" in said] == []


@pytest.mark.usefixtures("_areas")
def test_without_webgl_the_map_says_so_and_the_list_remains(browse, chromium, address):
    context = chromium.new_context(locale="fr-FR")
    page = context.new_page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(f"{address}/carte/", wait_until="networkidle")
    assert "Ce navigateur ne peut pas dessiner la carte." in page.locator("[data-map]").text_content()
    assert page.get_by_role("link", name="Bobigny").is_visible()
    context.close()
