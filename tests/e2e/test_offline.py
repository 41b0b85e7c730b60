"""The field, where the network comes and goes: nothing typed is lost, nothing is recorded twice.

`FIELD_SCHEDULES=200 pytest tests/e2e/test_offline.py` runs as many random schedules as one likes.
"""

import contextlib
import os
import random
from collections import Counter

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from actors.enums import Role
from catalog.services import publish_page
from collaboration.models import JournalEntry
from sites.models import Observation
from tests.e2e.conftest import PHONE, TURN
from tests.factories import ScopeFactory, UserFactory
from tests.factories.sites import ObservationFactory, SitePageFactory

sync_api = pytest.importorskip("playwright.sync_api")
Error = sync_api.Error
pytestmark = pytest.mark.browser
SCHEDULES = int(os.environ.get("FIELD_SCHEDULES", "8"))
PATIENCE_MS = 30_000
SAID = "document.querySelector('[data-said]')?.textContent"


@pytest.fixture
def site(db):
    site = SitePageFactory(title="Friche des Tests", owner_name="Jeanne Propriétaire")
    ObservationFactory(site=site, people=40, households=10, minors=12)
    publish_page(site)
    return site


@pytest.fixture
def worker(site):
    """Someone of the field who records at once."""
    user = UserFactory()
    ScopeFactory(user=user, role=Role.ACTOR, is_trusted=True)
    return user


def log_in(context, address, user) -> None:
    client = Client()
    with TURN:
        client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])


@pytest.fixture
def phone(chromium, address):
    """`phone(user)` is a telephone in the hand of somebody who is logged in."""
    contexts = []

    def open_phone(user):
        context = chromium.new_context(viewport=PHONE, locale="fr-FR", base_url=address)
        contexts.append(context)
        log_in(context, address, user)
        return context.new_page()

    yield open_phone
    for context in contexts:
        context.close()


def end_sessions() -> None:
    with TURN:
        Session.objects.all().delete()


def recorded(site, people) -> int:
    with TURN:
        return Observation.objects.filter(site=site, people=people).count()


def ready(page) -> None:
    page.locator("html[data-field-ready]").wait_for(state="attached", timeout=PATIENCE_MS)


def go(page, path) -> None:
    page.goto(path)
    ready(page)


def waiting(page):
    return page.locator("[data-outbox] [data-items] > li")


def until(page, condition) -> None:
    """The browser's own waiting evaluates text, which our security policy refuses."""
    for _ in range(PATIENCE_MS // 100):
        with contextlib.suppress(Error):  # the page gives way to the next one
            if page.evaluate(condition):
                return
        page.wait_for_timeout(100)
    raise AssertionError(condition)


def settled(page) -> None:
    """Until nothing waits any more."""
    page.locator("[data-outbox]").wait_for(state="hidden", timeout=PATIENCE_MS)


def test_what_is_typed_survives_a_reload(phone, site, worker):
    page = phone(worker)
    url = reverse("observe_site", args=[site.slug])
    go(page, url)
    page.get_by_label("Personnes").first.fill("47")
    page.wait_for_timeout(600)
    go(page, url)
    assert page.get_by_label("Personnes").first.input_value() == "47"
    page.get_by_role("button", name="Recommencer").click()
    expect(page.get_by_label("Personnes").first).to_have_value("40")


def test_an_observation_without_network_leaves_when_it_is_back(phone, site, worker):
    page = phone(worker)
    go(page, reverse("observe_site", args=[site.slug]))
    page.context.set_offline(True)
    page.get_by_label("Personnes").first.fill("47")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("Pas de réseau").wait_for()
    assert waiting(page).count() == 1
    page.context.set_offline(False)
    settled(page)
    assert recorded(site, people=47) == 1


def test_a_lost_session_keeps_what_was_typed_until_one_logs_in_again(phone, site, worker, address):
    page = phone(worker)
    go(page, reverse("observe_site", args=[site.slug]))
    page.get_by_label("Personnes").first.fill("48")
    end_sessions()
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("Votre session est terminée").wait_for()
    log_in(page.context, address, worker)
    go(page, "/tableau-de-bord/")
    settled(page)
    assert recorded(site, people=48) == 1


def test_impossible_figures_come_back_with_their_reason_and_what_was_typed(phone, site, worker):
    page = phone(worker)
    go(page, reverse("observe_site", args=[site.slug]))
    page.get_by_label("Personnes").first.fill("5")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("Ce nombre ne peut pas dépasser").first.wait_for()
    ready(page)
    assert page.get_by_label("Personnes").first.input_value() == "5"
    assert page.locator("[data-outbox]").is_hidden()


def test_copies_open_without_network_and_an_observation_begins_from_them(phone, site, worker):
    page = phone(worker)
    go(page, "/hors-ligne/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.get_by_role("button", name="Copier les sites sur cet appareil").click()
    page.get_by_text("Copiés sur cet appareil le").wait_for()
    until(page, "caches.open('pages').then((pages) => pages.keys()).then((keys) => keys.length === 4)")
    page.context.set_offline(True)
    page.goto(site.get_url())  # not kept: the device's own page answers
    ready(page)
    page.get_by_text("Friche des Tests").click()
    page.get_by_role("link", name="Actualiser : Friche des Tests").click()
    ready(page)
    assert page.get_by_label("Personnes").first.input_value() == "40"
    page.get_by_label("Personnes").first.fill("51")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("Pas de réseau").wait_for()
    page.context.set_offline(False)
    settled(page)
    assert recorded(site, people=51) == 1


def kept_on(page) -> str:
    """All that is on the device, as text."""
    return page.evaluate(
        """async () => {
          const open = indexedDB.open('resorption');
          const base = await new Promise((done) => (open.onsuccess = () => done(open.result)));
          const all = [];
          for (const name of base.objectStoreNames) {
            const asked = base.transaction(name).objectStore(name).getAll();
            all.push(await new Promise((done) => (asked.onsuccess = () => done(asked.result))));
          }
          base.close();
          for (const name of await caches.keys())
            for (const key of await (await caches.open(name)).keys())
              if (name === 'pages') all.push(await (await (await caches.open(name)).match(key)).text());
          return JSON.stringify(all);
        }"""
    )


def test_nothing_restricted_is_kept_and_leaving_erases_all(phone, site):
    pilot = ScopeFactory().user
    page = phone(pilot)
    go(page, "/hors-ligne/")
    page.get_by_role("button", name="Copier les sites sur cet appareil").click()
    page.get_by_text("Copiés sur cet appareil le").wait_for()
    go(page, reverse("update_site", args=[site.slug]))
    page.locator("[name=owner_name]").evaluate("(one) => (one.closest('details').open = true)")
    page.locator("[name=owner_name]").fill("Autre Secret")
    page.locator("[name=title]").fill("Friche renommée")
    page.wait_for_timeout(600)
    kept = kept_on(page)
    assert "Friche renommée" in kept
    assert "Secret" not in kept
    assert "Jeanne" not in kept
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("link", name="Se connecter").first.wait_for()
    assert page.evaluate("caches.keys().then((names) => names.length)") == 0
    assert "Friche" not in kept_on_if_any(page)


def kept_on_if_any(page) -> str:
    names = page.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name))")
    return kept_on(page) if "resorption" in names else ""


def test_somebody_else_on_the_same_phone_finds_nothing(phone, site, worker, address):
    page = phone(worker)
    go(page, reverse("observe_site", args=[site.slug]))
    page.get_by_label("Personnes").first.fill("47")
    page.wait_for_timeout(600)
    with TURN:
        other = ScopeFactory().user
    log_in(page.context, address, other)
    go(page, reverse("observe_site", args=[site.slug]))
    assert page.get_by_label("Personnes").first.input_value() == "40"
    assert '"47"' not in kept_on(page)


class Schedule:
    """A random hour of someone's work: what they meant to record is counted, then held against the database."""

    def __init__(self, seed, *, phones, site, address, user):
        self.random = random.Random(seed)
        self.phones, self.site, self.address, self.user = phones, site, address, user
        self.meant = []

    def run(self) -> None:
        for _ in range(self.random.randint(2, 4)):
            page = self.random.choice(self.phones)
            self.write(page, f"message {self.random.getrandbits(60):x}")
            self.random.choice([self.reload, self.expire, self.nothing])(page)
        for page in self.phones:
            self.come_back(page)

    def write(self, page, text) -> None:
        self.arrive(page, reverse("journal", args=[self.site.translation_key]))
        accident = self.random.choice(["none", "offline", "lost answer", "double tap", "reload"])
        page.get_by_label("Votre message").fill(text)
        self.meant.append(text)
        button = page.get_by_role("button", name="Publier dans le journal")
        if accident == "reload":
            page.wait_for_timeout(500)
            go(page, page.url)
            assert page.get_by_label("Votre message").input_value() == text
        if accident == "offline":
            page.context.set_offline(True)
        if accident == "lost answer":
            # The server takes the form; the phone never hears of it.
            page.route("**/journal/**", lost_answer, times=1)
        button.dblclick() if accident == "double tap" else button.click()
        until(page, f"location.hash === '#journal' || /réseau|session/.test({SAID})")
        page.unroute_all(behavior="wait")

    def reload(self, page) -> None:
        page.context.set_offline(False)
        page.goto("/tableau-de-bord/")

    def expire(self, page) -> None:
        end_sessions()

    def nothing(self, page) -> None:
        pass

    def arrive(self, page, path) -> None:
        """Logged in: an answer still on its way may take the new session away with the old one; one logs in again."""
        page.context.set_offline(False)
        for _ in range(3):
            page.goto("about:blank")
            log_in(page.context, self.address, self.user)
            page.goto(path)
            if "/connexion/" not in page.url:
                return ready(page)
        raise AssertionError(page.url)

    def come_back(self, page) -> None:
        self.arrive(page, "/tableau-de-bord/")
        settled(page)


def lost_answer(route) -> None:
    if route.request.method == "POST":
        route.fetch()
        route.abort()
    else:
        route.fallback()


@pytest.mark.parametrize("seed", range(SCHEDULES))
def test_nothing_is_lost_and_nothing_comes_twice(phone, site, worker, address, seed):
    phones = [phone(worker), phone(worker)]
    schedule = Schedule(seed, phones=phones, site=site, address=address, user=worker)
    schedule.run()
    with TURN:
        written = Counter(JournalEntry.objects.filter(page=site).values_list("text", flat=True))
    assert written == Counter(schedule.meant)


def test_one_figure_that_changed_takes_three_gestures(phone, site, worker):
    """An observation where one figure changed: open, type, record."""
    page = phone(worker)
    go(page, site.get_url())
    page.get_by_role("link", name="Actualiser", exact=True).first.click()
    page.get_by_label("Personnes").first.fill("44")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("le site est à jour").wait_for()
    assert recorded(site, people=44) == 1
