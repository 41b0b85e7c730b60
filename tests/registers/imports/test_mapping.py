import pytest

from registers.imports.errors import MappingError
from registers.imports.loading import load_mapping
from registers.imports.mapping import mapping_names
from tests.registers.imports.builders import HEAD, SCHEMA, bind, mapping_of, write


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ('households = "h"', None),
        ('hogares = "h"', "hogares"),
        ('households = { colum = "h" }', "colum"),
        ('households = { column = "h", constant = 3 }', "exactly one"),
        ('households = { times = 2 }', "exactly one"),
        ('water_access = { column = "w", values = { "si" = "tap" } }', "tap"),
        ('water_access = { constant = "tap" }', "tap"),
        ('observed_on = { column = "d", dates = ["decade"] }', "decade"),
        ('installed_on = { column = "d", dates = ["jj/mm/aaaa"] }', "jj/mm/aaaa"),
        ('installed_on = { column = "d", timezone = "Paris" }', "Paris"),
        ('name = { column = "n", find = "(" }', "regular expression"),
        ('name = { column = "n", otherwise = "drop" }', "drop"),
        ('households = { column = "h", times = "x" }', "times"),
    ],
)  # fmt: skip
def test_mistake_in_a_field_is_told_with_its_place(tmp_path, settings, fields, said):
    settings.LANGUAGE_CODE = "en"
    if said is None:
        assert mapping_of(tmp_path, fields).fields
        return
    with pytest.raises(MappingError) as error:
        mapping_of(tmp_path, fields)
    assert said in str(error.value)


def test_every_mistake_is_told_at_once(tmp_path):
    with pytest.raises(MappingError) as error:
        mapping_of(tmp_path, 'hogares = "h"\nmujeres = "m"', head='[register]\nnoun = "action"\n[sites]\n')
    assert len(error.value.problems) == 5  # unknown section, noun, identity, two fields


def test_unknown_mapping_names_those_that_exist():
    with pytest.raises(MappingError, match="za_ethekwini"):
        load_mapping("durban", SCHEMA, noun="site")


def test_mapping_that_is_not_toml_says_so(tmp_path):
    with pytest.raises(MappingError):
        load_mapping(str(write(tmp_path, "a.toml", "a = ")), SCHEMA, noun="site")


def test_column_that_a_required_field_lacks_is_told_with_those_of_the_file(tmp_path):
    with pytest.raises(MappingError) as error:
        bind(tmp_path, "ref,nom\n1,a\n", 'name = "nombre"')
    assert "nombre" in str(error.value)
    assert "ref, nom" in str(error.value)


def test_columns_that_nobody_reads_are_told(tmp_path):
    binding = bind(tmp_path, "ref,nom,x,SHAPE_Area\n", 'name = "nom"', head='[file]\nignore = ["shape_*"]\n' + HEAD)
    assert binding.unread == ["x"]


def test_edition_is_told_by_the_name_of_the_file(tmp_path):
    head = '[[editions]]\nfiles = "*2018*"\ndate = 2018-12-31\n[[editions]]\nfiles = "*"\ndate = 2022-01-31\n' + HEAD
    mapping = mapping_of(tmp_path, 'name = "nom"', head=head)
    assert mapping.edition_of(tmp_path / "AMT_2018.SHP").label == "2018-12-31"
    assert mapping.edition_of(tmp_path / "other.csv").label == "2022-01-31"


def test_our_mappings_are_there():
    assert {"za_ethekwini", "cl_campamentos", "ar_renabap", "ar_renabap_amt", "us_seattle_2024", "us_tacoma"} < set(
        mapping_names()
    )
