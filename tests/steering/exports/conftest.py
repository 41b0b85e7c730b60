"""A small world to export, people of each role, and readers of files that are not what wrote them."""

import csv
import io
import json
import zipfile

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from catalog.services import publish_page
from sites.models import SitePage
from steering.models import Export
from tests.factories.sites import ObservationFactory, SitePageFactory
from tests.factories.territories import CommuneFactory
from tests.sites.conftest import People

FORMULA = '=HYPERLINK("http://mal.example";"cliquez")'


@pytest.fixture
def commune(db):
    return CommuneFactory(name="Bobigny", code="93008")


@pytest.fixture
def people(commune):
    return People(commune.parent)


@pytest.fixture
def add_site(commune):
    def add(*, in_commune=None, seen=(), **fields) -> SitePage:
        site = SitePageFactory(commune=in_commune or commune, **fields)
        for day, counts in seen:
            ObservationFactory(site=site, observed_on=day, **counts)
        publish_page(SitePage.objects.get(pk=site.pk))
        return SitePage.objects.get(pk=site.pk)

    return add


@pytest.fixture
def ask(client):
    """Somebody fills the form: the export that comes of it, or the answer that refuses it."""

    def ask(user, dataset="sites", *, query="", columns=None, form="xlsx", **dates):
        client.force_login(user)
        url = reverse("ask_export", args=[dataset]) + query
        shown = client.get(url)
        if shown.status_code != 200:
            return shown
        offered = [column.code for column in shown.context["form"].offered]
        data = {"format": form, "columns": offered if columns is None else columns, **dates}
        before = set(Export.objects.values_list("pk", flat=True))
        answer = client.post(url, data)
        return Export.objects.exclude(pk__in=before).first() or answer

    return ask


def workbook(data: bytes) -> dict[str, list[list]]:
    """XLSX, read by openpyxl: its sheets; no cell of it is a formula."""
    book = load_workbook(io.BytesIO(data))
    for sheet in book:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d", "b"}
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def calamine(data: bytes) -> dict[str, list[list]]:
    """XLSX or ODS, read by calamine; a blank is None."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        name: [[None if cell == "" else cell for cell in row] for row in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    }


def archive(data: bytes) -> dict[str, list[list[str]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as files:
        return {
            name: list(csv.reader(io.StringIO(files.read(name).decode("utf-8-sig")), delimiter=";"))
            for name in files.namelist()
        }


def rows_of(export: Export) -> list[dict]:
    """What the file of an export says, row by row."""
    with export.file.open("rb") as file:
        data = file.read()
    if export.format == "geojson":
        return [one["properties"] for one in json.loads(data)["features"]]
    if export.format == "csv":
        heading, *rows = archive(data)["donnees.csv"]
    else:
        heading, *rows = (workbook if export.format == "xlsx" else calamine)(data)["Données"]
    found = [dict(zip(heading, row, strict=True)) for row in rows]
    return [row for row in found if any(value is not None for value in row.values())]


def text_of(export: Export) -> str:
    """Everything that a file says, whatever its format."""
    with export.file.open("rb") as file:
        data = file.read()
    if export.format in ("xlsx", "ods"):
        return json.dumps(calamine(data), default=str, ensure_ascii=False)
    return json.dumps(archive(data), ensure_ascii=False) if export.format == "csv" else data.decode()
