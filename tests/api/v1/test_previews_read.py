"""Drafts on the site of a partner: lent by the editor's preview, for one page, one version and a quarter of an hour."""

import logging
import re
import time
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.signing import TimestampSigner
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from actors.enums import Role
from catalog.services import publish_pages
from cms.models import Preview
from cms.rules.fronts import front_of
from cms.services.previews import find_preview, open_preview
from tests.factories import ScopeFactory
from tests.factories.cms import NewsPageFactory, StandardPageFactory
from tests.factories.sites import SitePageFactory

pytestmark = pytest.mark.django_db
FRONT = "https://front.example/apercu?langue=fr"


@pytest.fixture(autouse=True)
def fronts(settings):
    settings.HEADLESS_FRONTS = {"cms.NewsPage": FRONT}


@pytest.fixture
def editor(client):
    user = ScopeFactory(role=Role.NATIONAL, territory__level="nation").user
    client.force_login(user)
    return user


@pytest.fixture
def lent(client, editor):
    """A published page of news with words that were typed and not saved, and the address that its preview opens."""
    page = NewsPageFactory(title="Publiée")
    page.save_revision().publish()
    typed = {"title": "Dactylographiée", "slug": page.slug, "intro": "En bref.", "dated_on": "2026-11-27", "image": ""}
    body = streamfield([("text", rich_text("<p>Pas encore</p>"))])
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    data = nested_form_data(
        typed | {"body": body, "territory": "", "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    )
    assert client.post(url, data).json()["is_valid"]
    shown = client.get(f"{url}?mode=partner&in_preview_panel=true")
    [address] = re.findall(r'<iframe src="([^"]+)"', shown.content.decode())
    return page, unescape(address), shown


def ask(client, address, **changed):
    """As the front end of the partner does, from the address that it was opened at."""
    parts = urlsplit(address)
    told = {name: value for name, [value] in parse_qs(parts.query).items()} | changed
    [token] = parse_qs(parts.fragment)["token"]
    client.logout()
    return client.get(
        f"/api/v1/previews/{told['page']}",
        {"revision": told["revision"]},
        headers={"Authorization": f"Preview {changed.get('token', token)}", "Origin": "https://front.example"},
    )


def refused(response, status):
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
    assert response.headers["Cache-Control"] == "no-store"
    return True


def test_the_panel_opens_the_partner_s_site_with_what_was_typed(client, lent, fits):
    page, address, shown = lent
    assert address.startswith(f"{FRONT}&page={page.translation_key}&revision=")
    assert "token" not in urlsplit(address).query
    assert shown.headers["Cache-Control"].startswith("private") or "no-cache" in shown.headers["Cache-Control"]
    response = ask(client, address)
    assert fits(response.json(), "Page")
    assert (response.json()["title"], response.json()["html"]) == ("Dactylographiée", "<p>Pas encore</p>")
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(f"/api/v1/pages/{page.translation_key}").json()["title"] == "Publiée"


def test_a_token_opens_its_page_and_its_version_alone(client, lent):
    page, address, _shown = lent
    other = StandardPageFactory()
    publish_pages([other])
    assert refused(ask(client, address, page=str(other.translation_key)), 404)
    assert refused(ask(client, address, revision="0" * 32), 404)
    assert refused(ask(client, address, token="x" * 5000), 401)
    [token] = parse_qs(urlsplit(address).fragment)["token"]
    forged = TimestampSigner(key="another", salt="cms.previews").sign(token.rsplit(":", 2)[0])
    for wrong in (forged, token[:-1], token.replace(".", ":"), f"1{token}", "", "\x00"):
        assert find_preview(wrong) is None
    for headers in ({}, {"Authorization": f"Bearer {token}"}):
        assert refused(client.get(f"/api/v1/previews/{page.translation_key}", headers=headers), 401)


def test_it_ends_after_a_quarter_of_an_hour(client, lent, monkeypatch, settings):
    _page, address, _shown = lent
    now = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 16 * 60)
    assert refused(ask(client, address), 401)
    monkeypatch.undo()
    Preview.objects.update(expires_at="2026-01-01T00:00:00Z")
    settings.HEADLESS_FRONTS = {"*": FRONT}
    assert refused(ask(client, address), 401)
    assert open_preview(StandardPageFactory(), user=ScopeFactory().user)
    assert Preview.objects.count() == 1


def test_it_ends_with_the_account_that_lent_it(client, lent, editor):
    editor.is_active = False
    editor.save()
    assert refused(ask(client, lent[1]), 401)


def test_no_log_holds_a_token(client, lent, caplog):
    caplog.set_level(logging.DEBUG)
    _page, address, _shown = lent
    [token] = parse_qs(urlsplit(address).fragment)["token"]
    ask(client, address)
    ask(client, address, page="autre")
    ask(client, address, revision="autre")
    assert caplog.text
    assert token not in caplog.text
    assert token.rsplit(":", 1)[1] not in caplog.text


def test_a_site_is_never_lent(settings, editor):
    settings.HEADLESS_FRONTS = {"*": FRONT}
    assert open_preview(SitePageFactory(), user=editor) is None
    assert "partner" in dict(StandardPageFactory().preview_modes)


def test_fronts_are_chosen_by_type_then_by_site(settings):
    settings.HEADLESS_FRONTS = {"cms.NewsPage": "https://a.example", "www.example": "https://b.example"}
    assert front_of("cms.NewsPage", "https://www.example:8000") == "https://a.example"
    assert front_of("cms.HomePage", "https://www.example:8000") == "https://b.example"
    assert front_of("cms.HomePage", "https://autre.example") == ""
    assert "partner" not in dict(StandardPageFactory().preview_modes)


def test_a_browser_may_send_the_token_from_another_origin(client):
    asked = {"Origin": "https://front.example", "Access-Control-Request-Method": "GET"}
    response = client.options("/api/v1/previews/x", headers=asked | {"Access-Control-Request-Headers": "authorization"})
    assert "authorization" in response.headers["Access-Control-Allow-Headers"]
