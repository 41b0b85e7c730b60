import json
from datetime import date

import pytest

from actors.enums import Noun
from actors.rules import NOBODY, Viewer
from catalog.enums import Audience
from catalog.models import Entry
from catalog.registry import OpenSite, registry
from catalog.services import publish_page, publish_pages
from sites.enums import Validation
from sites.models import SitePage
from sites.queries.documents import open_sites
from tests.factories.sites import ClosureFactory, ObservationFactory, PhaseFactory, ProcedureFactory, SitePageFactory
from tests.factories.territories import CommuneFactory

SECRETS = ("SCI du Moulin", "Tribunal", "Procédure secrète", "Vu de loin")


@pytest.fixture
def full_site(site):
    SitePage.objects.update(owner_name="SCI du Moulin", access_details="Derrière le hangar")
    ObservationFactory(site=site, people=30, minors=12, water_access="none", heatwave_alert=True, comment="Vu de loin")
    PhaseFactory(site=site)
    ProcedureFactory(site=site, comment="Procédure secrète")
    site.refresh_from_db()
    publish_page(site)
    return site


def document(site, audience):
    return json.loads(Entry.objects.get(audience=audience, page_id=site.pk).document)


def test_a_site_has_no_public_document(full_site):
    audiences = Entry.objects.filter(page_id=full_site.pk).order_by("audience").values_list("audience", flat=True)
    assert list(audiences) == ["member", "partner", "partner_exact"]
    assert not Entry.objects.visible_to(NOBODY).filter(noun=Noun.SITE).exists()


def test_nobody_finds_owner_procedures_or_comments_in_the_catalogue(full_site):
    for entry in Entry.objects.all():
        everything = " ".join(str(value) for value in vars(entry).values())
        assert [secret for secret in SECRETS if secret in everything] == []


def test_members_have_the_exact_point_and_every_count(full_site):
    read = document(full_site, Audience.MEMBER)
    assert read["title"] == full_site.title
    assert read["point"] == {"lon": 2.361, "lat": 48.931}
    assert (read["address"], read["people"], read["minors"], read["girls"]) == (full_site.address, 30, 12, None)
    assert read["living_conditions"]["water"] == "bad"
    assert [phase["kind"] for phase in read["phases"]] == ["sociological_diagnosis"]


def test_partners_have_the_point_of_the_commune_without_name_or_address(full_site):
    text = Entry.objects.get(audience=Audience.PARTNER, page_id=full_site.pk)
    read = document(full_site, Audience.PARTNER)
    assert read["point"] == {"lon": full_site.commune.lon, "lat": full_site.commune.lat}
    everything = " ".join(str(value) for value in vars(text).values())
    for exact in (full_site.title, full_site.address, "hangar", "2.361", "48.931"):
        assert exact not in everything


def test_partners_by_agreement_have_the_exact_point_without_name_or_address(full_site):
    read = document(full_site, Audience.PARTNER_EXACT)
    assert read["point"] == {"lon": 2.361, "lat": 48.931}
    everything = json.dumps(read, ensure_ascii=False)
    assert full_site.title not in everything
    assert full_site.address not in everything


def test_tags_answer_the_facets(full_site):
    tags = set(Entry.objects.get(audience=Audience.MEMBER, page_id=full_site.pk).tags)
    assert tags >= {"status:open", "place:unknown", "people:from_10", "water:bad", "fire:unknown", "alert:heatwave"}
    choices = {f"{facet.name}:{code}" for facet in registry.nouns[Noun.SITE].facets for code, _ in facet.choices()}
    assert tags <= choices


def test_a_site_never_observed_is_unknown_not_zero(site):
    publish_page(site)
    read = document(site, Audience.MEMBER)
    assert (read["people"], read["observed_on"]) == (None, None)
    assert set(read["living_conditions"].values()) == {"unknown"}


def test_a_site_without_a_point_is_shown_at_its_commune(commune):
    site = SitePageFactory(commune=commune, lon=None, lat=None)
    publish_page(site)
    read = document(site, Audience.MEMBER)
    assert (read["point"], read["is_point_exact"]) == ({"lon": commune.lon, "lat": commune.lat}, False)


def test_a_closed_site_says_when_and_members_why(site):
    ClosureFactory(site=site)
    SitePage.objects.update(status="resorbed")
    publish_page(site)
    assert document(site, Audience.MEMBER)["closure_reason"] == "resorbed"
    assert document(site, Audience.PARTNER)["closed_on"] == "2026-05-01"


def test_observers_read_the_coarse_document(full_site, people):
    read = Entry.objects.visible_to(Viewer(user=people.observer)).get(noun=Noun.SITE)
    assert read.audience == Audience.PARTNER


@pytest.mark.parametrize("count", [1, 3])
def test_publishing_many_sites_takes_the_same_queries(commune, count, django_assert_num_queries):
    sites = [SitePageFactory(commune=commune) for _ in range(count)]
    for site in sites:
        ObservationFactory.create_batch(count, site=site)
        PhaseFactory(site=site)
    publish_page(SitePageFactory(commune=commune))
    with django_assert_num_queries(11):
        publish_pages(sites)


@pytest.mark.parametrize("count", [1, 3])
def test_open_sites_of_areas_take_one_query(commune, count, django_assert_num_queries):
    for _ in range(count):
        ObservationFactory.create_batch(count, site=SitePageFactory(commune=commune))
    with django_assert_num_queries(1):
        assert len(list(open_sites())) == count


def test_areas_count_the_latest_validated_observation_of_open_published_sites(commune):
    here = CommuneFactory()
    site = SitePageFactory(commune=here)
    ObservationFactory(site=site, observed_on=date(2025, 1, 1), people=50, minors=20)
    ObservationFactory(site=site, observed_on=date(2024, 1, 1), people=10)
    ObservationFactory(site=site, observed_on=date(2026, 1, 1), people=99, validation=Validation.WAITING)
    SitePageFactory(commune=commune, live=False)
    SitePageFactory(commune=commune, status="closed")
    unknown = SitePageFactory(commune=commune)
    assert list(registry.open_sites()) == [
        OpenSite(commune_id=here.pk, people=50, minors=20),
        OpenSite(commune_id=unknown.commune_id, people=None),
    ]
