"""The page of a partner, on its own server, stays in step; the pages of keys hold on a phone."""

import re
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.urls import reverse

from actors.enums import Role
from actors.models import ApiKey
from actors.services.keys import write_text
from catalog.models import Entry
from catalog.services import publish_page
from tests.e2e.conftest import PHONE, TURN
from tests.e2e.test_accounts import session_of
from tests.factories import DepartementFactory, ScopeFactory
from tests.factories.actions import ActionPageFactory
from tests.factories.catalog import write_entry

pytestmark = pytest.mark.browser
EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
WITHIN_MS = 6000


class Quiet(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".mjs": "text/javascript"}

    def log_message(self, *_):
        pass


@pytest.fixture
def partner():
    """Another origin, which serves the files of docs/examples."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(EXAMPLES)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(5)


def area(title, sites):
    fields = {"level": "departement", "open_sites": sites, "people": None}
    write_entry("area", key=title, title=title, lon=2.4, lat=48.9, fields=fields)


def test_the_page_of_a_partner_stays_in_step(browse, address, partner, axe):
    area("Seine-Saint-Denis", 10)
    action = ActionPageFactory(title="Médiation scolaire")
    publish_page(action)
    page = browse(f"{partner}/partner.html?plateforme={address}&secondes=1", viewport=PHONE)
    page.get_by_text("À jour à").wait_for(timeout=WITHIN_MS)
    assert page.locator("#areas tr").all_inner_texts() == ["Seine-Saint-Denis\t10\tnon communiqué"]
    assert page.locator("#map circle").count() == 1
    assert page.get_by_role("link", name="Médiation scolaire").count() == 1
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    with TURN:
        area("Seine-Saint-Denis", 15)
        area("Nord", 5)
        action.unpublish()
    page.get_by_text("Aucune pour l’instant.").wait_for(timeout=WITHIN_MS)
    assert page.locator("#areas tr th").all_inner_texts() == ["Nord", "Seine-Saint-Denis"]
    assert page.locator("#areas tr td").first.inner_text() == "5"
    page.reload()
    page.get_by_text("À jour à").wait_for(timeout=WITHIN_MS)
    assert page.locator("#areas tr").count() == Entry.objects.published().filter(noun="area").count() == 2
    assert page.complaints == []


def test_while_the_platform_is_away_the_page_keeps_what_it_knew(browse, address, partner):
    """Also where the browser keeps nothing, and when it stops answering half-way through a new beginning."""
    area("Seine-Saint-Denis", 10)
    page = browse(f"{partner}/partner.html?plateforme={address}&secondes=1", viewport=PHONE)
    page.get_by_text("À jour à").wait_for(timeout=WITHIN_MS)
    page.evaluate("() => { Storage.prototype.getItem = Storage.prototype.setItem = () => { throw new Error('no') } }")
    begun = {"reset": True, "more": True, "next": f"{address}/api/v1/changes?since=later", "changes": []}

    def half_way(route):
        if route.request.url == begun["next"]:
            route.abort()
        else:
            route.fulfill(json=begun, headers={"access-control-allow-origin": "*"})

    page.route(re.compile("/api/v1/changes"), half_way)
    page.get_by_text("La plateforme ne répond pas").wait_for(timeout=WITHIN_MS)
    assert page.locator("#areas tr th").all_inner_texts() == ["Seine-Saint-Denis"]
    assert page.locator("#map circle").count() == 1
    with TURN:
        area("Nord", 5)
    page.unroute_all()
    page.get_by_text("À jour à").wait_for(timeout=WITHIN_MS)
    assert page.locator("#areas tr th").all_inner_texts() == ["Nord", "Seine-Saint-Denis"]


def test_the_pages_of_keys_hold_on_a_phone(browse, axe):
    user = ScopeFactory(role=Role.ACTOR).user
    page = browse(reverse("ask_for_key"), viewport=PHONE, storage_state=session_of(user))
    page.get_by_label("À quoi servira la clé ?").fill("Carte des sites dans notre espace réservé")
    page.get_by_label("Territoires").fill(DepartementFactory().key)
    assert axe(page) == []
    page.get_by_role("button", name="Demander à l’équipe nationale").click()
    page.get_by_text("Demande envoyée").wait_for()
    key = ApiKey.objects.get()
    with TURN:
        ApiKey.objects.update(approved_at=key.created_at, agreed_on=key.created_at.date())
    for path in (reverse("keys"), reverse("key", args=[key.pk])):
        page.goto(path)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="Afficher la clé, une seule fois").click()
    page.get_by_label("Texte de la clé").wait_for()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    with TURN:
        write_text(ApiKey.objects.get())
    page.get_by_role("link", name="Je l’ai copiée").click()
    page.get_by_role("heading", name="Adresses averties des changements").wait_for()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
