"""The preview panel of the editor opens the site of a partner, which shows the draft by its token alone."""

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from actors.enums import Role
from catalog.services import publish_pages
from tests.factories import NationFactory, ScopeFactory
from tests.factories.cms import NewsPageFactory

pytestmark = pytest.mark.browser
# All that a front end has to do, as docs/api.md says it.
FRONT = """<!doctype html><meta charset="utf-8"><title>Partenaire</title><h1></h1><main></main><script type="module">
const { page, revision } = Object.fromEntries(new URLSearchParams(location.search));
const token = new URLSearchParams(location.hash.slice(1)).get("token");
const answer = await fetch(`PLATFORM/api/v1/previews/${page}?revision=${revision}`, {
  headers: { Authorization: `Preview ${token}` },
});
const draft = await answer.json();
document.querySelector("h1").textContent = draft.title;
document.querySelector("main").innerHTML = draft.html ?? draft.detail;
</script>"""


@pytest.fixture
def front(address, settings):
    """The site of a partner, on a port of its own; `asked` is what its server was asked, as its log holds it."""
    asked = []

    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(FRONT.replace("PLATFORM", address).encode())

        def log_message(self, *_):
            """Nothing is printed."""

    server = HTTPServer(("127.0.0.1", 0), Site)
    running = Thread(target=server.serve_forever, daemon=True)
    running.start()
    origin = f"http://127.0.0.1:{server.server_port}"
    settings.HEADLESS_FRONTS = {"cms.NewsPage": f"{origin}/apercu"}
    for policy in (settings.CONTENT_SECURITY_POLICY["DIRECTIVES"], settings.EDITOR_SECURITY_POLICY):
        policy["frame-src"] = ["'self'", origin]
    yield asked
    for policy in (settings.CONTENT_SECURITY_POLICY["DIRECTIVES"], settings.EDITOR_SECURITY_POLICY):
        policy["frame-src"] = ["'self'"]
    server.shutdown()
    running.join()
    server.server_close()


def test_an_editor_sees_the_draft_on_the_site_of_the_partner(browse, front, client, address):
    news = NewsPageFactory(title="Rentrée scolaire", body=[("text", "<p>Les médiateurs sont prêts.</p>")])
    news.save_revision().publish()
    publish_pages([news])
    client.force_login(ScopeFactory(role=Role.NATIONAL, territory=NationFactory()).user)
    cookie = client.cookies["sessionid"].value
    page = browse(news.url)
    assert page.locator('script[type="application/ld+json"]').count() == 1
    assert page.complaints == []
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])
    page.goto(f"/admin/pages/{news.pk}/edit/", wait_until="networkidle")
    page.fill("#id_title", "Rentrée scolaire, brouillon")
    page.locator("[data-side-panel-toggle='preview']").click()
    panel = page.frame_locator("#w-preview-iframe")
    # Wagtail hears the choice of a mode only once it has shown the first.
    panel.get_by_role("heading", name="Rentrée scolaire, brouillon").wait_for()
    page.select_option("[data-w-preview-target='mode']", "partner")
    shown = panel.frame_locator("iframe")
    shown.get_by_role("heading", name="Rentrée scolaire, brouillon").wait_for()
    assert shown.get_by_text("Les médiateurs sont prêts.").is_visible()
    assert front
    assert not [path for path in front if "token" in path]
