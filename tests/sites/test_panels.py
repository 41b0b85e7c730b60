import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from actors.enums import Role
from cms.panels import PointField
from cms.services import ensure_territory_page
from sites.models import SitePage
from sites.panels import SitePageForm
from tests.factories.actors import ScopeFactory
from tests.factories.sites import SitePageFactory
from tests.factories.territories import NationFactory

UNKNOWN = {"kind_of_place": "unknown", "owner_kind": "unknown", "reinstallation": "unknown"}
COMMENTS = {f"comments-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}


@pytest.fixture
def editor(client, db):
    client.force_login(ScopeFactory(role=Role.NATIONAL, territory=NationFactory()).user)
    return client


def save(editor, url, **said):
    return editor.post(url, UNKNOWN | COMMENTS | {"title": "Les Peupliers", "point": "", "commune": ""} | said)


def add_url(commune):
    return reverse("wagtailadmin_pages:add", args=["sites", "sitepage", ensure_territory_page(commune).pk])


def test_a_draft_without_commune_or_point_is_refused_with_words(editor, commune):
    answer = save(editor, add_url(commune))
    assert answer.status_code == 200
    assert "Choisissez la commune, ou placez le point" in answer.content.decode()
    assert not SitePage.objects.exists()


def test_a_draft_with_its_point_alone_finds_its_commune(editor, commune):
    answer = save(editor, add_url(commune), point="SRID=4326;POINT(2.361 48.931)")
    assert answer.status_code == 302
    site = SitePage.objects.get()
    assert (site.commune, site.lon, site.lat, site.live) == (commune, 2.361, 48.931, False)
    assert site.slug.startswith("s-")


def test_the_editor_shows_the_map_without_anybody_elses_server(editor, commune):
    page = editor.get(add_url(commune)).content.decode()
    assert "js_lib_leaflet/leaflet.js" in page
    assert "unpkg.com" not in page
    assert "openstreetmap" not in page
    assert 'name="slug"' not in page


def test_saving_without_the_owners_field_keeps_the_owner(site, people):
    SitePage.objects.update(owner_name="SCI du Moulin")
    site.refresh_from_db()
    form_class = site.get_edit_handler().get_form_class()
    assert issubclass(form_class, SitePageForm)
    assert "owner_name" not in form_class(instance=site, for_user=people.partner).fields
    assert "owner_name" in form_class(instance=site, for_user=people.pilot).fields


@pytest.mark.parametrize(
    ("written", "point"),
    [
        ("SRID=4326;POINT(2.361 48.931)", (2.361, 48.931)),
        ("POINT (-61.5 1.6e1)", (-61.5, 16.0)),
        ("", None),
    ],
)
def test_points_are_read(written, point):
    assert PointField(required=False).clean(written) == point


@pytest.mark.parametrize("written", ["POINT(200 0)", "48.9, 2.3", "POINT(a b)"])
def test_points_that_are_not_on_earth_are_refused(written):
    with pytest.raises(ValidationError):
        PointField(required=False).clean(written)


def test_the_place_search_answers_from_our_own_server(editor, commune):
    answer = editor.get(reverse("search_place"), {"q": commune.name})
    assert [place["label"] for place in answer.json()["places"]] == [commune.label]


def test_the_place_search_is_for_editors(client, commune):
    assert client.get(reverse("search_place"), {"q": commune.name}).status_code == 302


def test_editing_shows_what_accumulates_beside(editor, commune):
    site = SitePageFactory(commune=commune)
    site.save_revision()
    assert editor.get(reverse("wagtailadmin_pages:edit", args=[site.pk])).status_code == 200
