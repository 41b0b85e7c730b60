"""Row after row: what it becomes. Every bad cell of a row is told, not only the first."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from registers.imports.dates import DateRead
from registers.imports.reading import PLACEHOLDER, Binding, BoundField
from registers.imports.records import Outcome, Reason, Record, Refusal, Skipped, Value
from registers.imports.schema import Kind
from registers.imports.table import Cell, Row, fold
from registers.imports.values import BadValue, as_text, convert, is_blank

MAX_IDENTIFIER = 120


def read_outcomes(binding: Binding) -> Iterator[Outcome]:
    interpreter = _Interpreter(binding)
    for row in binding.table:
        yield interpreter.outcome(row)


class _Interpreter:
    def __init__(self, binding: Binding) -> None:
        self.binding = binding
        self.mapping = binding.mapping
        self.seen: dict[str, list[Record]] = {}

    def outcome(self, row: Row) -> Outcome:
        for skip in self.mapping.skips:
            if fold(as_text(row.cells.get(self.binding.column_named(skip.column)))) in skip.values:
                return Skipped(row, skip.reason)
        if row.problem:
            return Refusal(row, [Reason(row.problem)])
        reasons: list[Reason] = []
        record = Record(row.number, self._identifier(row, reasons), {}, row, point=row.point)
        if row.note:
            record.notes.append(row.note)
        for bound in self.binding.fields:
            self._fill(record, bound, reasons)
        if not reasons:
            self._check_repeated(record, reasons)
        return Refusal(row, reasons) if reasons else record

    def _identifier(self, row: Row, reasons: list[Reason]) -> str:
        words = []
        for columns in self.binding.identity:
            _column, cell = self._first(row, columns, self.mapping.unknown)
            if cell is None:
                reasons.append(Reason(_("an identifier is expected"), columns[0]))
            words.append(fold(as_text(cell)))
        identifier = self.mapping.identity.prefix + "/".join(words)
        if len(identifier) > MAX_IDENTIFIER:
            identifier = identifier[:MAX_IDENTIFIER]
        return identifier

    @staticmethod
    def _first(row: Row, columns: tuple[str, ...], unknown: frozenset[str]) -> tuple[str, Cell]:
        for column in columns:
            cell = row.cells.get(column)
            if not is_blank(cell, unknown):
                return column, cell
        return columns[0] if columns else "", None

    def _fill(self, record: Record, bound: BoundField, reasons: list[Reason]) -> None:
        rule = bound.rule
        if rule.constant is not None and not bound.columns:
            record.values[rule.name] = _constant(bound)
            return
        column, cell = self._cell(record.row, bound)
        value: Value | DateRead = None
        if cell is not None:
            try:
                value = convert(cell, bound.reading)
            except BadValue as error:
                reasons.append(Reason(str(error), column, as_text(cell)))
                return
        if value is None and bound.reading.expected.required:
            reasons.append(Reason(_("a value is expected"), column, as_text(cell)))
        if isinstance(value, DateRead):
            record.precisions[rule.name] = value.precision
            value = value.day
        record.values[rule.name] = value

    def _cell(self, row: Row, bound: BoundField) -> tuple[str, Cell]:
        """The cell that a field is made of, and the column to name when it does not fit."""
        rule = bound.rule
        unknown = self.mapping.unknown | rule.unknown
        if rule.rest:
            rest = self.binding.rest_of(dict(row.cells))
            told = [self._titled(name, cell) for name, cell in rest if not is_blank(cell, unknown)]
            return "", "\n\n".join(told) if told else None
        if rule.parts:
            parts = [part for part in (self._part(row, part, unknown) for part in rule.parts) if part]
            return ", ".join(bound.columns), rule.between.join(parts) or None
        if rule.join:
            cells = [(name, row.cells.get(name)) for name in bound.columns]
            texts = [self._joined(name, cell) for name, cell in cells if not is_blank(cell, unknown)]
            return ", ".join(bound.columns), rule.between.join(texts) or None
        if rule.find is not None:
            columns = [column for column in bound.columns if rule.find.search(as_text(row.cells.get(column)))]
            return self._first(row, tuple(columns) or bound.columns, unknown)
        return self._first(row, bound.columns, unknown)

    def _joined(self, name: str, cell: Cell) -> str:
        """Sections of a sheet keep their headings; cells of a row need none."""
        is_sheet = self.binding.table.guess.format == "Markdown"
        return self._titled(name, cell) if is_sheet else as_text(cell).strip()

    def _titled(self, name: str, cell: Cell) -> str:
        if self.binding.table.guess.format == "Markdown":
            return as_text(cell) if name == "intro" else f"## {name}\n\n{as_text(cell)}"
        return f"{name} : {as_text(cell)}"

    def _part(self, row: Row, part: str, unknown: frozenset[str]) -> str:
        """`Tents: {Tents Cleared}` filled in; nothing when one of its columns is blank or not there."""
        for name in PLACEHOLDER.findall(part):
            cell = row.cells.get(self.binding.column_named(name))
            if is_blank(cell, unknown):
                return ""
            part = part.replace("{" + name + "}", as_text(cell).strip())
        return part

    def _check_repeated(self, record: Record, reasons: list[Reason]) -> None:
        before = self.seen.setdefault(record.external_id, [])
        twin = next((known for known in before if known.values == record.values), None)
        if twin is not None or (before and self.mapping.identity.repeated == "refuse"):
            columns = ", ".join(column for found in self.binding.identity for column in found[:1])
            message = _("the same as an earlier row") if twin else _("already the identifier of an earlier row")
            reasons.append(Reason(message, columns, record.external_id, like_row=(twin or before[0]).number))
            return
        before.append(record)
        if len(before) > 1:
            record.external_id += f"#{len(before)}"
            record.notes.append(_("same identifier as another row, numbered"))


def _constant(bound: BoundField) -> Value:
    constant = bound.rule.constant
    if bound.reading.expected.kind is Kind.CHOICES:
        return [str(item) for item in constant] if isinstance(constant, list) else [str(constant)]
    return constant if isinstance(constant, int | float) else str(constant)
