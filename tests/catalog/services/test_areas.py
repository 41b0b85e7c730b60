"""The areas that the public reads."""

from datetime import date

import orjson
import pytest
from django.core.management import call_command
from django.utils import timezone

from actors.enums import Noun
from catalog import services, tasks
from catalog.models import AreaTotals, Entry
from catalog.registry import OpenSite, registry
from tests.factories import CommuneFactory, DepartementFactory, EpciFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sites(monkeypatch):
    """The open sites of the country, to be filled by the test."""
    found = []
    monkeypatch.setattr(registry, "open_sites", lambda: iter(found))
    return found


@pytest.fixture
def commune():
    return CommuneFactory(name="Saint-Denis", code="93066", lon=2.3574, lat=48.9362)


def three(place, people=20):
    return [OpenSite(commune_id=place.pk, people=people, minors=8, minors_in_school=1)] * 3


def areas():
    return Entry.objects.published().of(Noun.AREA).order_by("key")


def test_an_area_says_rounded_figures_at_the_point_of_its_place(sites, commune):
    sites += three(commune)
    services.refresh_areas()

    entry = areas().get()
    document = orjson.loads(entry.document)
    document.pop("updated_at")
    today = timezone.localdate().isoformat()
    assert document == {
        "id": "FR-commune-93066",
        "noun": "area",
        "title": "Saint-Denis",
        "url": "/carte/?territoire=FR-commune-93066",
        "summary": "Environ 5 sites ouverts, environ 60 personnes",
        "level": "commune",
        "code": "93066",
        "country": "FR",
        "territory": "Saint-Denis",
        "is_remainder": False,
        "open_sites": 5,
        "people": 60,
        "minors": 25,
        "minors_in_school": None,
        "as_of": today,
        "dated_on": today,
        "point": {"lon": 2.3574, "lat": 48.9362},
    }
    assert entry.audience == "public"
    assert entry.page_id is None
    assert set(entry.territory_ids) == set(commune.ancestor_ids)
    assert entry.tags == ["level:commune"]


def test_what_is_too_little_for_a_commune_is_told_of_what_holds_it(sites, commune):
    other = CommuneFactory(name="Autre")
    sites += three(commune)[:2] + three(other)[:1]
    services.refresh_areas()
    assert list(areas().values_list("key", "title")) == [("FR-departement-93", "Seine-Saint-Denis")]


def test_the_rest_of_a_place_is_called_so(sites):
    epci = EpciFactory(name="Plaine", code="200")
    one, two, three_ = (CommuneFactory(name=name, epci=epci) for name in ("Une", "Deux", "Trois"))
    sites += three(one) + three(two)[:2] + three(three_)[:1]
    services.refresh_areas()
    assert [entry.title for entry in areas()] == ["Une", "Plaine (ses autres communes)"]


def test_an_area_of_an_epci_is_found_in_its_departement_when_it_has_one_only(sites):
    epci, across = EpciFactory(code="200"), EpciFactory(code="300")
    inside = [CommuneFactory(epci=epci) for _ in range(3)]
    elsewhere = DepartementFactory(code="77", name="Seine-et-Marne")
    spread = [CommuneFactory(epci=across), CommuneFactory(epci=across), CommuneFactory(epci=across, parent=elsewhere)]
    sites += [OpenSite(commune_id=place.pk, people=20) for place in inside + spread]
    services.refresh_areas()

    departement = inside[0].parent
    assert departement.pk in areas().get(key=epci.key).territory_ids
    assert departement.pk not in areas().get(key=across.key).territory_ids
    assert departement.parent_id in areas().get(key=across.key).territory_ids


def test_the_old_and_the_new_name_of_a_commune_are_one_place(sites, commune):
    old = TerritoryFactory(level="commune", kind="COMD", code="93999", name="Ancienne", successor=commune)
    sites += three(commune)[:2] + three(old)[:1]
    services.refresh_areas()
    assert [entry.key for entry in areas()] == ["FR-commune-93066"]


def test_areas_are_released_once_a_day(sites, commune):
    sites += three(commune)
    assert services.refresh_areas() == services.Outcome(written=1)
    before = areas().get().change

    sites += three(CommuneFactory())
    assert services.refresh_areas() == services.Outcome()
    assert areas().get().change == before

    assert services.refresh_areas(even_today=True) == services.Outcome(written=1)


def test_the_next_day_every_area_is_written_again_changed_or_not(sites, commune, monkeypatch):
    sites += three(commune) + three(CommuneFactory())
    services.refresh_areas()
    before = dict(areas().values_list("key", "change"))

    monkeypatch.setattr(timezone, "localdate", lambda: date(2999, 1, 1))
    services.refresh_areas()

    assert all(change > before[key] for key, change in areas().values_list("key", "change"))


def test_an_area_that_no_longer_holds_enough_is_withdrawn(sites, commune):
    sites += three(commune)
    services.refresh_areas()
    sites.pop()
    assert services.refresh_areas(even_today=True) == services.Outcome(withdrawn=1)
    assert Entry.objects.get().document == ""


@pytest.mark.parametrize("many", [1, 3])
def test_many_areas_take_the_same_queries(sites, many, django_assert_num_queries):
    for number in range(many):
        sites += three(CommuneFactory(epci=EpciFactory(name=f"E{number}")))
    # savepoint and release, turn, today's, successors, communes, what holds them, known, write
    with django_assert_num_queries(15):
        services.refresh_areas()
    assert areas().count() == many


def test_the_command_and_the_task_do_it(sites, commune, capsys):
    sites += three(commune)
    call_command("refresh_areas")
    assert capsys.readouterr().out == "Zones\u00a0: 1 écrite(s), 0 retirée(s).\n"
    tasks.refresh_areas.enqueue()
    assert areas().count() == 1


def test_rebuilding_leaves_areas_alone(sites, commune):
    sites += three(commune)
    services.refresh_areas()
    services.rebuild_catalog()
    assert areas().count() == 1


def test_the_total_of_the_day_is_of_true_counts_and_rounded_once(sites, settings):
    for number in range(10):
        sites += three(CommuneFactory(code=f"93{number:03}"), people=13)
    sites += [OpenSite(commune_id=CommuneFactory(parent=DepartementFactory(code="59", name="Nord")).pk, people=4)]
    services.refresh_areas()

    said = [orjson.loads(text) for text in areas().values_list("document", flat=True)]
    assert (sum(area["open_sites"] for area in said), sum(area["people"] for area in said)) == (50, 400)
    assert AreaTotals.objects.values_list("as_of", "open_sites", "people").get() == (timezone.localdate(), 30, 390)


def test_a_platform_of_one_area_has_no_total(sites, commune):
    sites += three(commune)
    services.refresh_areas()
    assert AreaTotals.objects.values_list("open_sites", "people").get() == (None, None)
