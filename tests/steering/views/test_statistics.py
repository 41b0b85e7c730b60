"""What everyone may know, and the open dataset as those who harvest it read it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from frictionless import Resource, Schema, validate
from rdflib import Graph, Namespace
from rdflib.namespace import RDF

from catalog.services import publish_page, refresh_areas
from sites.models import Observation
from steering.models import OpenMonth, UseOfDay
from steering.services import publish_statistics
from tests.factories import CommuneFactory, DepartementFactory, ScopeFactory
from tests.factories.sites import ObservationFactory, SitePageFactory

pytestmark = pytest.mark.django_db
DCAT, SPDX = Namespace("http://www.w3.org/ns/dcat#"), Namespace("http://spdx.org/rdf/terms#")


@pytest.fixture
def published(db):
    """Two communes with an area each, and one site alone in a second département, of which nothing may be said."""
    for _number in (1, 2):
        commune = CommuneFactory()
        for people in (40, 23, 31):
            _site(commune, people=people, minors=people // 2, minors_in_school=people // 4)
    _site(CommuneFactory(code="59001", parent=DepartementFactory(code="59", name="Nord")), people=173)
    refresh_areas()
    publish_statistics()


def _site(commune, **counts):
    site = SitePageFactory(commune=commune)
    ObservationFactory(site=site, observed_on=timezone.localdate(), **counts)
    publish_page(site)


def test_the_dataset_says_what_areas_say_and_nothing_of_the_others(client, published):
    rows = {row["departement_code"]: row for row in OpenMonth.objects.get().rows}
    here = rows["93"]
    told = ("zones", "sites_ouverts", "personnes", "mineurs", "mineurs_scolarises", "part_scolarises")
    # Each area: 3 sites (5), 94 people (95), 46 minors (45), 22 in school (20).
    assert [here[name] for name in told] == [2, 10, 190, 90, 40, 44]
    assert [rows["59"][name] for name in told] == [0, None, None, None, None, None]
    for name in ("open_data", "statistics"):
        assert "173" not in client.get(reverse(name)).content.decode()


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")
def test_a_harvester_finds_the_files_and_frictionless_finds_them_valid(client, published):
    answer = client.get(reverse("open_data_catalogue"))
    assert answer["Content-Type"] == "application/ld+json"
    graph = Graph().parse(data=answer.content, format="json-ld")
    (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
    assert set(graph.objects(None, DCAT.dataset)) == {dataset}
    files = list(graph.objects(dataset, DCAT.distribution))
    assert len(files) == 2
    schema = Schema.from_descriptor(client.get(reverse("open_data_schema")).json())
    for file in files:
        (url,) = graph.objects(file, DCAT.downloadURL)
        content = client.get("/" + str(url).split("/", 3)[3]).content
        assert int(next(graph.objects(file, DCAT.byteSize))) == len(content)
        report = validate(Resource(data=content, format="csv", encoding="utf-8", schema=schema))
        assert report.valid, report.flatten(["type", "message"])
        assert report.tasks[0].stats["rows"] == 2
    broken = content.replace(b"2026", b"vingt")
    assert not validate(Resource(data=broken, format="csv", encoding="utf-8", schema=schema)).valid


def test_the_data_package_is_one(client, published):
    package = client.get(reverse("open_data_package")).json()
    assert [one["bytes"] for one in package["resources"]] == [len(client.get(reverse("open_data")).content)] * 2
    from frictionless import Package

    assert Package.metadata_validate(package) is not None
    assert Package.from_descriptor(package).resource_names == [
        "habitats-informels", f"habitats-informels-{timezone.localdate():%Y-%m}",
    ]  # fmt: skip


def test_a_month_is_published_once_and_keeps_what_it_said(client, published, monkeypatch):
    before = client.get(reverse("open_data"))
    Observation.objects.update(people=9_999)
    publish_statistics()
    assert client.get(reverse("open_data")).content == before.content
    assert client.get(reverse("open_data"), headers={"If-None-Match": before["ETag"]}).status_code == 304

    next_month = timezone.localdate().replace(day=1) + timedelta(days=40)
    monkeypatch.setattr("steering.services.statistics.timezone.localdate", lambda: next_month)
    publish_statistics()
    assert OpenMonth.objects.count() == 2
    assert client.get(reverse("open_data_month", args=[f"{next_month:%Y-%m}"])).status_code == 200
    for wrong in ("2026-13", "1999-01", "demain"):
        assert client.get(reverse("open_data_month", args=[wrong])).status_code == 404


def test_the_page_tells_use_and_field_to_everyone_and_asks_as_much_whatever_there_is(
    client, published, django_assert_num_queries
):
    ScopeFactory()
    UseOfDay.objects.all().delete()
    publish_statistics()
    client.get(reverse("statistics"))
    with django_assert_num_queries(7):
        page = client.get(reverse("statistics")).content.decode()
    assert "Seine-Saint-Denis (93)" in page
    assert "Nord (59)" not in page
    assert "Rien ne peut être dit de 1 département" in page
    assert "personnes ce mois-ci" in page


def test_before_anything_is_published_the_page_says_so(client):
    page = client.get(reverse("statistics"))
    assert page.status_code == 200
    assert "Aucun mois n’a encore été publié" in page.content.decode()
    catalogue, _publisher = client.get(reverse("open_data_catalogue")).json()["@graph"]
    assert catalogue["dcat:dataset"] == []
    assert client.get(reverse("open_data")).content.decode().count("\n") == 1


def test_months_that_speak_of_few_are_withheld(published):
    last_month = timezone.now().replace(day=1) - timedelta(days=3)
    site = Observation.objects.first().site
    seen = [Observation(site=site, observed_on=date(2026, 1, 1)) for _ in range(13)]
    Observation.objects.bulk_create(seen)
    Observation.objects.filter(pk__in=[one.pk for one in seen]).update(recorded_at=last_month)
    UseOfDay.objects.all().delete()
    used, _month = publish_statistics()
    assert used.values["observations"][-1] == [f"{last_month:%Y-%m}", 15]
    assert {count for _name, count in used.values["observations"][:-1]} == {None}


def test_the_description_for_search_engines_goes_back_to_the_first_month_of_all(client, published):
    last = OpenMonth.objects.get()
    for ago in range(1, 26):
        year, month = divmod(last.month.year * 12 + last.month.month - 1 - ago, 12)
        OpenMonth.objects.create(
            month=date(year, month + 1, 1), as_of=last.as_of, rows=last.rows, published_at=last.published_at
        )
    page = client.get(reverse("statistics")).content.decode()
    first = OpenMonth.objects.earliest("month").month
    assert f'"temporalCoverage":"{first.isoformat()}/{last.as_of.isoformat()}"' in page
