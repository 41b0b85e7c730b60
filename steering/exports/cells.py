"""What the cells of every kind of file have in common."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from steering.registry import Value

# A cell of a workbook holds 32,767 signs.
MAX_SIGNS = 32_000
# The names of sheets, and of the files of an archive.
DATA, COLUMNS, ABOUT = "Données", "Colonnes", "À propos"


def shortened(text: str) -> str:
    return text if len(text) <= MAX_SIGNS else text[: MAX_SIGNS - 1] + "…"


def in_words(value: Value) -> Any:
    """For files of text: dates as ISO writes them, numbers with a point."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    return str(value) if isinstance(value, Decimal) else value
