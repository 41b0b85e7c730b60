"""Office files are archives: what one would weigh once opened is known before it is."""

import zipfile

MEGABYTE = 1024 * 1024
# Real workbooks shrink ten to fifty times; a kilobyte that hides a megabyte is no document.
MOST_TIMES, MOST_PARTS = 200, 5_000
# What everybody may send; what somebody who runs a command of this server may read.
MOST_SENT, MOST_READ = 100 * MEGABYTE, 2_000 * MEGABYTE
# Below this the proportion says nothing: a page of blanks is small whatever it weighs.
NEVER_MIND = 10 * MEGABYTE


class TooHeavy(Exception):  # noqa: N818 (a fact, told as such)
    """An archive that would fill memory or disk. The sizes that it declares are those that zipfile reads, no more."""


def refuse_heavy(archive: zipfile.ZipFile, *, most: int = MOST_SENT) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise TooHeavy
    whole, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if whole > most or (whole > NEVER_MIND and whole > packed * MOST_TIMES):
        raise TooHeavy
