"""What others show of the platform, in three pages of theirs: plain HTML, a strict policy, another Wagtail."""

import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from wagtail.embeds.blocks import EmbedBlock

from actors.enums import Noun
from api.enums import EmbedKind
from tests.e2e.conftest import DESK, PHONE, ROOT
from tests.factories import DepartementFactory
from tests.factories.catalog import write_entry

pytestmark = pytest.mark.browser
EXAMPLE = ROOT / "docs" / "examples" / "embed.html"
READY = "[data-map][data-ready]"
WITHIN_MS = 30_000


@pytest.fixture
def _areas(db):
    for number, (name, people) in enumerate([("Bobigny", 120), ("Saint-Denis", None)]):
        place = {"lon": 2.4 + number / 10, "lat": 48.9, "people": people}
        told = {
            "territory": name,
            "is_remainder": False,
            "minors": None,
            "minors_in_school": None,
            "as_of": "2026-11-23",
        }
        fields = told | {"people": people, "open_sites": 5}
        url = f"/carte/?territoire=FR-commune-9300{number}"
        write_entry(Noun.AREA, key=f"area-{number}", title=name, url=url, **place, fields=fields)


@pytest.fixture
def host():
    """Another origin, which serves pages that are not ours: `host.pages["/"] = (html, policy)`."""
    pages = {}

    class Host(BaseHTTPRequestHandler):
        def do_GET(self):
            found = pages.get(urlsplit(self.path).path)
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if found and found[1]:
                self.send_header("Content-Security-Policy", found[1])
            self.end_headers()
            self.wfile.write(found[0].encode() if found else b"")

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield SimpleNamespace(pages=pages, address=f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    server.server_close()
    thread.join(5)


def page_with(tag: str) -> str:
    head = '<meta charset="utf-8"><title>Ville</title><link rel="icon" href="data:,">'
    return f'<!doctype html><html lang="fr"><head>{head}</head><body><main><h1>Ville</h1>{tag}</main></body></html>'


@pytest.mark.usefixtures("_areas")
def test_one_tag_shows_the_map_in_three_pages_of_others(browse, address, host, settings, axe):
    script = f'<script async src="{address}/integrer/integrer.js" data-quoi="carte" data-hauteur="500"></script>'
    strict = f"default-src 'none'; img-src data:; script-src {address}; frame-src {address}"
    settings.WAGTAILEMBEDS_FINDERS = [
        {
            "class": "wagtail.embeds.finders.oembed",
            "providers": [{"endpoint": f"{address}/api/oembed", "urls": [rf"^{address}/.+$"]}],
        }
    ]
    block = EmbedBlock()
    host.pages["/exemple"] = (EXAMPLE.read_text().replace("https://plateforme.example", address), None)
    host.pages["/stricte"] = (page_with(script), strict)
    host.pages["/wagtail"] = (page_with(block.render(block.to_python(f"{address}/carte/"))), f"frame-src {address}")
    for path in host.pages:
        page = browse(f"{host.address}{path}")
        asked = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.reload(wait_until="networkidle")
        outer, frame = page.locator("iframe").first, page.frame_locator("iframe").first
        frame.locator(READY).wait_for(timeout=WITHIN_MS)
        assert outer.get_attribute("title") == "Carte des bidonvilles, par zones"
        assert {f"http://{urlsplit(url).netloc}" for url in asked if url.startswith("http")} == {address, host.address}
        assert page.context.cookies() == []
        assert page.complaints == []
        # The list is there for who does not see the map, folded below it, and withheld figures are said.
        frame.get_by_text("La même chose en liste").click()
        assert frame.get_by_role("row", name="Saint-Denis 5 non publié").is_visible()
        assert axe(page) == []
        if path != "/wagtail":
            tall = frame.locator("body").evaluate("body => Math.ceil(body.getBoundingClientRect().height)")
            expect(outer).to_have_attribute("height", str(tall))
            # What the page itself, or another frame, says of heights is not heard.
            page.evaluate("postMessage({ resorption: 'hauteur', hauteur: 9999 }, '*')")
            assert outer.get_attribute("height") == str(tall)


@pytest.mark.usefixtures("_areas")
@pytest.mark.parametrize("kind", EmbedKind)
def test_frames_are_accessible_and_fit_a_phone(browse, axe, kind):
    page = browse(f"/integrer/{kind}/", viewport=PHONE)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.usefixtures("_areas")
def test_without_script_a_frame_lists_what_its_map_would_show(browse):
    page = browse("/integrer/carte/?langue=en", java_script_enabled=False, viewport=PHONE)
    assert page.get_by_role("row", name="Bobigny 5 120").is_visible()
    assert page.locator("[data-map]").is_hidden()


@pytest.mark.usefixtures("_areas")
@pytest.mark.parametrize("theme", ["dsfr", "neutral"])
def test_a_tag_is_made_by_keyboard_and_seen_at_once(browse, axe, settings, theme):
    settings.PLATFORM_THEME = theme
    DepartementFactory()
    page = browse("/integrer/", viewport=PHONE)
    page.get_by_label("Ce qui est montré").focus()
    page.keyboard.type("Habitats")
    page.keyboard.press("Tab")
    page.keyboard.type("Seine-Saint-Denis")
    tag = page.get_by_label("Avec un script")
    expect(tag).to_have_value(re.compile("FR-departement-93"))
    assert 'data-quoi="chiffres"' in tag.input_value()
    page.frame_locator("iframe").get_by_role(
        "heading", name="Habitats informels en chiffres : Seine-Saint-Denis"
    ).wait_for()
    page.get_by_role("button", name="Copier la balise de script").focus()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Copié").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == tag.input_value()
    for viewport in (PHONE, DESK):
        page.set_viewport_size(viewport)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
    assert page.complaints == []
