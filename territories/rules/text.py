"""How names are compared: without accents, case, hyphens or abbreviations."""

import re
import unicodedata
from functools import lru_cache

# What decomposition leaves whole, as PostgreSQL's unaccent dictionary writes it (so that fold() agrees in both places).
LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"}
)
SPELLED_OUT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
WORD = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """The same as the SQL function `fold`: no accent, no capital. "Œuilly" becomes "oeuilly"."""
    decomposed = unicodedata.normalize("NFKD", text.translate(LIGATURES))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).lower()


# Each search asks it of every synonym and of every run of its words.
@lru_cache(maxsize=4096)
def search_key(text: str) -> str:
    """What two spellings of one name share: "St-Denis", "SAINT DENIS" and "saint-denis" are all "saint denis".

    >>> search_key("L'Haÿ-les-Roses")
    'l hay les roses'
    """
    return " ".join(SPELLED_OUT.get(word, word) for word in WORD.findall(fold(text)))
