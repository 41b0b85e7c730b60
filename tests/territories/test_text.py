"""Two spellings of one name have one key, in Python as in the database."""

import pytest
from django.db import connection

from territories.rules.text import fold, search_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("St-Denis", "saint denis"),
        ("STE. GENEVIÈVE", "sainte genevieve"),
        ("Saint-Denis (93)", "saint denis 93"),
        ("Œuilly", "oeuilly"),
        ("  ", ""),
        ("Estaing", "estaing"),
    ],
)
def test_spellings_share_a_key(text, key):
    assert search_key(text) == key


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["L'Haÿ-les-Roses", "Œuilly", "ÎLE ÇA ñ ß ø Ł", "Étang-sur-Ærø"])
def test_folding_is_the_same_as_in_the_database(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT fold(%s)", [text])
        assert fold(text) == cursor.fetchone()[0]
