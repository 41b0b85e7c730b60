"""An edition is read, compared and written; a newer one changes only what differs."""

import pytest
from django.core.management import CommandError, call_command

from territories.enums import Level
from territories.imports import EditionError, import_edition, latest_edition
from territories.models import Outline, Territory
from territories.queries import resolve
from tests.factories import CommuneFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

EDITION = {
    "nation": "code,nom,lon,lat\nFR,France,2.5,46.6\n",
    "regions": "code,nom,zone\n76,Occitanie,metro\n",
    "departements": "code,nom,region,zone\n12,Aveyron,76,metro\n",
    "epci": "code_siren,nom,population_municipale\n241200641,CC Conques-Marcillac,11000\n",
    "communes": "code,nom,type,departement,zone,epci,commune_parente,population,codes_postaux,lon,lat\n"
    "12076,Conques,COM,12,metro,241200641,,280,12320,2.39,44.6\n"
    "12218,Saint-Cyprien-sur-Dourdou,COM,12,metro,241200641,,800,12320|12330,2.4,44.54\n",
    "outlines": "level,kind,code,shape\ncommune,COM,12076,23000 445000 0 1000 1000 0 0 -1000\n"
    "departement,,12,20000 440000 0 9000 9000 0 0 -9000\n",
}
MERGED = EDITION["communes"].splitlines()[0] + (
    "\n12218,Conques-en-Rouergue,COM,12,metro,241200641,,1540,12320|12330,2.4,44.58"
    "\n12218,Saint-Cyprien-sur-Dourdou,COMD,12,metro,241200641,12218,,,2.38,44.53"
    "\n12076,Conques,COMD,12,metro,,12218,,,2.42,44.59\n"
)


@pytest.fixture
def load(tmp_path):
    def load(**files):
        for name, text in (EDITION | files).items():
            (tmp_path / f"{name}.csv").write_text(text)
        return import_edition(tmp_path, country="FR", say=lambda places, outlines: None)

    return load


def place(level, code, kind=""):
    return Territory.objects.get(level=level, code=code, kind=kind)


def test_an_edition_becomes_places_inside_each_other(load):
    loaded = load()
    assert (loaded.total, loaded.new, loaded.changed, loaded.replaced, loaded.outlines) == (6, 6, 0, 0, 2)
    conques = place(Level.COMMUNE, "12076", "COM")
    assert conques.search_name == "conques"
    assert conques.postal_codes == ["12320"]
    assert conques.ancestor_ids == conques.line()
    assert [Territory.objects.get(pk=pk).name for pk in conques.ancestor_ids] == [
        "Conques",
        "Aveyron",
        "Occitanie",
        "France",
        "CC Conques-Marcillac",
    ]


def test_what_follows_from_the_communes_is_computed(load):
    load()
    aveyron, occitanie, epci = place("departement", "12"), place("region", "76"), place("epci", "241200641")
    assert (aveyron.population, occitanie.population, epci.population) == (1080, 1080, 11000)
    assert (occitanie.lon, occitanie.lat) == (2.4, 44.54)  # its most populous commune
    assert (epci.lon, epci.lat) == (2.4, 44.54)
    assert (aveyron.lon, aveyron.lat) == (2.45, 44.45)  # inside its outline
    assert place("nation", "FR").population == 1080


def test_around_paris_a_commune_is_in_its_territory_and_in_the_metropole(load):
    load(
        epci="code_siren,nom\n200054781,Métropole du Grand Paris\n200057867,Plaine Commune\n",
        communes="code,nom,type,departement,epci,ept,population\n"
        "93066,Saint-Denis,COM,12,200054781,200057867,150000\n75056,Paris,COM,12,200054781,,2100000\n",
    )
    denis, plaine = place(Level.COMMUNE, "93066", "COM"), place("epci", "200057867")
    metropole = place("epci", "200054781")
    assert (denis.epci, plaine.parent) == (plaine, metropole)
    assert denis.ancestor_ids == denis.line()
    assert denis.ancestor_ids[-2:] == [plaine.pk, metropole.pk]
    assert place(Level.COMMUNE, "75056", "COM").epci == metropole
    assert (plaine.population, metropole.population, place("nation", "FR").population) == (
        150_000,
        2_250_000,
        2_250_000,
    )


def test_the_same_edition_again_changes_nothing(load):
    load()
    assert load().is_unchanged


def test_a_merge_keeps_the_old_commune_and_what_refers_to_it(load):
    load()
    old = place(Level.COMMUNE, "12076", "COM")
    organisation = OrganisationFactory(territory=old)
    loaded = load(communes=MERGED)
    assert (loaded.new, loaded.changed, loaded.replaced, loaded.unresolved) == (2, 5, 1, ())
    today = place(Level.COMMUNE, "12218", "COM")
    assert today.name == "Conques-en-Rouergue"
    organisation.refresh_from_db()
    old.refresh_from_db()
    assert organisation.territory.today() == today
    assert resolve(Level.COMMUNE, "12076") == today
    assert old.ancestor_ids == old.line() == [old.pk, *today.ancestor_ids]
    assert old in Territory.objects.inside(today)
    assert load(communes=MERGED).is_unchanged


def test_a_commune_that_comes_back_is_of_today_again(load):
    load()
    load(communes=MERGED)
    loaded = load()
    assert loaded.unresolved == ()
    conques = place(Level.COMMUNE, "12076", "COM")
    assert conques.successor is None
    assert resolve(Level.COMMUNE, "12076") == conques
    assert place(Level.COMMUNE, "12076", "COMD").today() == conques


def test_a_commune_that_disappears_without_a_word_is_kept_and_named(load):
    load()
    alone = "\n".join(EDITION["communes"].splitlines()[:2])
    assert load(communes=alone).unresolved == ("Saint-Cyprien-sur-Dourdou (12218)",)
    gone = place(Level.COMMUNE, "12218", "COM")
    assert (gone.successor, gone.ancestor_ids) == (None, gone.line())
    loaded = load(communes=alone, successors="level,code,successor\ncommune,12218,12076\n")
    assert (loaded.replaced, loaded.unresolved) == (1, ())
    assert resolve(Level.COMMUNE, "12218").name == "Conques"


def test_a_successor_that_is_replaced_leads_to_the_last(load):
    load()
    one = "\n".join(EDITION["communes"].splitlines()[:2])
    load(communes=one, successors="level,code,successor\ncommune,12218,12076\n")
    other = one.replace("12076,Conques", "12300,Nouvelle")
    load(communes=other, successors="level,code,successor\ncommune,12076,12300\n")
    assert resolve(Level.COMMUNE, "12218").code == "12300"


def test_other_countries_and_fictitious_places_are_left_alone(load):
    abroad = CommuneFactory(country="CL", kind="", code="13101", name="Santiago", parent=None)
    invented = CommuneFactory(code="00001", name="Nulle-Part", parent=None, is_fictitious=True)
    assert load().unresolved == ()
    assert set(Territory.objects.exclude(code__startswith="1", country="FR").filter(level=Level.COMMUNE)) == {
        abroad,
        invented,
    }


def test_an_outline_that_changes_is_drawn_again(load):
    load()
    wider = EDITION["outlines"].replace("1000 1000", "1000 2000")
    assert load(outlines=wider).outlines == 1
    assert Outline.objects.get(territory__code="12076").east == pytest.approx(2.5)


def test_a_folder_without_places_is_refused(tmp_path):
    with pytest.raises(EditionError):
        import_edition(tmp_path, country="FR", say=lambda places, outlines: None)
    with pytest.raises(EditionError):
        latest_edition("ZZ")
    with pytest.raises(CommandError, match="ZZ"):
        call_command("load_territories", country="zz")


def test_the_newest_edition_is_the_one_shipped():
    assert latest_edition("FR").name == "fr_2026"
