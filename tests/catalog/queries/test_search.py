"""People find what they look for, whatever accents, plurals or half-typed words."""

import pytest

from actors.enums import Noun
from actors.rules import NOBODY
from catalog.enums import Audience, Sort
from catalog.models import Entry
from catalog.queries import search
from catalog.queries.pages import read_page
from tests.factories import CommuneFactory
from tests.factories.catalog import write_entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _entries():
    write_entry(Noun.PRACTICE, key="school", title="École ouverte", summary="Les enfants des bidonvilles y viennent.")
    write_entry(Noun.PRACTICE, key="water", title="Points d'eau", text="Une école voisine prête ses robinets.")
    write_entry(Noun.PRACTICE, key="evry", title="Médiation à Évry", summary="Travail social, œuvre commune.")


def found(text):
    return {entry.key for entry in search.matching(Entry.objects.all(), text)}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("ecole", {"school", "water"}),
        ("ÉCOLES", {"school", "water"}),
        ("bidonville", {"school"}),
        ("bidonv", {"school"}),
        ("evry", {"evry"}),
        ("travaux sociaux", set()),
        ("enfant bidonville", {"school"}),
        ("école -enfants", {"water"}),
        ('"école voisine"', {"water"}),
        ("oeuvre", {"evry"}),
        ("points d'eau", {"water"}),
        ("les", {"school"}),
        ("école les", {"school", "water"}),
        ("médiation à", {"evry"}),
        ("'); DROP TABLE", set()),
        ("&|!:*<->", set()),
        ("l'", set()),
    ],
)
def test_words_are_found(text, keys):
    assert found(text) == keys


def test_titles_come_before_texts():
    entries = search.ranked(Entry.objects.all(), "école")
    assert [entry.key for entry in entries.order_by("-rank")] == ["school", "water"]


def test_ranks_survive_in_cursors():
    entries = search.ranked(Entry.objects.all(), "école")
    first = read_page(entries, sort=Sort.RELEVANCE, size=1)
    second = read_page(entries, sort=Sort.RELEVANCE, size=1, cursor=first.next)
    assert [entry.key for entry in first.items + second.items] == ["school", "water"]
    assert second.next is None


def test_only_the_latest_matches_of_a_common_word_are_ranked(monkeypatch):
    monkeypatch.setattr(search, "MAX_RANKED", 1)
    assert [entry.key for entry in search.ranked(Entry.objects.all(), "école")] == ["water"]


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("ecolle", "ecole"),
        ("medition evry", "mediation evry"),
        ("xylophone", None),
        ("école", None),
    ],
)
def test_did_you_mean(text, suggestion):
    assert search.suggest(Entry.objects.all(), text) == suggestion


def test_names_of_places_are_corrected():
    CommuneFactory(name="Montreuil")
    write_entry(Noun.PRACTICE, key="m", title="Rencontre", text="À Montreuil, en mars.")
    assert search.suggest(Entry.objects.all(), "montreiul") == "montreuil"


def test_a_suggestion_never_comes_from_what_the_viewer_may_not_read():
    write_entry(Noun.SITE, audience=Audience.MEMBER, key="secret", title="Terrain Bassompierre")
    assert search.suggest(Entry.objects.visible_to(NOBODY), "bassompiere") is None
    assert search.suggest(Entry.objects.all(), "bassompiere") == "bassompierre"
