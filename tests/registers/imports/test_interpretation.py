import csv
from datetime import date

import pytest
from django.utils.translation import gettext
from openpyxl import load_workbook

from registers.imports.errors import RegisterError
from registers.imports.interpretation import read_outcomes
from registers.imports.records import Record, Refusal, Skipped
from registers.imports.refused import write_refused
from registers.imports.report import Report
from tests.registers.imports.builders import HEAD, bind, outcomes


def _values(tmp_path, rows, fields, head=HEAD):
    return [
        outcome.values if isinstance(outcome, Record) else None for outcome in outcomes(tmp_path, rows, fields, head)
    ]


def test_blank_space_and_words_for_unknown_are_none_never_zero(tmp_path):
    head = '[file]\nunknown = ["TBC", "N/A"]\n' + HEAD
    rows = "ref,nom,h\n1,a,\n2,b, \n3,c,tbc\n4,d,n/a \n5,e,0\n"
    found = _values(tmp_path, rows, 'name = "nom"\nhouseholds = "h"', head)
    assert [values["households"] for values in found] == [None, None, None, None, 0]


def test_zero_is_unknown_where_the_mapping_says_so(tmp_path):
    found = _values(tmp_path, "ref,nom,h\n1,a,0\n", 'name = "nom"\nhouseholds = { column = "h", unknown = ["0"] }')
    assert found[0]["households"] is None


def test_field_that_the_file_does_not_speak_of_is_absent(tmp_path):
    assert _values(tmp_path, "ref,nom\n1,a\n", 'name = "nom"\nhouseholds = "h"') == [{"name": "a"}]


def test_first_column_that_is_not_blank_is_read(tmp_path):
    fields = 'name = "nom"\ninstalled_on = { column = ["año", "década"], dates = ["year", "decade"] }'
    found = outcomes(tmp_path, "ref,nom,año,década\n1,a,2013,Década 2010\n2,b,,Década 1990\n", fields)
    assert [record.values["installed_on"] for record in found] == [date(2013, 1, 1), date(1990, 1, 1)]
    assert [record.precisions["installed_on"] for record in found] == ["year", "decade"]


@pytest.mark.parametrize("spelling", ["Red", "RED ", " red", "re\u0301seau"])
def test_value_table_ignores_case_spaces_and_composition(tmp_path, spelling):
    fields = (
        'name = "nom"\nwater_access = { column = "agua", values = { "red" = "network_tap", "réseau" = "network_tap" } }'
    )
    assert _values(tmp_path, f"ref,nom,agua\n1,a,{spelling}\n", fields)[0]["water_access"] == "network_tap"


def test_first_word_contained_decides(tmp_path):
    fields = (
        'name = "nom"\n[fields.water_access]\ncolumn = "w"\ncontaining = { "tap" = "network_tap", "tank" = "tank" }'
    )
    found = _values(tmp_path, "ref,nom,w\n1,a,Taps & tank\n2,b,Ground tank\n3,c,unknown\n", fields)
    assert [values["water_access"] for values in found] == ["network_tap", "tank", "unknown"]


def test_every_bad_cell_of_a_row_is_told_with_column_and_value(tmp_path):
    fields = 'name = "nom"\nhouseholds = "h"\nlat = "lat"\ninstalled_on = "d"\nwater_access = "w"'
    rows = "ref,nom,h,lat,d,w\n1,,2-tents,95,soon,wine\n"
    (refusal,) = outcomes(tmp_path, rows, fields)
    assert isinstance(refusal, Refusal)
    told = {(reason.column, reason.value) for reason in refusal.reasons}
    assert told == {("nom", ""), ("h", "2-tents"), ("lat", "95"), ("d", "soon"), ("w", "wine")}


def test_value_that_does_not_fit_is_unknown_where_the_mapping_says_so(tmp_path):
    fields = 'name = "nom"\nhouseholds = { column = "h", otherwise = "unknown" }'
    assert _values(tmp_path, "ref,nom,h\n1,a,2-tents\n", fields)[0]["households"] is None


def test_whole_numbers_with_thousands_and_units(tmp_path):
    fields = 'name = "nom"\nhouseholds = { column = "h", times = 1000 }'
    assert _values(tmp_path, 'ref,nom,h\n1,a,"1.5"\n', fields)[0]["households"] == 1500
    assert _values(tmp_path, 'ref,nom,h\n1,a,"1,705"\n', 'name = "nom"\nhouseholds = "h"')[0]["households"] == 1705
    assert _values(tmp_path, 'ref,nom,h\n1,a,"1.5"\n', 'name = "nom"\nhouseholds = "h"') == [None]


def test_text_too_long_is_refused_or_shortened_where_the_mapping_says_so(tmp_path):
    rows = f"ref,nom\n1,{'word ' * 20}\n"
    assert _values(tmp_path, rows, 'name = "nom"') == [None]
    (values,) = _values(tmp_path, rows, 'name = { column = "nom", shorten = true }')
    assert values["name"].endswith("word…")
    assert len(values["name"]) <= 40


def test_parts_leave_out_what_is_blank(tmp_path):
    fields = 'name = "nom"\ncomment = { parts = ["Tents: {t}", "Cars: {c}", "{none}"], between = " ; " }'
    found = _values(tmp_path, "ref,nom,t,c\n1,a,2,0\n2,b,,3\n3,c,,\n", fields)
    assert [values["comment"] for values in found] == ["Tents: 2 ; Cars: 0", "Cars: 3", None]


def test_the_rest_is_what_no_field_reads(tmp_path):
    head = '[file]\nignore = ["x"]\n' + HEAD
    found = _values(tmp_path, "ref,nom,x,y,z\n1,a,1,2,\n", 'name = "nom"\ncomment = { rest = true }', head)
    assert found[0]["comment"] == "ref : 1\n\ny : 2"


def test_repeated_identifier_is_refused_with_the_row_it_repeats(tmp_path):
    first, second = outcomes(tmp_path, "ref,nom\nI1,a\n i1 ,b\n", 'name = "nom"')
    assert isinstance(first, Record)
    assert [(reason.column, reason.value, reason.like_row) for reason in second.reasons] == [("ref", "i1", 2)]


def test_repeated_identifier_is_numbered_unless_the_rows_are_the_same(tmp_path):
    head = '[register]\nnoun = "site"\n[identity]\njoin = ["ref", "nom"]\nrepeated = "number"\n'
    found = outcomes(tmp_path, "ref,nom,h\n1,a,5\n1,A ,6\n1,a,5\n", 'name = "nom"\nhouseholds = "h"', head)
    assert [getattr(outcome, "external_id", None) for outcome in found] == ["1/a", "1/a#2", None]
    assert found[2].reasons[0].like_row == 2


def test_row_without_identifier_is_refused(tmp_path):
    (refusal,) = outcomes(tmp_path, "ref,nom\n ,a\n", 'name = "nom"')
    assert refusal.reasons[0].column == "ref"


def test_rows_left_aside_are_counted_not_refused(tmp_path):
    head = '[[skip]]\ncolumn = "kind"\nis = ["Hotel"]\nreason = "not a site"\n' + HEAD
    found = outcomes(tmp_path, "ref,nom,kind\n1,a,hotel \n2,b,camp\n", 'name = "nom"', head)
    assert [type(outcome) for outcome in found] == [Skipped, Record]


def test_guesses_are_told(tmp_path):
    binding = bind(
        tmp_path,
        'ref,nom,h,lat,d\n1,a,"1,705","-29,5",03/04/2020\n',
        'name = "nom"\nhouseholds = "h"\nlat = "lat"\ninstalled_on = "d"',
    )
    assert len(binding.guesses) == 3


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_refused_rows_come_back_with_the_same_columns_and_the_reason(tmp_path, suffix):
    binding = bind(tmp_path, 'ref;nom;h\n1;a;3\n2;"=b";many\n', 'name = "nom"\nhouseholds = "h"')
    refused = [outcome for outcome in read_outcomes(binding) if isinstance(outcome, Refusal)]
    path = tmp_path / f"refused{suffix}"
    write_refused(path, binding.table, refused)
    if suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            lines = list(csv.reader(stream, delimiter=";"))
    else:
        lines = [list(values) for values in load_workbook(path).active.iter_rows(values_only=True)]
    assert lines[0] == ["ref", "nom", "h", gettext("reason")]
    assert lines[1][:3] == ["2", "=b", "many"]
    assert "h" in lines[1][3]
    assert "many" in lines[1][3]


def test_refused_rows_are_not_written_in_another_format(tmp_path):
    binding = bind(tmp_path, "ref,nom\n", 'name = "nom"')
    with pytest.raises(RegisterError):
        write_refused(tmp_path / "refused.pdf", binding.table, [])


def test_report_groups_refusals_by_reason(tmp_path):
    rows = "ref,nom,h\n" + "".join(f"{rank},a,many\n" for rank in range(7))
    report = Report("register", "rows.csv")
    for outcome in outcomes(tmp_path, rows, 'name = "nom"\nhouseholds = "h"'):
        report.refuse(outcome)
    told = "\n".join(report.in_words())
    assert "7 × h" in told
    assert "many" in told
    assert "2, 3, 4, 5, 6" in told
    assert report.counts["refused"] == 7
