"""Every kind of page: accessible in both themes, at 320 pixels and at a zoom of 200 %, with roomier text.

By default each theme at one width; ACCESS_EVERYWHERE=1 for both themes at every width.
"""

import os
from itertools import product
from pathlib import Path

import pytest

from actors.enums import Role
from cms.models import PlatformPage
from collaboration.models import SavedSearch
from collaboration.services import write_in_journal
from collaboration.services.journal import Files
from knowledge.services.community import answer_question, ask_question
from tests.collaboration.conftest import photo
from tests.e2e.conftest import visit
from tests.e2e.test_accounts import session_of
from tests.factories import ScopeFactory

pytestmark = pytest.mark.browser
REVIEW = (Path(__file__).parent / "review.js").read_text()
# A screen of 1,280 pixels at 200 % is laid out as one of 640.
SMALL, ZOOMED, WIDE = 320, 640, 1280
EVERYWHERE = bool(os.environ.get("ACCESS_EVERYWHERE"))
LOOKS = (
    list(product(("dsfr", "neutral"), (SMALL, ZOOMED, WIDE))) if EVERYWHERE else [("dsfr", SMALL), ("neutral", ZOOMED)]
)
# The least that readers may set (RGAA 10.12).
ROOMY = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"


@pytest.fixture
def members(reader, things):
    """Addresses that members open, by name."""
    site, action, practice = things["site"], things["action"], things["practice"]
    entry = write_in_journal(
        user=reader, page=site, text="Visite faite", tags=["visit"], files=Files(uploaded=(photo(size=(60, 40)),))
    )
    actor = ScopeFactory(territory=reader.scopes.get().territory, role=Role.ACTOR).user
    question = ask_question(user=actor, facts={"title": "Qui a branché ?", "text": "Où ?", "themes": ["water_hygiene"]})
    answer_question(user=reader, question=question, text="Nous.")
    SavedSearch.objects.create(user=reader, name="Sans eau", query="q=sans+eau")
    here, how = f"/sites/{site.slug}", f"/bonnes-pratiques/{practice.slug}"
    return {
        "dashboard": "/tableau-de-bord/",
        "week": "/ma-semaine/",
        "sites": "/sites/",
        "site": site.get_url(),
        "readings": f"{here}/consultations/",
        "history": f"{here}/historique/",
        "print": f"{here}/imprimer/",
        "observe": f"{here}/actualiser/",
        "close": f"{here}/fermer/",
        "procedure": f"{here}/procedures/ajouter/",
        "path": f"{here}/parcours/",
        "alerts": "/alertes/",
        "set_alert": "/alertes/nouvelle/",
        "report a place": "/signaler/",
        "journal": f"/journal/{site.translation_key}/",
        "act here": f"/intervenir/{site.translation_key}/",
        "invite": f"/intervenir/{site.translation_key}/inviter/",
        "directory": "/annuaire/",
        "organisations of the directory": "/annuaire/structures/",
        "card": f"/annuaire/personnes/{reader.pk}/",
        "own card": "/annuaire/moi/",
        "notifications": "/notifications/",
        "preferences": "/notifications/reglages/",
        "message": f"/journal/message/{entry.pk}/modifier/",
        "hidden message": f"/journal/message/{entry.pk}/masquer/",
        "declare": "/sites/declarer/",
        "queue": "/a-valider/",
        "exports": "/exports/",
        "action": action.get_url(),
        "begin an action": "/actions/commencer/",
        "results": f"/actions/{action.translation_key}/resultats/",
        "practice": practice.get_url(),
        "propose a practice": "/bonnes-pratiques/proposer/",
        "adopt": f"{how}/reprendre/",
        "endorse": f"{how}/recommander/",
        "questions": "/questions/",
        "question": f"/questions/{question.pk}/",
        "ask": "/questions/poser/",
        "search": "/recherche/?q=eau",
        "saved searches": "/recherche/enregistrees/",
    }


def wrong_at(page, axe, width) -> list[str]:
    """What is wrong with the page as it stands, at a width."""
    page.set_viewport_size({"width": width, "height": 700})
    found = axe(page) + page.evaluate(REVIEW)
    reached = page.evaluate("document.documentElement.scrollWidth")
    page.add_style_tag(content=ROOMY)
    roomy = page.evaluate("document.documentElement.scrollWidth")
    return found + [f"{said} px wide" for said in (reached, roomy) if said > width]


def review(page, axe, settings, addresses) -> dict:
    found = {}
    for theme, width in LOOKS:
        settings.PLATFORM_THEME = theme
        for name, path in addresses.items():
            answer = visit(page, path)
            wrong = wrong_at(page, axe, width)
            if answer.status != 200 or wrong:
                found[name, theme, width] = (answer.status, wrong)
    return found


def test_pages_for_everyone_are_accessible_and_fit_every_screen(browse, axe, settings, public):
    page = browse("/", bypass_csp=True)
    assert review(page, axe, settings, public) == {}


def test_pages_of_members_are_accessible_and_fit_every_screen(browse, axe, settings, reader, members):
    page = browse("/", bypass_csp=True, storage_state=session_of(reader))
    assert review(page, axe, settings, members) == {}


def test_every_kind_of_page_is_looked_at(public, members, things):
    """A new type of page is reviewed here, or this fails."""
    kinds = [kind for kind in _below(PlatformPage) if not kind._meta.abstract]
    looked_at = {*public.values(), *members.values()}
    for kind in kinds:
        assert {page.get_url() for page in kind.objects.live()} & looked_at, kind


def _below(kind) -> list[type]:
    return [found for one in kind.__subclasses__() for found in (one, *_below(one))]
