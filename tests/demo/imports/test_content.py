"""The texts of the demonstration keep the shape that the seeding reads."""

from collections import Counter

import pytest

from actions.enums import Theme
from collaboration.enums import JournalTag
from demo.imports.content import lists, texts
from demo.imports.knowledge import steps_of
from knowledge.enums import SiteNeed, TerritoryKind

SECTIONS = [
    "",
    "Problème",
    "Contexte",
    "Étapes",
    "Résultats",
    "Conditions de réussite",
    "Points de vigilance",
    "Ressources",
]


def test_there_are_forty_practices_thirty_news_and_twenty_five_departements():
    assert len(texts("practices")) == 40
    assert len(texts("news")) == 30
    assert len(lists("territories")["territories"]) == 25


@pytest.mark.parametrize("text", texts("practices"), ids=lambda text: text.key)
def test_a_practice_has_every_section_and_known_codes(text):
    assert list(text.sections) == SECTIONS
    assert set(text.meta["themes"]) <= set(Theme.values)
    assert set(text.meta["site_needs"]) <= set(SiteNeed.values)
    assert set(text.meta["territory_kinds"]) <= set(TerritoryKind.values)
    assert len(steps_of(text.sections["Étapes"])) >= 4


def test_no_title_is_used_twice():
    titles = Counter(text.meta["title"] for folder in ("practices", "news") for text in texts(folder))
    assert [title for title, times in titles.items() if times > 1] == []


def test_journal_messages_and_actions_have_known_codes():
    assert {message["tag"] for message in lists("site_names")["journal_messages"]} <= set(JournalTag.values)
    assert {action["theme"] for action in lists("site_names")["actions"]} <= set(Theme.values)
