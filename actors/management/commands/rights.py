"""The rights table, printed: who may do what, to what, how far."""

from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from actors.queries.rights import RightsRow, national_does_everything, rights_rows, role_labels

NOTHING = "–"


class Command(BaseCommand):
    help = "Print the rights table: role x verb x thing, how far each reaches and on which option of a scope."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--markdown", action="store_true", help="as Markdown, one table for each kind of thing")

    def handle(self, *_args: Any, **options: Any) -> None:
        write = _markdown if options["markdown"] else _columns
        for noun, rows in groupby(rights_rows(), key=lambda row: row.noun):
            self.stdout.write(f"## {_capital(str(noun.label))}\n" if options["markdown"] else _capital(str(noun.label)))
            self.stdout.write("\n".join(write(list(rows))) + "\n")
        self.stdout.write(_("What is not in this table is refused."))
        if national_does_everything():
            self.stdout.write(_("The national team may do everything, everywhere."))


def _columns(rows: list[RightsRow]) -> list[str]:
    """One line for each role that holds the right: a row of seven columns does not fit a screen."""
    lines = []
    for row in rows:
        lines.append(f"  {row.verb.label}")
        held = [(role, cell) for role, cell in zip(role_labels(), row.cells, strict=True) if cell]
        lines += [f"    {role:<26} {cell}" for role, cell in held]
    return lines


def _markdown(rows: list[RightsRow]) -> Iterable[str]:
    yield _line(["", *role_labels()])
    yield _line(["---"] * (len(role_labels()) + 1))
    for row in rows:
        yield _line([str(row.verb.label), *(cell or NOTHING for cell in row.cells)])


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
