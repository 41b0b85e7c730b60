import json
import sqlite3
from contextlib import closing

import pytest
import shapefile
import shapely
from openpyxl import Workbook

from registers.imports.errors import RegisterError
from registers.imports.readers import open_table
from tests.registers.imports.builders import write

BOWTIE = [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]
CLOCKWISE_SQUARE = [[[0, 0], [0, 2], [2, 2], [2, 0], [0, 0]]]


@pytest.mark.parametrize(
    ("content", "encoding", "separator"),
    [
        (b"\xef\xbb\xbfref,nom\r\n1,\xc3\x89vry\r\n", "utf-8-sig", ","),
        ("ref;nom\n1;Évry\n".encode(), "utf-8", ";"),
        ("ref\tnom\n1\tÉvry\n".encode("utf-16"), "utf-16", "\t"),
        (("ref;nom\n" + "1;Évry, près de la forêt, à côté de l’école\n" * 20).encode("cp1252"), "cp1252", ";"),
        (b'ref,lat,nom\n1,"-29,68","\xc3\x89vry"\n2,"-29,70",b\n', "utf-8", ","),
        (b"ref|nom\n1|\xc3\x89vry\n", "utf-8", "|"),
    ],
)
def test_csv_tells_its_encoding_and_separator(tmp_path, content, encoding, separator):
    table = open_table(write(tmp_path, "a.csv", content))
    assert (table.guess.encoding, table.guess.separator) == (encoding, separator)
    assert "Évry" in str(next(iter(table)).cells["nom"])


def test_csv_column_without_a_name_and_names_met_twice_are_told_apart(tmp_path):
    table = open_table(write(tmp_path, "a.csv", '"";nom;Nom\n1;a;b\n'))
    assert table.columns == ("column 1", "nom", "Nom (2)")


def test_csv_rows_bear_the_number_that_a_spreadsheet_shows(tmp_path):
    table = open_table(write(tmp_path, "a.csv", 'ref,nom\n1,"two\nlines"\n\n,\n4,d\n'))
    assert [(row.number, row.cells["ref"]) for row in table] == [(2, "1"), (5, "4")]


def test_csv_row_with_too_many_cells_is_a_problem_and_one_with_too_few_is_not(tmp_path):
    rows = list(open_table(write(tmp_path, "a.csv", "ref,nom\n1,a,b\n2\n")))
    assert [bool(row.problem) for row in rows] == [True, False]
    assert rows[1].cells == {"ref": "2"}


def test_workbook_skips_titles_and_empty_sheets(tmp_path):
    book = Workbook()
    sheet = book.create_sheet("Sites")
    for line in (
        ["Registre 2024"],
        [],
        ["ref", "nom", "hogares"],
        ["1", "a", 5101],
        [None, " ", None],
        ["2", "b", 1.5],
    ):
        sheet.append(line)
    book.save(tmp_path / "a.xlsx")
    table = open_table(tmp_path / "a.xlsx")
    assert (table.guess.sheet, table.guess.header_row, table.columns) == ("Sites", 3, ("ref", "nom", "hogares"))
    assert [(row.number, row.cells["hogares"]) for row in table] == [(4, 5101), (6, 1.5)]
    assert [row.number for row in table] == [4, 6]


def test_workbook_without_the_sheet_asked_for_names_those_it_has(tmp_path):
    Workbook().save(tmp_path / "a.xlsx")
    with pytest.raises(RegisterError, match="Sheet"):
        open_table(tmp_path / "a.xlsx", sheet="Sites")


def _features(*geometries):
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"ref": rank}, "geometry": geometry}
            for rank, geometry in enumerate(geometries)
        ],
    }


def test_geojson_gives_a_point_inside_any_outline(tmp_path):
    content = _features(
        {"type": "Point", "coordinates": [2.5, 48.5]},
        {"type": "Polygon", "coordinates": CLOCKWISE_SQUARE},
        {"type": "Polygon", "coordinates": BOWTIE},
        None,
        {"type": "Polygon", "coordinates": "nonsense"},
    )
    rows = list(open_table(write(tmp_path, "a.geojson", json.dumps(content))))
    assert rows[0].point == (2.5, 48.5)
    assert rows[1].point == (1, 1)
    triangles = shapely.make_valid(shapely.Polygon(BOWTIE[0]))
    assert shapely.Point(rows[2].point).within(triangles)
    assert rows[2].note
    assert (rows[3].point, rows[3].problem) == (None, "")
    assert rows[4].problem


def test_geojson_in_another_projection_is_brought_back_to_degrees(tmp_path):
    content = _features({"type": "Point", "coordinates": [700000, 6600000]})
    content["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}
    table = open_table(write(tmp_path, "a.geojson", json.dumps(content)))
    assert next(iter(table)).point == pytest.approx((3, 46.5), abs=1e-6)
    assert "Lambert-93" in table.guess.projection


def test_geojson_whose_point_is_not_on_earth_is_refused_not_placed(tmp_path):
    table = open_table(
        write(tmp_path, "a.geojson", json.dumps(_features({"type": "Point", "coordinates": [700000, 66]})))
    )
    row = next(iter(table))
    assert row.point is None
    assert row.problem


def test_geojson_cut_by_its_server_is_told(tmp_path):
    content = _features() | {"properties": {"exceededTransferLimit": True}}
    assert open_table(write(tmp_path, "a.geojson", json.dumps(content))).guess.warnings


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.geojson", "{"),
        ("a.geojson", "[]"),
        ("a.xlsx", "not a workbook"),
        ("a.gpkg", "not a base" * 100),
        ("a.shp", "not a shapefile"),
        ("a.csv", ""),
        ("a.pdf", "%PDF"),
    ],
)
def test_file_that_cannot_be_read_says_so(tmp_path, name, content):
    with pytest.raises(RegisterError):
        list(open_table(write(tmp_path, name, content)))


def test_missing_file_says_so(tmp_path):
    with pytest.raises(RegisterError):
        open_table(tmp_path / "none.csv")


def test_shapefile_says_its_encoding_beside_it(tmp_path):
    with shapefile.Writer(str(tmp_path / "a"), encoding="cp1252") as writer:
        writer.field("nom", "C", 40)
        writer.field("hogares", "N", 10)
        writer.poly(CLOCKWISE_SQUARE)
        writer.record("Forêt", 12)
        writer.null()
        writer.record("b", None)
    write(tmp_path, "a.cpg", "1252")
    table = open_table(tmp_path / "a.shp")
    rows = list(table)
    assert rows[0].cells == {"nom": "Forêt", "hogares": 12}
    assert (rows[0].point, rows[1].point) == ((1, 1), None)


def _geopackage(path, blobs, srs_id=4326):
    with closing(sqlite3.connect(path)) as base:
        base.executescript(
            "CREATE TABLE gpkg_spatial_ref_sys (srs_id, organization, organization_coordsys_id);"
            "CREATE TABLE gpkg_contents (table_name, data_type);"
            "CREATE TABLE gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id);"
            'CREATE TABLE "my ""sites" (fid INTEGER PRIMARY KEY, geom, nom);'
            f"INSERT INTO gpkg_spatial_ref_sys VALUES ({srs_id}, 'EPSG', {srs_id});"
            "INSERT INTO gpkg_contents VALUES ('my \"sites', 'features');"
            f"INSERT INTO gpkg_geometry_columns VALUES ('my \"sites', 'geom', 'POLYGON', {srs_id});"
        )
        base.executemany('INSERT INTO "my ""sites" (geom, nom) VALUES (?, ?)', blobs)
        base.commit()


def test_geopackage_geometry_is_read_behind_its_header(tmp_path):
    square = shapely.to_wkb(shapely.Polygon(CLOCKWISE_SQUARE[0]))
    plain = b"GP\x00\x01" + b"\x00" * 4 + square
    with_box = b"GP\x00\x03" + b"\x00" * 4 + b"\x00" * 32 + square
    empty = b"GP\x00\x11" + b"\x00" * 4
    _geopackage(tmp_path / "a.gpkg", [(plain, "a"), (with_box, "b"), (empty, "c"), (None, "d"), (b"XX", "e")])
    rows = list(open_table(tmp_path / "a.gpkg"))
    assert [row.point for row in rows] == [(1, 1), (1, 1), None, None, None]
    assert [bool(row.problem) for row in rows] == [False, False, False, False, True]
    assert rows[0].cells == {"fid": 1, "nom": "a"}


def test_geopackage_is_read_where_nothing_may_be_written(tmp_path):
    _geopackage(tmp_path / "a.gpkg", [(None, "a")])
    (tmp_path / "a.gpkg").chmod(0o400)
    assert len(list(open_table(tmp_path / "a.gpkg"))) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.gpkg"]


def test_markdown_folder_gives_a_column_to_each_section(tmp_path):
    write(
        tmp_path,
        "a.md",
        "---\nauthor: Léa\n---\n# Titre\nDébut\n## Pour quoi ?\ntexte\n### Détail\nfin\n## Suite ##\nx",
    )
    write(tmp_path, "b.md", "### La problématique\nun\n## pour\u00a0quoi ?\ndeux\n```\n# not a heading\n```\n")
    table = open_table(tmp_path)
    first, second = list(table)
    assert first.cells == {
        "file": "a",
        "title": "Titre",
        "intro": "Début",
        "body": first.cells["body"],
        "author": "Léa",
        "Pour quoi ?": "texte\n### Détail\nfin",
        "Suite": "x",
        "Pour quoi ? > Détail": "fin",
    }
    assert second.cells["La problématique"] == "un"
    assert second.cells["Pour quoi ?"] == "deux\n```\n# not a heading\n```"


def test_markdown_sheet_with_broken_front_matter_is_a_problem(tmp_path):
    write(tmp_path, "a.md", "---\na: [\n---\ntext")
    assert next(iter(open_table(tmp_path))).problem
