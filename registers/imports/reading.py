"""A table read through a mapping: columns found, styles guessed for each column, then rows one by one."""

import re
from collections import Counter
from dataclasses import dataclass
from fnmatch import fnmatchcase

from django.utils.translation import gettext as _

from registers.imports.dates import ISO, YEAR, guess_date_form
from registers.imports.errors import MappingError
from registers.imports.mapping import FieldRule, Mapping
from registers.imports.numbers import NumberStyle, guess_number_style
from registers.imports.schema import Expected, Kind, Schema
from registers.imports.table import INSIDE, Cell, Table, fold
from registers.imports.values import Reading, is_blank

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class BoundField:
    """A rule tied to the columns that this very file has."""

    reading: Reading
    columns: tuple[str, ...]

    @property
    def rule(self) -> FieldRule:
        return self.reading.rule


class Binding:
    """The mapping tied to one table: which fields it speaks of, which columns nobody reads, what was guessed."""

    def __init__(self, table: Table, mapping: Mapping, schema: Schema) -> None:
        self.table = table
        self.mapping = mapping
        # Names that differ only by case are several columns, and one name for the mapping.
        self._by_name: dict[str, list[str]] = {}
        for column in table.columns:
            self._by_name.setdefault(fold(column), []).append(column)
        self.identity = tuple(self._find(names) for names in mapping.identity.columns)
        self.guesses: list[str] = []
        problems = self._missing_identity()
        found = [(rule, schema[rule.name], self._columns_of(rule)) for rule in mapping.fields]
        problems += [self._missing(rule) for rule, expected, columns in found if self._lacks(rule, expected, columns)]
        if problems:
            raise MappingError(problems)
        kept = [item for item in found if item[2] or item[0].constant is not None or item[0].rest]
        samples = self._samples([(rule, expected, columns) for rule, expected, columns in kept])
        self.fields = tuple(
            BoundField(self._reading(rule, expected, samples.get(rule.name, [])), columns)
            for rule, expected, columns in kept
        )

    @property
    def unread(self) -> list[str]:
        """Columns that the mapping neither reads nor says to ignore."""
        read = {column for bound in self.fields for column in bound.columns}
        read |= {column for columns in self.identity for column in columns}
        read |= set(self._find(tuple(skip.column for skip in self.mapping.skips)))
        if any(bound.rule.rest for bound in self.fields):
            return []
        return [
            column
            for column in self.table.columns
            if column not in read and not self._matches(column, self.mapping.ignored)
        ]

    def rest_of(self, cells: dict[str, Cell]) -> list[tuple[str, Cell]]:
        """What no other field reads: a section's part is left to its section."""
        # A field that looks for something in a cell takes a piece of it: the whole is still to be told.
        read = {column for bound in self.fields if bound.rule.find is None for column in bound.columns}
        parents = {column.split(INSIDE)[0] for column in read if INSIDE in column}
        return [
            (column, cell)
            for column, cell in cells.items()
            if column not in read and column not in parents and INSIDE not in column
            and not self._matches(column, self.mapping.ignored)
        ]  # fmt: skip

    def _find(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The columns of the file that bear one of these names, in the order of the names; `*` stands for anything."""
        found: dict[str, None] = {}
        for name in names:
            wanted = fold(name)
            found |= dict.fromkeys(self._like(wanted) if "*" in wanted else self._by_name.get(wanted, []))
        return tuple(found)

    def _like(self, wanted: str) -> list[str]:
        """Columns that fit a name with `*`. A part of a section is found only when it is asked for."""
        return [
            column
            for known, columns in self._by_name.items()
            if _fits(known, wanted) and (INSIDE in wanted or INSIDE not in known)
            for column in columns
        ]

    @staticmethod
    def _matches(column: str, names: tuple[str, ...]) -> bool:
        return any(_fits(fold(column), fold(name)) for name in names)

    def _columns_of(self, rule: FieldRule) -> tuple[str, ...]:
        if rule.parts:
            return self._find(tuple(name for part in rule.parts for name in PLACEHOLDER.findall(part)))
        return self._find(rule.columns)

    def column_named(self, name: str) -> str:
        return next(iter(self._by_name.get(fold(name), [])), "")

    @staticmethod
    def _lacks(rule: FieldRule, expected: Expected, columns: tuple[str, ...]) -> bool:
        return expected.required and not columns and rule.constant is None and not rule.rest

    def _missing_identity(self) -> list[str]:
        pairs = zip(self.mapping.identity.columns, self.identity, strict=True)
        return [self._not_there("[identity]", names) for names, found in pairs if not found]

    def _missing(self, rule: FieldRule) -> str:
        return self._not_there(rule.name, rule.columns or rule.parts)

    def _not_there(self, what: str, names: tuple[str, ...]) -> str:
        return _("%(what)s: this file has no column %(names)s. It has: %(columns)s.") % {
            "what": what,
            "names": ", ".join(names),
            "columns": ", ".join(self.table.columns),
        }

    def _samples(self, found: list[tuple[FieldRule, Expected, tuple[str, ...]]]) -> dict[str, list[str]]:
        """Every distinct text of the columns whose style must be guessed."""
        guessed = {
            rule.name: columns
            for rule, expected, columns in found
            if (expected.kind is Kind.DATE and not rule.dates)
            or (expected.kind in (Kind.WHOLE, Kind.NUMBER) and not rule.decimal)
        }
        if not guessed:
            return {}
        texts: dict[str, Counter[str]] = {name: Counter() for name in guessed}
        for row in self.table:
            for name, columns in guessed.items():
                cells = (row.cells.get(column) for column in columns)
                texts[name].update(cell for cell in cells if isinstance(cell, str) and cell.strip())
        return {name: list(counted) for name, counted in texts.items()}

    def _reading(self, rule: FieldRule, expected: Expected, sample: list[str]) -> Reading:
        if expected.kind in (Kind.WHOLE, Kind.NUMBER):
            return Reading(rule, expected, numbers=self._number_style(rule, expected, sample))
        if expected.kind is Kind.DATE:
            return Reading(rule, expected, dates=rule.dates or self._date_forms(rule, sample))
        return Reading(rule, expected, is_markdown=self.table.guess.format == "Markdown")

    def _number_style(self, rule: FieldRule, expected: Expected, sample: list[str]) -> NumberStyle:
        if rule.decimal:
            return NumberStyle(rule.decimal)
        known = [text for text in sample if not is_blank(text, rule.unknown | self.mapping.unknown)]
        style = guess_number_style(known, whole=expected.kind is Kind.WHOLE)
        mark = _("comma") if style.decimal == "," else _("point")
        if any(sign in text for text in known for sign in ".,"):
            told = _("%(field)s: decimal %(mark)s, supposed") if style.is_guess else _("%(field)s: decimal %(mark)s")
            self.guesses.append(told % {"field": rule.name, "mark": mark})
        return style

    def _date_forms(self, rule: FieldRule, sample: list[str]) -> tuple[str, ...]:
        known = [text for text in sample if not is_blank(text, rule.unknown | self.mapping.unknown)]
        form, is_guess = guess_date_form(known)
        if known:
            told = (
                _("%(field)s: dates written %(form)s, supposed") if is_guess else _("%(field)s: dates written %(form)s")
            )
            self.guesses.append(told % {"field": rule.name, "form": form})
        return ISO, form, YEAR


def _fits(known: str, wanted: str) -> bool:
    """Only `*` is a wildcard: brackets and question marks are common in headings."""
    return fnmatchcase(known, re.sub(r"([\[?])", r"[\1]", wanted))
