"""The real registers: what is read, refused, and why. They are not ours to publish, and stand beside the repository."""

from collections import Counter

import pytest

from actions.imports.schema import ACTION_SCHEMA
from knowledge.imports.schema import PRACTICE_SCHEMA
from registers.imports.interpretation import read_outcomes
from registers.imports.loading import load_mapping
from registers.imports.readers import open_table
from registers.imports.reading import Binding
from registers.imports.records import Record, Refusal
from sites.imports.schema import SITE_SCHEMA

pytestmark = pytest.mark.registers

SCHEMAS = {"site": SITE_SCHEMA, "action": ACTION_SCHEMA, "practice": PRACTICE_SCHEMA}


def _read(path, mapping_name, noun):
    mapping = load_mapping(mapping_name, SCHEMAS[noun], noun=noun)
    table = open_table(path, encoding=mapping.encoding, separator=mapping.separator, sheet=mapping.sheet)
    binding = Binding(table, mapping, SCHEMAS[noun])
    found = list(read_outcomes(binding))
    records = [outcome for outcome in found if isinstance(outcome, Record)]
    return binding, records, [outcome for outcome in found if isinstance(outcome, Refusal)]


@pytest.mark.parametrize(
    ("file", "mapping", "noun", "records", "refused", "with_point"),
    [
        ("za_ethekwini/Informal_Settlement_Programme.csv", "za_ethekwini", "site", 561, 5, 0),
        ("cl_campamentos/campamentos_chile_2024.csv", "cl_campamentos", "site", 1431, 1, 0),
        ("cl_campamentos/campamentos_chile_2024.xlsx", "cl_campamentos", "site", 1431, 1, 0),
        ("cl_campamentos/catastro_campamentos_2024.geojson", "cl_campamentos", "site", 1431, 1, 1430),
        ("ar_renabap/20220131_info_publica.csv", "ar_renabap", "site", 6467, 0, 0),
        ("ar_renabap_amt/RENABAP_amt_2018.shp", "ar_renabap_amt", "site", 144, 0, 144),
        ("ar_renabap_amt/RENABAP_amt_2022.shp", "ar_renabap_amt", "site", 170, 0, 170),
        ("ar_renabap_amt/RENABAP_amt_2023.gpkg", "ar_renabap_amt", "site", 209, 0, 209),
        ("kyc_sdi/kyc_clean_all.geojson", "kyc_sdi", "site", 394, 64, 394),
        ("us_seattle_2024/Sweeps2024_UCT.csv", "us_seattle_2024", "action", 2505, 0, 0),
        ("us_seattle_2024/Sweeps2022_UCT.csv", "us_seattle_2022", "action", 942, 1, 0),
        ("us_tacoma/ES_Encampment_Cleaning_Tracking.geojson", "us_tacoma", "action", 2000, 0, 2000),
        ("fr_eig_defis", "fr_eig_defis", "practice", 71, 0, 0),
        ("fr_multibao_libre", "fr_multibao_libre", "practice", 25, 0, 0),
    ],
)
def test_register_is_read_whole(real_registers, file, mapping, noun, records, refused, with_point):
    binding, read, refusals = _read(real_registers / file, mapping, noun)
    assert (len(read), len(refusals)) == (records, refused)
    assert sum(record.point is not None for record in read) == with_point
    assert binding.unread == []
    assert len({record.external_id for record in read}) == records


def test_durban_refuses_the_five_rows_that_repeat_a_reference(real_registers):
    _binding, read, refusals = _read(
        real_registers / "za_ethekwini/Informal_Settlement_Programme.csv", "za_ethekwini", "site"
    )
    assert sorted(refusal.reasons[0].value for refusal in refusals) == ["i0025", "i0061", "i0159", "i0159", "i0909"]
    water = Counter(record.values["water_access"] for record in read)
    assert water == {
        "public_fountain": 393, None: 137, "tank": 9, "unknown": 8, "network_tap": 8, "none": 4, "other": 2
    }  # fmt: skip
    assert read[0].values["lat"] == pytest.approx(-29.6847594568261)


def test_three_formats_of_chile_say_the_same(real_registers):
    folder = real_registers / "cl_campamentos"
    said = []
    for name in ("campamentos_chile_2024.csv", "campamentos_chile_2024.xlsx", "catastro_campamentos_2024.geojson"):
        _binding, read, refusals = _read(folder / name, "cl_campamentos", "site")
        said.append(([(record.external_id, record.values) for record in read], [r.reasons[0].value for r in refusals]))
    assert said[0] == said[1] == said[2]
    assert sum(values["households"] is None for _identifier, values in said[0][0]) == 143


def test_argentina_reads_a_decade_as_a_decade(real_registers):
    _binding, read, _refused = _read(real_registers / "ar_renabap/20220131_info_publica.csv", "ar_renabap", "site")
    assert Counter(record.precisions["installed_on"] for record in read) == {"decade": 4779, "year": 1688}
    assert sum(record.values["name"] == "Sin Nombre" for record in read) == 171


def test_three_years_of_tucuman_are_the_same_places(real_registers):
    folder = real_registers / "ar_renabap_amt"
    names = ("RENABAP_amt_2018.shp", "RENABAP_amt_2022.shp", "RENABAP_amt_2023.gpkg")
    years = [_read(folder / name, "ar_renabap_amt", "site")[1] for name in names]
    identifiers = [{record.external_id for record in read} for read in years]
    assert (len(identifiers[0] & identifiers[1]), len(identifiers[1] & identifiers[2])) == (144, 170)
    # Degrees in 2022, metres of a national projection in 2023: the same place.
    before = {record.external_id: record.point for record in years[1]}
    after = {record.external_id: record.point for record in years[2]}
    assert before["2746"] == pytest.approx(after["2746"], abs=1e-5)


def test_sheets_say_their_licence(real_registers):
    _binding, read, _refused = _read(real_registers / "fr_multibao_libre", "fr_multibao_libre", "practice")
    assert Counter(record.values["licence"] for record in read) == {"CC BY-SA": 22, "CC BY": 2, "CC BY-NC-SA": 1}
    assert not any("@" in (record.values["author_credit"] or "") for record in read)


def test_sheet_on_the_resorption_of_bidonvilles_has_its_sections(real_registers):
    _binding, read, _refused = _read(real_registers / "fr_eig_defis", "fr_eig_defis", "practice")
    (sheet,) = [record.values for record in read if record.external_id == "2019-01-01-resorption-bidonvilles"]
    assert sheet["title"] == "Résorption bidonvilles"
    assert "Il existe aujourd’hui plus de 500 bidonvilles" in sheet["problem"]
    assert "Le designer renforce une équipe" in sheet["steps"]
