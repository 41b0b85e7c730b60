"""An observation on a phone: counted in taps and seconds, with a photo, without network; and what the sheet shows."""

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog.services import publish_page
from sites.models import Observation, ObservationPhoto
from tests.collaboration.conftest import photo
from tests.e2e.conftest import PHONE, TURN
from tests.e2e.hand import Hand
from tests.e2e.test_offline import go, phone, ready, settled, site, waiting, worker
from tests.factories.sites import ObservationFactory

__all__ = ["phone", "site", "worker"]
pytestmark = pytest.mark.browser


def picture():
    sent = photo(size=(1200, 900))
    return {"name": sent.name, "mimeType": "image/jpeg", "buffer": sent.read()}


def last(site):
    with TURN:
        return site.observations.validated().latest_first().first()


def test_nothing_has_changed_is_one_tap(phone, site, worker, capsys):
    page = phone(worker)
    go(page, site.get_url())
    hand = Hand(page, capsys)
    hand.tap(page.get_by_role("button", name="Rien n’a changé"))
    page.get_by_text("le site est à jour").wait_for()
    assert hand.took("nothing has changed") == 1
    assert (last(site).is_unchanged, last(site).people) == (True, 40)


def test_two_figures_a_condition_and_a_photo_take_less_than_a_minute(phone, site, worker, capsys, axe):
    page = phone(worker)
    go(page, site.get_url())
    hand = Hand(page, capsys)
    hand.tap(page.get_by_role("link", name="Actualiser", exact=True).first)
    hand.type("Personnes", "44")
    hand.type("Mineurs", "13")
    hand.tap(page.locator("summary", has_text="Nuisibles"))
    hand.tap(page.locator("label[for^=id_vermin]", has_text="oui"))
    hand.tap(page.locator("summary", has_text="Commentaire et photos"))
    page.get_by_label("Prendre une photo").set_input_files(picture())
    hand.gestures += 2  # the camera: shoot, keep
    hand.tap(page.get_by_role("button", name="Enregistrer"))
    page.get_by_text("le site est à jour").wait_for()
    assert hand.took("two figures, a condition and a photo") <= 9
    seen = last(site)
    assert (seen.people, seen.minors, seen.households, seen.vermin) == (44, 13, 10, "yes")
    with TURN:
        assert ObservationPhoto.objects.filter(observation=seen).count() == 1
    shown = page.locator("img[src*='/sites/photo/']")
    shown.scroll_into_view_if_needed()
    assert shown.evaluate("async (one) => { await one.decode(); return one.naturalWidth; }") > 0
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_surprising_figure_is_asked_again_and_the_photo_is_still_there(phone, site, worker, capsys):
    page = phone(worker)
    go(page, reverse("observe_site", args=[site.slug]))
    page.get_by_label("Personnes").first.fill("400")
    page.locator("summary", has_text="Commentaire et photos").click()
    page.get_by_label("Prendre une photo").set_input_files(picture())
    page.get_by_role("button", name="Enregistrer").click()
    box = page.get_by_label("J’ai vérifié ces chiffres")
    box.wait_for()
    ready(page)
    assert page.get_by_label("Personnes").first.input_value() == "400"
    assert page.locator("input[type=file]").evaluate("(one) => one.files.length") == 1
    page.locator("label", has_text="J’ai vérifié ces chiffres").click()
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("le site est à jour").wait_for()
    assert last(site).people == 400
    with TURN:
        assert ObservationPhoto.objects.count() == 1


def test_a_photo_taken_without_network_leaves_with_its_observation_once(phone, site, worker):
    page = phone(worker)
    go(page, reverse("observe_site", args=[site.slug]))
    page.context.set_offline(True)
    page.get_by_label("Personnes").first.fill("47")
    page.locator("summary", has_text="Commentaire et photos").click()
    page.get_by_label("Prendre une photo").set_input_files(picture())
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("Pas de réseau").wait_for()
    assert waiting(page).count() == 1
    page.context.set_offline(False)
    settled(page)
    with TURN:
        assert Observation.objects.filter(site=site, people=47).count() == 1
        assert [one.observation.people for one in ObservationPhoto.objects.all()] == [47]


def test_curves_and_strips_are_read_on_a_phone_and_on_a_desk(browse, phone, site, worker, axe):
    today = timezone.localdate()
    with TURN:
        for month, (people, minors) in enumerate([(30, 9), (34, None), (None, 12), (38, 14), (41, 15)], start=1):
            ObservationFactory(
                site=site,
                observed_on=today.replace(year=today.year - 1, month=month, day=3),
                people=people,
                minors=minors,
                minors_in_school=minors and minors // 2,
                water_access="tank" if month > 2 else "none",
                vermin="yes" if month % 2 else "no",
            )
        publish_page(site)
    page = phone(worker)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        go(page, site.get_url())
        assert page.get_by_role("img", name="Habitants au fil du temps").is_visible()
        strip = page.get_by_role("region", name="Conditions de vie au fil du temps")
        # The latest is in sight, however narrow the screen.
        assert strip.evaluate("(one) => one.scrollLeft + one.clientWidth >= one.scrollWidth - 1")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_rules_the_links_and_the_correction_are_readable_on_a_phone(phone, site, worker, axe):
    page = phone(worker)
    seen = last(site)
    for url in (
        reverse("conditions_rules"),
        reverse("tell_origins", args=[site.slug]),
        reverse("correct_observation", args=[site.slug, seen.pk]),
        reverse("observe_site", args=[site.slug]),
    ):
        go(page, url)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
