"""Ten journeys by the keyboard alone: Tab, Enter, Space, arrows. Where one stands is seen at each step."""

import pytest

from actors.enums import Role
from catalog.services import publish_pages
from collaboration.models import JournalEntry, SavedSearch
from knowledge.models import Adoption, Question
from sites.models import Observation, SitePage
from tests.e2e.conftest import TURN
from tests.e2e.test_accounts import session_of
from tests.e2e.test_workflow import PASSWORD, member
from tests.factories import CommuneFactory, ScopeFactory
from tests.factories.knowledge import PracticePageFactory
from tests.factories.sites import ObservationFactory, SitePageFactory

pytestmark = pytest.mark.browser
MOST_STEPS = 250
# What a person hears of where they stand, and whether they see it.
HERE = """() => {
  const one = document.activeElement;
  const named = one.getAttribute("aria-label") || [...(one.labels || [])].map((said) => said.innerText).join(" ")
    || one.innerText || one.value || one.title || "";
  const looks = [one, ...(one.labels || [])].map((each) => getComputedStyle(each));
  const drawn = looks.some((look) => (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0)
    || look.boxShadow !== "none");
  const box = one.getBoundingClientRect().toJSON();
  return {name: named.replace(/\\s+/g, " ").trim(), kind: one.localName, drawn, box};
}"""


class Keyboard:
    """Goes by Tab alone, as who has no pointer: what cannot be reached fails, and so does what is not seen."""

    def __init__(self, page):
        self.page = page
        self.unseen = []

    def here(self) -> dict:
        return self.page.evaluate(HERE)

    def to(self, name, kind=""):
        """On to the next thing called so."""
        for _step in range(MOST_STEPS):
            self.page.keyboard.press("Tab")
            here = self.here()
            if here["kind"] not in ("body", "iframe") and not here["drawn"]:
                self.unseen.append(here["name"])
            if name.lower() in here["name"].lower() and kind in ("", here["kind"]):
                return self
        raise AssertionError(f"{name} is never reached.")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def type(self, text):
        self.page.keyboard.type(text)
        return self

    def goes(self, address):
        """Enter leads to another page."""
        with self.page.expect_navigation(url=address, wait_until="networkidle"):
            self.page.keyboard.press("Enter")
        return self


@pytest.fixture
def keys(browse):
    boards = []

    def at(path, *, user=None) -> Keyboard:
        board = Keyboard(browse(path, storage_state=session_of(user) if user else None))
        boards.append(board)
        return board

    yield at
    assert [board.unseen for board in boards if board.unseen] == []


@pytest.fixture
def site(db):
    site = SitePageFactory()
    ObservationFactory(site=site, people=40)
    publish_pages([site])
    return site


@pytest.fixture
def actor(site):
    return ScopeFactory(territory=site.commune.parent, role=Role.ACTOR).user


@pytest.fixture
def practice(db):
    practice = PracticePageFactory(title="Une rampe d’eau en dix jours")
    publish_pages([practice])
    return practice


def test_one_logs_in(keys, site):
    member("pilote@example.org", Role.PILOT, site.commune.parent)
    board = keys("/").to("Contenu").press("Enter").press("Shift+Tab")
    board.page.goto("/connexion/", wait_until="networkidle")
    board.to("Adresse électronique").type("pilote@example.org").to("Mot de passe").type(PASSWORD)
    board.goes("**/tableau-de-bord/")
    assert board.page.get_by_role("heading", level=1).is_visible()


def test_something_is_searched_and_opened(keys, practice):
    board = keys("/").to("Rechercher sur la plateforme").type("rampe d’eau").press("Escape").goes("**/recherche/*")
    board.to(practice.title, "a").goes(f"**{practice.get_url()}")


def test_the_map_is_used_with_the_keyboard_alone(keys, things):
    board = keys("/carte/")
    board.page.wait_for_selector("[data-map][data-ready]", timeout=20_000)
    name = board.page.locator("[data-entry] a").first.inner_text()
    board.to(name, "a").to("Agrandir").press("Enter").to("Aller à…", "select").type("Guyane")
    board.page.wait_for_function("document.activeElement.localName === 'select'")


def test_a_list_is_filtered(keys, practice):
    board = keys("/bonnes-pratiques/").to("Plus de filtres").press("Enter").to("eau et hygiène").press("Space")
    board.press("Enter")
    board.page.wait_for_url("**theme=water_hygiene**")
    board.page.wait_for_load_state("networkidle")
    board.to(practice.title, "a")


def test_an_error_is_told_where_one_stands(keys):
    board = keys("/demander-un-acces/").to("Prénom").type("Claire")
    with board.page.expect_navigation(wait_until="networkidle"):
        board.press("Enter")
    assert board.page.title().startswith("Erreur")
    board.to("Nom", "a").press("Enter")
    assert board.here()["kind"] == "input"
    assert board.page.get_by_label("Prénom").input_value() == "Claire"


def test_a_site_is_declared(keys, actor):
    CommuneFactory(name="Bagnolet", parent=actor.scopes.get().territory)
    board = keys("/sites/declarer/", user=actor)
    board.to("Commune").type("Bagnolet").to("Nom du site").type("Sous le pont").to("Personnes").type("30")
    board.to("Déclarer ce site", "button").press("Enter")
    board.page.get_by_text("Sous le pont").first.wait_for()
    with TURN:
        assert SitePage.objects.filter(title="Sous le pont").exists()


def test_a_site_is_brought_up_to_date(keys, site):
    board = keys(f"/sites/{site.slug}/actualiser/", user=ScopeFactory(territory=site.commune.parent).user)
    board.to("Personnes", "input").press("Control+a").type("44").to("Enregistrer", "button").press("Enter")
    board.page.get_by_text("le site est à jour").wait_for()
    with TURN:
        assert Observation.objects.filter(site=site, people=44).exists()


def test_a_message_is_written_in_the_journal(keys, actor, site):
    board = keys(site.get_url(), user=actor)
    board.to("Votre message").type("L’eau coule de nouveau.").to("Publier dans le journal", "button").press("Enter")
    board.page.get_by_text("Votre message est dans le journal.").wait_for()
    with TURN:
        assert JournalEntry.objects.get().text == "L’eau coule de nouveau."


def test_a_practice_is_taken_up(keys, actor, practice):
    board = keys(practice.get_url(), user=actor).to("Je la reprends", "a").goes("**/reprendre/")
    board.to("Territoire", "select").type("Seine").to("Un mot", "textarea").type("Avec la régie de l’eau.")
    board.to("Enregistrer", "button").goes(f"**{practice.get_url()}")
    with TURN:
        assert Adoption.objects.get().comment == "Avec la régie de l’eau."


def test_a_question_is_asked_to_the_community(keys, actor):
    board = keys("/questions/", user=actor).to("Poser une question", "a").goes("**/questions/poser/")
    board.to("Votre question", "input").type("Qui a branché l’eau ?").to("", "textarea").type("Sur un terrain privé.")
    board.to("eau et hygiène").press("Space").to("Poser la question", "button").press("Enter")
    board.page.get_by_text("Votre question est posée").wait_for()
    with TURN:
        assert Question.objects.get().themes == ["water_hygiene"]


def test_a_search_is_kept(keys, actor, site):
    board = keys("/recherche/?q=eau", user=actor).to("Enregistrer cette recherche", "summary").press("Enter")
    board.to("Nom de la recherche").press("Control+a").type("L’eau").press("Enter")
    board.page.wait_for_url("**/recherche/enregistrees/*")
    with TURN:
        assert SavedSearch.objects.get().name == "L’eau"


def test_where_one_stands_is_always_seen(keys, practice):
    """Round a whole page and out again: everything is reached, everything is drawn, nothing holds one back."""
    board = keys(practice.get_url())
    offered = board.page.locator("a[href]:visible, button:visible, input:visible, summary:visible").count()
    reached = 0
    for _step in range(MOST_STEPS):
        board.press("Tab")
        here = board.here()
        if here["kind"] == "body":
            break
        reached += 1
        assert here["drawn"], here
        assert here["box"]["width"] > 0, here
    assert here["kind"] == "body"
    assert reached >= offered - 4  # (but for the skip links, which show when they are reached)
