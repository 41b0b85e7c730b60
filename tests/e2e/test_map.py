"""The map beside its list."""

import json
import os
import random
import re
import sys
from datetime import UTC, datetime

import pytest
import shapely
from django.db import transaction
from playwright.sync_api import expect

from actors.enums import Noun
from catalog.enums import Audience
from catalog.registry import Document
from catalog.services import entries
from catalog.services.rendering import Source, render
from territories.models import Outline
from tests.e2e.conftest import PHONE, ROOT
from tests.factories import DepartementFactory
from tests.factories.catalog import write_entry

pytestmark = pytest.mark.browser
READY = "[data-map][data-ready]"
WITHIN_MS = 60_000
# How many points the map is given; 10,000 is what it is made for.
POINTS = int(os.environ.get("MAP_POINTS", "2000"))
LONGEST_MS = 200
# Runs before the page: what holds it up, each time it does, since it was opened.
WATCH = """
window.held = [];
new PerformanceObserver((list) => window.held.push(...list.getEntries().map(({ duration }) => duration)))
  .observe({ type: "longtask", buffered: true });
"""


@pytest.fixture
def _areas(db):
    for number, (name, people) in enumerate([("Bobigny", 120), ("Saint-Denis", 45)]):
        content = {
            "title": name,
            "url": f"/carte/?territoire=commune-9300{number}",
            "summary": f"environ {people} personnes",
        }
        place = {"lon": 2.4 + number / 10, "lat": 48.9, "people": people}
        told = {"minors": None, "minors_in_school": None, "as_of": "2026-11-23"}
        inside = {"territory_ids": tuple(DepartementFactory().ancestor_ids)}
        fields = told | {"people": people, "open_sites": 5}
        write_entry(Noun.AREA, key=f"area-{number}", **content, **place, **inside, fields=fields)


@pytest.fixture
def _outlines(db):
    """Two départements that share a border; only one has areas."""
    for code, name, west in (("93", "Seine-Saint-Denis", 1.0), ("77", "Seine-et-Marne", 4.0)):
        box = {"west": west, "south": 47.0, "east": west + 3, "north": 50.0}
        wkb = shapely.to_wkb(shapely.box(*box.values()))
        Outline.objects.create(territory=DepartementFactory(code=code, name=name), wkb=wkb, **box)


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


@pytest.mark.usefixtures("_areas", "_outlines")
def test_the_map_is_read_by_keyboard_and_its_address_says_what_is_open(browse, axe):
    page = browse("/carte/#carte=4.5/48.9/2.4", viewport=PHONE)
    page.wait_for_selector(READY, timeout=WITHIN_MS)
    assert page.locator("[data-map-classes] li").all_inner_texts() == [
        "Sites ouverts",
        "10 (1 département)",
        "non publié (1 département)",
    ]
    canvas = page.locator(".maplibregl-canvas")
    canvas.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".map__popup")).to_have_text(re.compile("^Seine-Saint-Denis.: 10$"))
    page.keyboard.press("Escape")
    figure = page.get_by_label("Couleurs des départements")
    figure.select_option("people")
    page.get_by_text("La même chose par département, en tableau").click()
    assert page.locator("[data-map-table] tbody tr").all_inner_texts() == [
        "Seine-Saint-Denis (93)\t165",
        "Seine-et-Marne (77)\tnon publié",
    ]
    figure.select_option("aucune")
    assert page.locator("[data-map-table]").is_hidden()
    canvas.focus()
    page.keyboard.press("Enter")
    link = page.locator(".map__popup a")
    link.wait_for()
    assert link.inner_text() == "Bobigny"
    assert "environ 120 personnes" in page.locator(".map__popup").inner_text()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    address = page.url
    assert "couleur=aucune" in address
    assert "choix=area-0" in address
    page.keyboard.press("Escape")
    expect(page.locator(".map__popup")).to_have_count(0)
    assert "choix" not in page.url
    page.get_by_role("button", name="Sur la carte : Saint-Denis").press("Enter")
    expect(link).to_have_text("Saint-Denis")
    other = browse(address)
    other.wait_for_selector(READY, timeout=WITHIN_MS)
    assert other.locator(".map__popup a").inner_text() == "Bobigny"
    assert other.get_by_label("Couleurs des départements").input_value() == "aucune"
    assert page.complaints + other.complaints == []


@pytest.mark.usefixtures("_areas", "_outlines")
def test_what_is_pressed_while_the_map_is_drawn_is_answered_once_it_is(browse):
    """On a slow telephone keys come before the picture; here in one breath, so that nothing is drawn between."""
    page = browse("/carte/#carte=4.5/48.9/2.4", viewport=PHONE)
    page.wait_for_selector(READY, timeout=WITHIN_MS)
    page.locator("[data-map-figure]").evaluate(
        """(figure) => {
            for (const value of ["people", "aucune"]) {
                figure.value = value;
                figure.dispatchEvent(new Event("change"));
            }
            const pressed = new KeyboardEvent("keydown", { key: "Enter", bubbles: true });
            document.querySelector(".maplibregl-canvas").dispatchEvent(pressed);
        }"""
    )
    expect(page.locator(".map__popup a")).to_have_text("Bobigny")
    page.wait_for_load_state("networkidle")  # the outlines of the first choice, asked for and no longer wanted
    assert page.locator("[data-map-table]").is_hidden()
    assert page.complaints == []


@pytest.mark.usefixtures("_areas")
def test_the_list_follows_the_map_and_a_sheet_is_printed(browse):
    page = browse("/carte/#carte=13/48.9/2.5")
    page.wait_for_selector(READY, timeout=WITHIN_MS)
    assert page.locator(".listing__item").count() == 2
    page.get_by_label("La liste suit la carte").check()
    expect(page.locator(".listing__item")).to_have_count(1)
    assert page.locator(".listing__item h2").inner_text() == "Saint-Denis"
    assert "bbox=" in page.url
    page.get_by_label("La liste suit la carte").uncheck()
    expect(page.locator(".listing__item")).to_have_count(2)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".map__sheet tr").all_inner_texts() == [
        "Saint-Denis\tenviron 5 sites ouverts, environ 45 personnes"
    ]
    assert "IGN" in page.locator(".map__sheet p").inner_text()
    assert page.locator(".map__paper").is_visible()
    assert page.locator(".map__legend").is_visible()
    assert page.locator(".window__list").is_hidden()
    pixels = page.locator(".map__paper").evaluate(
        "drawn => [...drawn.getContext('2d').getImageData(0, 0, 50, 50).data]"
    )
    assert any(pixels)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".map__sheet").count() == 0
    assert page.complaints == []


@pytest.mark.usefixtures("_areas", "_outlines")
def test_a_national_basemap_takes_the_place_of_ours(chromium, address, settings):
    """Tiles by setting: their server is asked, is named, and enters the policy; what is ours is drawn above."""
    settings.MAP_STYLE_URL = "https://tuiles.example/wmts?LAYER=PLAN&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
    settings.MAP_ATTRIBUTION = "© Institut national"
    policy = settings.CONTENT_SECURITY_POLICY
    opened = {name: [*policy["DIRECTIVES"][name], "https://tuiles.example"] for name in ("img-src", "connect-src")}
    settings.CONTENT_SECURITY_POLICY = policy | {"DIRECTIVES": policy["DIRECTIVES"] | opened}
    context = chromium.new_context(locale="fr-FR", base_url=address)
    page = context.new_page()
    asked, complaints = [], []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)

    def give(route):
        asked.append(route.request.url)
        route.fulfill(path=ROOT / "static" / "img" / "icon-192.png", headers={"Access-Control-Allow-Origin": "*"})

    context.route("https://tuiles.example/**", give)
    page.goto("/carte/#carte=5/48.9/2.4")
    page.wait_for_selector(READY, timeout=WITHIN_MS)
    expect(page.get_by_text("© Institut national")).to_be_visible()
    assert page.locator("[data-map-classes] li").count() == 3
    assert all("{" not in url and "TILEMATRIX=" in url for url in asked)
    assert asked
    assert complaints == []
    context.close()


@pytest.mark.usefixtures("_outlines")
def test_many_points_never_hold_the_page_up(address, chromium, capsys):
    """Counting, clusters and drawing, without a graphics card. 10,000 points: MAP_POINTS=10000.

    Judged by the processor's time of each task, which does not depend on what else the machine does; the time that
    a reader would wait is told beside.
    """
    plant(POINTS)
    context = chromium.new_context(locale="fr-FR", base_url=address)
    page = context.new_page()
    page.add_init_script(WATCH)
    chromium.start_tracing(page=page, categories=["toplevel", "devtools.timeline"])
    page.goto("/actions/#carte=5/48.9/3.4")
    page.wait_for_selector(READY, timeout=WITHIN_MS)
    said = page.locator("[data-map-classes] li").last.inner_text()
    page.locator(".maplibregl-canvas").focus()
    for key in ("Equal", "Equal", "ArrowRight", "Equal", "Minus"):
        page.keyboard.press(key)
        page.wait_for_timeout(400)
    tasks, held = tasks_of(chromium.stop_tracing()), page.evaluate("window.held")
    context.close()
    with capsys.disabled():
        waited = f"{max(held, default=0):.0f} ms, {len(held)} over 50 ms"
        sys.stdout.write(f"\n{POINTS} points: longest task {max(tasks):.0f} ms of processor; longest wait {waited}\n")
    assert re.sub(r"\D", "", said.split("(")[0]) == str(POINTS)
    assert max(tasks) < LONGEST_MS


def tasks_of(trace: bytes) -> list[float]:
    """Milliseconds of processor of each task of the page's main thread."""
    events = json.loads(trace)["traceEvents"]
    named = [event for event in events if event.get("name") == "thread_name"]
    main = {(one["pid"], one["tid"]) for one in named if one["args"]["name"] == "CrRendererMain"}
    return [
        event.get("tdur", 0) / 1000
        for event in events
        if event["name"].endswith("RunTask") and event["ph"] == "X" and (event["pid"], event["tid"]) in main
    ]


def plant(count: int) -> None:
    """Actions in one département, with as much to say as real ones."""
    draw = random.Random(7)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    rows = []
    for number in range(count):
        document = Document(
            audience=Audience.PUBLIC,
            title=f"Médiation scolaire et accès aux droits, action {number}",
            url=f"/actions/{number}/",
            summary="Que chaque enfant aille à l’école. " * 5,
            fields={"status": "under_way", "territory_level": "departement", "objectives": "Aller à l’école. " * 40},
            lon=1.1 + draw.random() * 2.8,
            lat=47.1 + draw.random() * 2.8,
        )
        rows.append(render(Source(noun=Noun.ACTION, key=f"action-{number}"), document, changed_at=now))
    with transaction.atomic():
        entries.take_turn()
        entries.write(rows)
