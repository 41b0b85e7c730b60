"""Compiling translations without gettext. Compiled files are never committed: they follow their source."""

from pathlib import Path

import polib


def compile_stale(root: Path) -> list[Path]:
    """Compile each `.po` below a floor's `locale` that is newer than its `.mo`; answer those that were."""
    compiled = []
    for source in sorted([*root.glob("*/locale/*/LC_MESSAGES/*.po"), *root.glob("locale/*/LC_MESSAGES/*.po")]):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        # Written aside then put in place: two processes may start at once.
        part = target.with_suffix(f".{id(source)}.part")
        polib.pofile(str(source)).save_as_mofile(str(part))
        part.replace(target)
        compiled.append(source)
    return compiled
