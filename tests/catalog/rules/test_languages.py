"""In which words a reader is told."""

from catalog.rules.languages import preferred


def test_a_language_comes_before_those_that_are_wanted_less_whatever_its_country():
    assert preferred("ro-RO,fr;q=0.5", asked=["en"]) == ["en", "ro-ro", "ro", "fr", "fr"]
