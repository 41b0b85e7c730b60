"""Text that people wrote, in the cells of a file: nothing runs in a spreadsheet, and nothing breaks an XML file."""

import re

# A cell that begins so would be run by a spreadsheet that opens a CSV; the wide forms as well, in some languages.
FORMULA = frozenset("=+-@＝＋－＠")
BREAKS = frozenset("\t\r\n")
# XML holds none of these, and someone's keyboard or register may.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def inert(text: str) -> str:
    """For files where a cell has no type: what would be run is said to be text."""
    begins = text.lstrip(" \xa0")[:1]
    return f"'{text}" if (begins in FORMULA and begins) or (text[:1] in BREAKS and text) else text


def printable(text: str) -> str:
    return FORBIDDEN.sub("", text)
