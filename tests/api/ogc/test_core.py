"""The abstract tests of OGC API Features, Part 1: Core, GeoJSON and OpenAPI 3.0 (docs/ogc.md). Named as they are."""

import pytest
from openapi_schema_validator import OAS30Validator
from openapi_spec_validator import validate

from tests.api.ogc.conftest import COLLECTIONS, NOUNS, PLACED
from tests.factories import ScopeFactory

pytestmark = pytest.mark.django_db
CORE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"
GEOJSON, OPENAPI = "application/geo+json", "application/vnd.oai.openapi+json;version=3.0"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


def fits(description, schema, document):
    components = {"components": description["components"]}
    OAS30Validator({"$ref": f"#/components/schemas/{schema}", **components}).validate(document)
    return True


def rels(document):
    """Links by relation; each says of what type it leads to something."""
    for link in document["links"]:
        assert link["rel"]
        assert link["type"]
        assert link["href"].startswith("http://testserver/")
    return {link["rel"]: link["href"] for link in document["links"]}


def operation(description, path):
    return description["paths"][path]["get"]


def parameter(description, name, of="areas"):
    """As it is described, references followed."""
    found = operation(description, f"/collections/{of}/items")["parameters"]
    assert {"$ref": f"#/components/parameters/{name}"} in found
    return description["components"]["parameters"][name]


def test_http(service):
    """HTTP 1.1: statuses, methods, and conditional requests."""
    assert service.client.head("/ogc/collections").status_code == 200
    assert service.client.post("/ogc/collections").status_code == 405
    etag = service.get("/collections").headers["ETag"]
    assert service.client.get("/ogc/collections", headers={"If-None-Match": etag}).status_code == 304


def test_root_op(service):
    assert service.get("/").status_code == 200


def test_root_success(service):
    landing = service.read("/")
    assert fits(service.description, "landingPage", landing)
    assert {"self", "service-desc", "service-doc", "conformance", "data"} <= rels(landing).keys()


def test_api_definition_op(service):
    links = [link for link in service.read("/")["links"] if link["rel"] in ("service-desc", "service-doc")]
    for link in links:
        answer = service.get(link["href"], accept=link["type"])
        assert (answer.status_code, answer.headers["Content-Type"].split("; ")[0]) == (200, link["type"])


def test_api_definition_success(service):
    validate(service.description)


def test_conformance_op(service):
    assert (
        service.get("/conformance").status_code
        == service.get(rels(service.read("/"))["conformance"]).status_code
        == 200
    )


def test_conformance_success(service):
    told = service.read("/conformance")
    assert fits(service.description, "confClasses", told)
    one, two = (f"http://www.opengis.net/spec/ogcapi-features-{part}/1.0/conf" for part in (1, 2))
    assert told["conformsTo"] == [CORE, f"{one}/geojson", f"{one}/oas30", f"{two}/crs"]


def test_fc_md_op(service):
    assert service.get("/collections").status_code == service.get(rels(service.read("/"))["data"]).status_code == 200


def test_fc_md_success(service):
    assert fits(service.description, "collections", service.read("/collections"))


def test_fc_md_links(service):
    assert rels(service.read("/collections")) == {"self": "http://testserver/ogc/collections"}


def test_fc_md_items(service):
    assert [one["id"] for one in service.read("/collections")["collections"]] == list(COLLECTIONS)


def test_fc_md_items_links(service):
    for one in service.read("/collections")["collections"]:
        assert rels(one)["items"] == f"http://testserver/ogc/collections/{one['id']}/items"
        assert [link["type"] for link in one["links"] if link["rel"] == "items"] == [GEOJSON]


def test_fc_md_extent(service):
    for one in service.read("/collections")["collections"]:
        extent, features = one["extent"], service.items(one["id"])
        [[first, last]] = extent["temporal"]["interval"]
        days = [feature["properties"]["dated_on"] for feature in features if feature["properties"]["dated_on"]]
        assert all(first[:10] <= day <= last[:10] for day in days)
        points = [feature["geometry"]["coordinates"] for feature in features if feature["geometry"]]
        assert bool(points) == ("spatial" in extent) == (one["id"] in PLACED)
        for lon, lat in points:
            [[west, south, east, north]] = extent["spatial"]["bbox"]
            assert west <= lon <= east
            assert south <= lat <= north


def test_fc_md_extent_multi(service):
    """There is one box and one interval: the first holds everything, as the test before says."""
    for one in service.read("/collections")["collections"]:
        assert len(one["extent"].get("spatial", {}).get("bbox", [0])) == 1
        assert len(one["extent"]["temporal"]["interval"]) == 1


def test_sfc_md_op(service):
    for name in COLLECTIONS:
        assert service.get(f"/collections/{name}").status_code == 200


def test_sfc_md_success(service):
    for name in COLLECTIONS:
        told = service.read(f"/collections/{name}")
        assert fits(service.description, "collection", told)
        assert told in service.read("/collections")["collections"]


def test_fc_op(service):
    for name in COLLECTIONS:
        assert service.ids(name) == [f"{NOUNS[name]}-{number}" for number in range(3)]


def test_fc_bbox_definition(service):
    told = parameter(service.description, "bbox")
    assert (told["style"], told["explode"], told["in"], told["required"]) == ("form", False, "query", False)
    assert (told["schema"]["type"], told["schema"]["items"]) == ("array", {"type": "number"})
    assert told["schema"]["oneOf"] == [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}]


def test_fc_bbox_response(service):
    """What has no place is found by any frame, as the standard asks; a frame of six numbers has heights besides."""
    assert service.ids("areas", bbox="2,48,3,49") == ["area-0", "area-2"]
    assert service.ids("areas", bbox="2,48,-100,3,49,900") == ["area-0", "area-2"]
    assert service.ids("areas", bbox="7.75,48.58,7.75,48.58") == ["area-1", "area-2"]
    assert service.ids("areas", bbox="170,48,3,49") == ["area-0", "area-2"]
    assert len(service.ids("practices", bbox="2,48,3,49")) == 3
    answer = service.get("/collections/areas/items", bbox="2,48,3,49")
    assert answer.headers["Content-Crs"] == f"<{CRS84}>"


def test_fc_limit_definition(service):
    told = parameter(service.description, "limit")
    assert (told["style"], told["explode"]) == ("form", False)
    assert told["schema"] == {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}


def test_fc_limit_response(service):
    assert [len(service.items("areas", limit=limit)) for limit in (1, 2, 1000, 5_000_000)] == [1, 2, 3, 3]


def test_fc_time_definition(service):
    told = parameter(service.description, "datetime")
    assert (told["style"], told["explode"], told["schema"]) == ("form", False, {"type": "string"})


DAYS = [
    ("2026-11-01T10:00:00Z", [0]),
    ("2026-11-01", [0]),
    ("2026-10-31T23:30:00Z", [0]),  # (it is the first of November here)
    ("2026-11-02T00:00:00Z/2026-11-30T00:00:00Z", [1]),
    ("../2026-11-19T00:00:00Z", [0]),
    ("/2026-11-19T00:00:00Z", [0]),
    ("2026-11-02T00:00:00Z/..", [1]),
    ("2026-11-20T00:00:00+01:00/", [1]),
    ("2026-01-01/2026-12-31", [0, 1]),
]


def test_fc_time_response(service):
    """What has no day is found by any."""
    for asked, found in DAYS:
        assert service.ids("areas", datetime=asked) == [f"area-{number}" for number in [*found, 2]]


def test_fc_response(service):
    for name in COLLECTIONS:
        told = service.read(f"/collections/{name}/items")
        assert fits(service.description, "featureCollectionGeoJSON", told)
        assert told["type"] == "FeatureCollection"


def test_fc_links(service):
    """Following them reads everything, once, with the filters."""
    address, seen = "/collections/areas/items?limit=1&sort=title", []
    while address:
        told = service.read(address)
        seen += [feature["id"] for feature in told["features"]]
        links = rels(told)
        assert links["self"].partition("/ogc")[2] == address.partition("/ogc")[2] or address.startswith("/collections")
        address = links.get("next")
    assert sorted(seen) == ["area-0", "area-1", "area-2"]


def test_fc_time_stamp(service):
    """It is left out: two equal answers are equal to the byte, and 304 says so."""
    assert "timeStamp" not in service.read("/collections/areas/items")


def test_fc_number_matched(service):
    assert service.read("/collections/areas/items", limit=1)["numberMatched"] == 3
    assert service.read("/collections/areas/items", bbox="2,48,3,49", limit=1)["numberMatched"] == 2


def test_fc_number_returned(service):
    for limit in (1, 2, 10):
        told = service.read("/collections/areas/items", limit=limit)
        assert told["numberReturned"] == len(told["features"])


def test_f_op(service):
    for name in COLLECTIONS:
        for key in service.ids(name):
            assert service.get(f"/collections/{name}/items/{key}").status_code == 200


def test_f_success(service):
    for name in COLLECTIONS:
        for feature in service.items(name):
            told = service.read(f"/collections/{name}/items/{feature['id']}")
            assert fits(service.description, "featureGeoJSON", told)
            assert {key: value for key, value in told.items() if key != "links"} == feature


def test_f_links(service):
    links = rels(service.read("/collections/areas/items/area-0"))
    assert links == {
        "self": "http://testserver/ogc/collections/areas/items/area-0",
        "collection": "http://testserver/ogc/collections/areas",
    }


def test_crs84(service):
    """Longitude first, as RFC 7946 asks."""
    told = service.read("/collections/areas/items/area-0")
    assert told["geometry"] == {"type": "Point", "coordinates": [2.36, 48.93]}


REFUSED = [
    *[
        ("bbox", one)
        for one in ("1,2,3", "a,b,c,d", "3,49,2,48", "0,0,0,91", "nan,0,1,1", "1,2,3,4,5", "1,2,3,4,5,6,7")
    ],
    *[("limit", one) for one in ("0", "-1", "a", "1.5", "²")],
    *[
        ("datetime", one)
        for one in ("yesterday", "../..", "/", "2026-11-02/2026-11-01", "2026-02-30", "2026-11-01T10:00:00", "1/2/3")
    ],
    ("statut", "nowhere"),
    ("niveau", "village"),
]


def test_query_param_invalid(service):
    for name, value in REFUSED:
        answer = service.get(f"/collections/{'sites' if name == 'statut' else 'areas'}/items", **{name: value})
        assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json"), (name, value)
        assert [error["parameter"] for error in answer.json()["errors"]] == [name]


PATHS = ["/", "/api", "/conformance", "/collections", "/collections/areas", "/collections/areas/items"]


def test_query_param_unknown(service):
    for path in [*PATHS, "/collections/areas/items/area-0"]:
        answer = service.get(path, unknown="1")
        assert (answer.status_code, [error["parameter"] for error in answer.json()["errors"]]) == (400, ["unknown"])


def test_geojson_definition(service):
    """Features come as GeoJSON, the rest as JSON, to who asks for either."""
    for path in ("/collections/areas/items", "/collections/areas/items/area-0"):
        assert service.get(path, accept=GEOJSON).headers["Content-Type"] == GEOJSON
    for path in ("/", "/conformance", "/collections", "/collections/areas"):
        answer = service.get(path, accept=f"{GEOJSON}, application/json")
        assert answer.headers["Content-Type"] == "application/json"


def test_geojson_content(service):
    """Of RFC 7946: nothing at the top of a feature that it does not know, and the id that the address says."""
    for name in COLLECTIONS:
        for feature in service.items(name):
            assert feature.keys() == {"type", "id", "geometry", "properties"}
            assert (feature["type"], type(feature["properties"])) == ("Feature", dict)
            assert service.read(f"/collections/{name}/items/{feature['id']}")["id"] == feature["id"]


def test_oas30_definition_1(service):
    kinds = {link["rel"]: link["type"] for link in service.read("/")["links"]}
    assert (kinds["service-desc"], kinds["service-doc"]) == (OPENAPI, "text/html")
    assert service.get("/api", accept=OPENAPI).headers["Content-Type"] == OPENAPI


def test_oas30_definition_2(service):
    assert service.description["openapi"].startswith("3.0.")
    validate(service.description)


def test_oas30_completeness(service):
    """Each operation tells of its answer, and of its type; things tell of their system."""
    paths = service.description["paths"]
    assert len(paths) == 4 + 3 * len(COLLECTIONS)
    for path, methods in paths.items():
        [kind] = methods["get"]["responses"]["200"]["content"]
        noun = NOUNS.get(path.split("/")[2]) if path.count("/") > 1 else ""
        answer = service.get(path.replace("{featureId}", f"{noun}-0"))
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
        assert ("Content-Crs" in answer.headers) == ("headers" in methods["get"]["responses"]["200"])


def test_oas30_exceptions_codes(service, settings):
    """Whatever goes wrong, its status is one that the description tells of."""
    item, items = "/collections/sites/items/site-0", "/collections/sites/items"
    sites, one = (operation(service.description, path)["responses"] for path in (items, items + "/{featureId}"))
    client = service.client
    seen = {
        400: service.get(items, unknown="1"),
        401: client.get(f"/ogc{items}", headers={"Authorization": "Bearer wrong"}),
        404: service.get(item + "x"),
        405: client.post(f"/ogc{items}"),
        406: service.get(items, accept="text/html"),
        413: client.generic("GET", f"/ogc{items}", CONTENT_LENGTH=str(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)),
    }
    client.force_login(ScopeFactory(role="editor").user)
    seen[403] = service.get(items)
    assert {status: answer.status_code for status, answer in seen.items()} == {status: status for status in seen}
    assert {str(status) for status in seen} <= sites.keys() & one.keys()
    for answer in seen.values():
        assert fits_problem(answer)


def fits_problem(answer):
    assert answer.headers["Content-Type"] == "application/problem+json"
    return answer.json()["status"] == answer.status_code


def test_oas30_impl(service):
    """Every parameter that is described is taken, each choice of it too."""
    description = service.description
    for name in COLLECTIONS:
        path = f"/collections/{name}/items"
        for told in operation(description, path)["parameters"]:
            if "$ref" in told:
                continue
            schema = told["schema"].get("items", told["schema"])
            choices = schema.get("enum") or {"integer": [20]}.get(schema["type"], [])
            for value in choices:
                more = {"q": "titre"} if value == "relevance" else {}
                wanted = 400 if (told["name"], value) == ("sort", "people") and name not in ("areas", "sites") else 200
                assert service.asked(path, {told["name"]: value} | more).status_code == wanted, (
                    name,
                    told["name"],
                    value,
                )


def test_oas30_security(service):
    """Keys and sessions are described, and asked where they are needed."""
    schemes = service.description["components"]["securitySchemes"]
    assert (schemes["key"]["scheme"], schemes["session"]["in"]) == ("bearer", "cookie")
    for path, methods in service.description["paths"].items():
        is_open = {} in methods["get"]["security"]
        assert is_open == (not path.startswith("/collections/sites"))


def test_what_the_public_may_not_read_is_neither_listed_nor_given(public, bearer):
    assert [one["id"] for one in public.read("/collections")["collections"]] == [
        "areas",
        "actions",
        "practices",
        "news",
    ]
    for path in ("", "/items", "/items/site-0", "/items/nothing"):
        assert public.get(f"/collections/sites{path}").status_code == 401
    key = bearer()
    listed = public.client.get("/ogc/collections", headers=key).json()["collections"]
    assert "sites" in [one["id"] for one in listed]
    # This reader's documents are of another audience: there is none.
    assert public.client.get("/ogc/collections/sites/items", headers=key).json()["features"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_an_answer_costs_the_same_for_one_and_for_three(public, count, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(public.items("areas", limit=count)) == count


def test_public_answers_may_be_kept_by_anybody_and_held(public):
    for name in ("areas", "practices"):
        answer = public.get(f"/collections/{name}/items")
        assert answer.headers["Cache-Control"] == "public, max-age=60"
        held = {"If-None-Match": answer.headers["ETag"]}
        assert public.client.get(f"/ogc/collections/{name}/items", headers=held).status_code == 304
