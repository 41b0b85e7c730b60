"""Numbers of people and years, as people write them."""

import pytest

from catalog.rules.words import Typed, phrases, read_count, read_years, stem


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("plus de 50 personnes", (51, None)),
        ("au moins 50 habitants", (50, None)),
        ("moins de 20 personnes", (None, 19)),
        ("50 personnes ou plus", (50, None)),
        ("entre 20 et 50 personnes", (20, 50)),
        ("sites de plus de 100", (101, None)),
        ("environ 50 personnes", (45, 55)),
        ("plus de 50 enfants", None),
        ("plus de 2020", None),
        ("50", None),
        ('"plus de 50 personnes"', None),
    ],
)
def test_numbers_of_people(text, bounds):
    count = read_count(Typed.read(text))
    assert (count and (count.at_least, count.at_most)) == bounds


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("en 2024", [2024]),
        ("2023", [2023]),
        ("depuis 2024", [2024, 2025, 2026]),
        ("après 2024", [2025, 2026]),
        ("entre 2022 et 2024", [2022, 2023, 2024]),
        ("l'an dernier", [2025]),
        ("cette année", [2026]),
        ("en 1850", None),
        ("en 93", None),
    ],
)
def test_years(text, years):
    found = read_years(Typed.read(text), 0, today_year=2026)
    assert (found and list(found.years)) == years


def test_what_is_left_is_tidied():
    typed = Typed.read("sites sans eau à Bobigny, dans le 93")
    assert typed.without([(0, 3), (3, 5)]) == "93"
    assert Typed.read("les rats de la ville").without([]) == "rats de la ville"


def test_forms_of_a_word_are_one():
    assert {stem(word) for word in ("ferme", "fermes", "fermee", "fermees")} == {"ferme"}
    assert phrases("Sans Eau|pas d’eau|sans eau") == ["san eau", "pas d eau"]
