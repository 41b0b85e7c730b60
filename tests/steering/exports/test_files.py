"""Each format, read back by a program that is not the one that wrote it."""

import io
import json
import zipfile
from datetime import date, datetime
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from steering.registry import tables
from tests.steering.exports.conftest import FORMULA, archive, calamine, rows_of, workbook

COLUMNS = ["title", "observed_on", "people", "households", "access_details", "lon"]
DETAILS = "Derrière  le\x0b hangar\nau fond & à <gauche>"


@pytest.fixture
def site(add_site):
    return add_site(title=FORMULA, access_details=DETAILS, seen=[(date(2026, 2, 3), {"people": 1240, "women": None})])


@pytest.fixture
def data(site, ask, people):
    def data(form) -> bytes:
        export = ask(people.pilot, form=form, columns=COLUMNS)
        return export.file.open("rb").read()

    return data


HEADINGS = ["Nom", "Date de l’actualisation", "Précisions d’accès", "Longitude", "Personnes", "Ménages"]


def test_a_workbook_of_excel_is_read_by_two_readers(data):
    written = data("xlsx")
    book = workbook(written)
    headings, row = book["Données"]
    assert set(headings) == set(HEADINGS)
    said = dict(zip(headings, row, strict=True))
    assert said["Nom"] == FORMULA
    assert (said["Date de l’actualisation"], said["Personnes"], said["Ménages"]) == (datetime(2026, 2, 3), 1240, None)
    assert said["Longitude"] == pytest.approx(2.361)
    other = dict(zip(*calamine(written)["Données"], strict=True))
    assert (other["Nom"], other["Personnes"], other["Date de l’actualisation"]) == (FORMULA, 1240, date(2026, 2, 3))


def test_a_workbook_of_libreoffice_says_the_same(data):
    written = data("ods")
    said = dict(zip(*calamine(written)["Données"], strict=True))
    assert (said["Nom"], said["Personnes"], said["Ménages"]) == (FORMULA, 1240, None)
    assert said["Date de l’actualisation"] == date(2026, 2, 3)
    with zipfile.ZipFile(io.BytesIO(written)) as files:
        assert files.infolist()[0].filename == "mimetype"
        assert files.infolist()[0].compress_type == zipfile.ZIP_STORED
        content = ElementTree.fromstring(files.read("content.xml"))
        ElementTree.fromstring(files.read("settings.xml"))
    formula = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}formula"
    assert [cell for cell in content.iter() if formula in cell.attrib] == []


def test_a_csv_is_marked_where_a_spreadsheet_would_run_it(data):
    files = archive(data("csv"))
    said = dict(zip(*files["donnees.csv"], strict=True))
    assert said["Nom"] == f"'{FORMULA}"
    assert (said["Date de l’actualisation"], said["Personnes"], said["Ménages"]) == ("2026-02-03", "1240", "")
    assert said["Précisions d’accès"] == DETAILS.replace("\x0b", "")


def test_a_geojson_has_a_point_for_each_feature(data):
    found = json.loads(data("geojson"))
    assert found["type"] == "FeatureCollection"
    (feature,) = found["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [2.361, 48.931]}
    assert (feature["properties"]["Nom"], feature["properties"]["Personnes"]) == (FORMULA, 1240)
    assert set(found["colonnes"]) == set(HEADINGS)


@pytest.mark.parametrize("form", ["xlsx", "ods", "csv"])
def test_a_sheet_says_what_each_column_means_and_another_where_the_file_comes_from(site, ask, people, form):
    export = ask(people.pilot, form=form, columns=COLUMNS, query="?statut=open")
    written = export.file.open("rb").read()
    sheets = archive(written) if form == "csv" else calamine(written)
    names = ("colonnes.csv", "a-propos.csv") if form == "csv" else ("Colonnes", "À propos")
    meanings = dict(sheets[names[0]][1:])
    assert set(meanings) == set(HEADINGS)
    assert meanings["Personnes"] == "Nombre compté : personnes. Vide : inconnu, et non zéro."
    about = dict(sheets[names[1]][1:])
    assert (about["Lignes"], about["Filtres"]) == ("1", "Statut\xa0: ouvert")
    assert about["Demandé par"] == f"{people.pilot}, {people.pilot.organisation}"


def test_money_and_moments_keep_their_types(tmp_path):
    from steering.exports.writers import WRITERS
    from steering.registry import Content

    values = [Decimal("45000.50"), datetime(2026, 2, 3, 14, 5), date(2026, 2, 3), 0, None, "-12"]
    names = ["argent", "moment", "jour", "zéro", "rien", "texte"]
    for form in ("xlsx", "ods"):
        about = {"days": frozenset({"jour"}), "about": lambda: [("Sujet", "Détail")]}
        content = Content("Essai", names, names, iter([(values, None)]), **about)
        WRITERS[form](tmp_path / form, content)
        said = dict(zip(*calamine((tmp_path / form).read_bytes())["Données"], strict=True))
        expected = (45000.5, datetime(2026, 2, 3, 14, 5), date(2026, 2, 3), 0, None, "-12")
        assert tuple(said.values()) == expected, form


@pytest.mark.parametrize("form", ["xlsx", "ods", "csv", "geojson"])
def test_a_file_without_a_row_still_says_its_columns(ask, people, form):
    export = ask(people.pilot, form=form, columns=COLUMNS)
    assert rows_of(export) == []
    assert export.rows_done == 0


def test_no_table_has_two_columns_of_one_name_and_each_says_what_it_means(db):
    from django.utils.translation import override

    with override("fr"):
        for table in tables.values():
            headings = [str(column.heading) for column in table.columns]
            assert len(set(headings)) == len(headings), table.dataset
            assert len({column.code for column in table.columns}) == len(headings), table.dataset
            assert all(str(column.meaning).endswith(".") for column in table.columns), table.dataset
    assert len(tables) == 10
