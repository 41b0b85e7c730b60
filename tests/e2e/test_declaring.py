"""A phone in the hand: a site is declared, then closed, in few taps; what is known already is not born twice."""

import pytest

from actors.enums import Role
from catalog.services import publish_page
from sites.models import Closure, Observation, SitePage
from tests.e2e.conftest import PHONE, TURN
from tests.e2e.hand import Hand
from tests.e2e.test_offline import log_in, ready
from tests.factories import ScopeFactory
from tests.factories.sites import ObservationFactory, SitePageFactory

pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser
HERE = {"latitude": 48.9312, "longitude": 2.3621, "accuracy": 12}


@pytest.fixture
def known(db):
    site = SitePageFactory(title="Friche des Saules", lon=2.3625, lat=48.9313)
    ObservationFactory(site=site, people=12, households=3)
    publish_page(site)
    return site


@pytest.fixture
def pilot(known):
    return ScopeFactory(role=Role.PILOT, territory=known.commune.parent).user


@pytest.fixture
def phone(chromium, address, pilot):
    contexts = []

    def open_phone(path, **options):
        context = chromium.new_context(viewport=PHONE, locale="fr-FR", base_url=address, **options)
        contexts.append(context)
        log_in(context, address, pilot)
        page = context.new_page()
        page.goto(path, wait_until="networkidle")
        return page

    yield open_phone
    for context in contexts:
        context.close()


def test_a_site_is_declared_from_where_one_stands(phone, known, axe, capsys):
    page = phone("/sites/declarer/", geolocation=HERE, permissions=["geolocation"])
    hand = Hand(page, capsys)
    hand.tap(page.get_by_role("button", name="Ma position"))
    page.locator("[data-nearby] h2").wait_for(timeout=20_000)
    assert page.get_by_text(known.title).first.is_visible()
    assert axe(page) == []
    hand.tap(page.get_by_text("Aucun de ceux-là"))
    hand.type("Nom du site", "Sous le pont")
    hand.type("Personnes", "30")
    hand.tap(page.get_by_role("button", name="Déclarer ce site"))
    page.wait_for_url("**/s-*/")
    assert hand.took("declare") <= 6
    with TURN:
        site = SitePage.objects.get(title="Sous le pont")
        assert (site.lat, site.lon, site.observations.get().people) == (48.9312, 2.3621, 30)


def test_it_is_this_one_leads_to_its_form_with_what_was_typed(phone, known, capsys):
    page = phone("/sites/declarer/", geolocation=HERE, permissions=["geolocation"])
    hand = Hand(page, capsys)
    hand.type("Personnes", "18")
    hand.tap(page.get_by_role("button", name="Ma position"))
    hand.tap(page.get_by_role("button", name="C’est celui-ci"))
    page.wait_for_url("**/actualiser/*")
    ready(page)
    assert page.get_by_label("Personnes").first.input_value() == "18"
    hand.tap(page.get_by_role("button", name="Enregistrer"))
    page.wait_for_url("**/s-*/")
    hand.took("known already")
    with TURN:
        assert (SitePage.objects.count(), Observation.objects.filter(site=known, people=18).count()) == (1, 1)


def test_without_network_sites_close_by_come_from_the_copies_of_the_device(phone, known):
    page = phone("/hors-ligne/", geolocation=HERE, permissions=["geolocation"])
    ready(page)
    page.get_by_role("button", name="Copier les sites sur cet appareil").click()
    page.get_by_text(known.title).wait_for(state="attached", timeout=20_000)
    page.goto("/sites/declarer/", wait_until="networkidle")
    ready(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Ma position").click()
    link = page.get_by_role("link", name=f"C’est celui-ci : {known.title}")
    link.wait_for(timeout=20_000)
    link.click()
    page.wait_for_url(f"**/hors-ligne/actualiser/#{known.translation_key}")


def test_a_browser_that_refuses_the_position_says_so(phone):
    page = phone("/sites/declarer/", permissions=[])
    page.get_by_role("button", name="Ma position").click()
    page.get_by_text("Le navigateur refuse de donner votre position").wait_for(timeout=20_000)


def test_an_address_places_the_point(phone, known):
    page = phone("/sites/declarer/")
    page.get_by_label("Commune").first.fill(known.commune.name)
    page.get_by_role("button", name="Chercher l’adresse").click()
    page.get_by_text("Trouvé").wait_for(timeout=20_000)
    assert float(page.get_by_label("Latitude").input_value()) == pytest.approx(known.commune.lat, abs=1e-5)


def test_a_site_is_closed_on_a_phone_and_the_difference_is_asked_at_once(phone, known, axe, capsys):
    with TURN:
        other = SitePageFactory(title="Le Talus", commune=known.commune)
    page = phone(f"/sites/{known.slug}/fermer/")
    hand = Hand(page, capsys)
    why = page.get_by_label("pourquoi les nombres diffèrent", exact=False)
    assert not why.is_visible()
    page.get_by_label("Motif").select_option("court_decision")
    hand.gestures += 2
    page.locator("[name=people_housing]").fill("8")
    page.locator("[name=households_housing]").fill("3")
    hand.gestures += 2
    assert page.get_by_text("8 sur 12 personnes, 3 sur 3 ménages").is_visible()
    assert why.is_visible()
    page.locator("[name=people_none]").fill("4")
    hand.gestures += 1
    assert not why.is_visible()
    hand.tap(page.get_by_role("group", name="sur un autre site", exact=False).get_by_text("oui"))
    hand.tap(page.get_by_text("Sites où les personnes se sont réinstallées"))
    page.locator(f"[name=settled_{other.pk}]").fill("4")
    hand.gestures += 1
    assert axe(page) == []
    hand.tap(page.get_by_role("button", name="Fermer le site"))
    page.wait_for_url("**/s-*/")
    assert hand.took("close") <= 10
    with TURN:
        closure = Closure.objects.get()
        assert (closure.is_resorbed, known.departures.get().people) == (True, 4)
    assert page.locator("svg.chain").is_visible()
    assert axe(page) == []
