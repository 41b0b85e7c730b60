from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from wagtail.models import Page, PageLogEntry

from catalog.models import Entry
from cms.models import NewsIndexPage, NewsPage, TerritoryIndexPage, TerritoryPage
from cms.services import add_page, ensure_territory_page
from territories.enums import Level
from territories.models import Territory
from tests.factories import CommuneFactory, DepartementFactory, NationFactory, RegionFactory, TerritoryFactory


def addresses():
    return list(TerritoryPage.objects.order_by("path").values_list("url_path", flat=True))


@pytest.mark.django_db
def test_a_departement_comes_below_its_region():
    page = ensure_territory_page(DepartementFactory())
    assert page.territory.level == Level.DEPARTEMENT
    assert page.live
    assert page.get_parent().specific.territory.level == Level.REGION
    assert page.get_parent().get_parent().specific == TerritoryIndexPage.objects.get()
    assert not Page.find_problems()[0]


@pytest.mark.django_db
def test_a_commune_answers_the_section_of_its_departement():
    commune = CommuneFactory()
    assert ensure_territory_page(commune).territory == commune.parent
    assert TerritoryPage.objects.count() == 2


@pytest.mark.django_db
def test_the_country_of_the_platform_has_no_page_and_another_has():
    ensure_territory_page(DepartementFactory())
    nation = NationFactory(country="ZA", code="ZA", name="South Africa")
    province = RegionFactory(country="ZA", code="KZN", name="KwaZulu-Natal", parent=nation)
    ward = CommuneFactory(country="ZA", code="W1", name="Ward 1", parent=province)
    page = ensure_territory_page(ward)
    assert page.territory == province
    assert page.url_path == "/accueil/territoires/south-africa/kwazulu-natal/"
    assert page.get_parent().specific.territory == nation


@pytest.mark.django_db
def test_a_country_without_regions_has_its_sites_on_its_own_page(settings):
    settings.PLATFORM_COUNTRY = "ZA"
    nation = NationFactory(country="ZA", code="ZA", name="South Africa")
    ward = CommuneFactory(country="ZA", code="W1", name="Ward 1", parent=nation)
    assert ensure_territory_page(ward).territory == nation


@pytest.mark.django_db
def test_asked_again_it_answers_the_same_page_with_one_query(django_assert_num_queries):
    departement = DepartementFactory()
    first = ensure_territory_page(departement)
    assert departement.parent.parent.name == "France"  # the line, read once
    with django_assert_num_queries(1):
        again = ensure_territory_page(departement)
    assert again == first
    assert TerritoryPage.objects.count() == 2


@pytest.mark.django_db
def test_two_places_of_one_name_have_two_addresses():
    region = RegionFactory()
    for code in ("901", "902"):
        ensure_territory_page(DepartementFactory(code=code, name="Saint-Jean", parent=region))
    assert addresses()[1:] == [f"{addresses()[0]}saint-jean/", f"{addresses()[0]}saint-jean-2/"]


@pytest.mark.django_db
def test_a_place_that_belongs_nowhere_is_refused():
    epci = TerritoryFactory(level=Level.EPCI, code="200000000", name="Grand Orage")
    with pytest.raises(ValueError, match="Grand Orage"):
        ensure_territory_page(epci)


def test_pages_added_at_once_do_not_take_the_same_place(django_db_setup, django_db_blocker):
    """Really committed, by four connections; then taken away by hand, for a flush would take the first pages too."""
    with django_db_blocker.unblock():
        departement = DepartementFactory(code="9X", name="Au Même Moment")
        try:
            with ThreadPoolExecutor(4) as pool:
                assert list(pool.map(_add_some, [departement] * 4)) == [3] * 4
            assert NewsPage.objects.count() == 12
            assert len({page.slug for page in NewsPage.objects.all()}) == 12
            assert TerritoryPage.objects.count() == 2
            assert not any(Page.find_problems())
        finally:
            for page in [*NewsPage.objects.all(), *TerritoryPage.objects.filter(depth=4)]:
                page.delete()
            PageLogEntry.objects.all().delete()
            Entry.objects.all().delete()
            for level in (Level.DEPARTEMENT, Level.REGION, Level.NATION):
                Territory.objects.filter(level=level).delete()


def _add_some(departement):
    try:
        ensure_territory_page(departement)
        return len([add_page(NewsPage(title="La même", intro="…"), parent=NewsIndexPage.objects.get()) for _ in "abc"])
    finally:
        connection.close()
