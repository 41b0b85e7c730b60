"""Nothing that people wrote runs in a spreadsheet: every way out of a table is known, and each is tried."""

import ast
import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from api.rules.tables import table as api_table
from cms.rules.cells import inert
from registers.imports.readers import open_table
from registers.imports.records import Refusal
from registers.imports.refused import write_refused
from steering.exports.writers.delimited import _cell as cell_of_export
from steering.rules.tables import Table, csv_text
from tests.architecture.test_house import ROOT, python_files

WRITTEN = ["=1+1", "+33 1", "-2+3|cmd", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "=cmd|' /C calc'!A0"]
# Who writes CSV or workbooks, and by what it is kept from running. Another one fails the test until it is said here.
WRITERS = {
    "api/rules/tables.py": "inert",
    "steering/exports/writers/delimited.py": "inert",
    "steering/exports/writers/xlsx.py": "cells of text (tests/steering/exports/test_files.py)",
    "steering/rules/tables.py": "inert",
    "steering/rules/open_data.py": "codes, names of the official register, numbers: nothing that people wrote",
    "sites/exports/readings.py": "inert",
    "registers/imports/refused.py": "cells of text, for whoever sends a file; CSV is for commands alone",
}
SPREADSHEETS = {"csv", "openpyxl", "xlsxwriter", "rustpy_xlsxwriter"}


def writes_tables(source: str) -> bool:
    """Imports something that writes them, and calls it so."""
    tree = ast.parse(source)
    names = {
        (node.module or "").split(".")[0] if isinstance(node, ast.ImportFrom) else alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    called = {
        getattr(node.func, "attr", getattr(node.func, "id", ""))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }
    return bool(names & SPREADSHEETS) and bool(
        called & {"writer", "DictWriter", "Workbook", "FastExcel", "write_worksheet", "write_worksheets"}
    )


def test_every_writer_of_tables_is_known():
    found = {
        str(path.relative_to(ROOT))
        for path in python_files()
        if "migrations" not in path.parts and "management" not in path.parts and writes_tables(path.read_text())
    }
    assert found - {"demo/imports/results.py"} == set(WRITERS)
    assert {
        name for name, how in WRITERS.items() if how == "inert" and "inert" not in (ROOT / name).read_text()
    } == set()


@pytest.mark.parametrize("text", WRITTEN)
def test_no_csv_runs_what_somebody_wrote(text):
    row = {"name": text}
    wagtails = SpreadsheetExportMixin().preprocess_field_value("name", text, "csv")
    for written in (
        api_table([row], ["name"]).decode(),
        csv_text(Table("t", "T", ["name"], [[text]])).removeprefix("\ufeff"),
    ):
        cells = [cell for line in csv.reader(StringIO(written, newline=""), delimiter="\x01") for cell in line]
        assert not [cell for cell in cells if cell[:1] in "=+-@\t\r＝" and cell]
    assert wagtails == cell_of_export(text) == inert(text) == f"'{text}"


def test_no_workbook_of_refused_rows_or_of_wagtail_has_a_formula(tmp_path):
    source = tmp_path / "a.csv"
    source.write_text("name;n\n=1+1;2\n")
    table = open_table(source)
    [row] = list(table)
    write_refused(tmp_path / "b.xlsx", table, [Refusal(row, [])])
    out = BytesIO()
    view = SpreadsheetExportMixin()
    view.list_export = ["name"]
    view.get_heading = lambda _rows, name: name
    view.write_xlsx([type("Row", (), {"name": "=1+1"})()], out)
    for book in (load_workbook(tmp_path / "b.xlsx"), load_workbook(BytesIO(out.getvalue()))):
        [sheet] = book.worksheets
        assert "=1+1" in {cell.value for line in sheet.iter_rows() for cell in line}
        assert "f" not in {cell.data_type for line in sheet.iter_rows() for cell in line}
