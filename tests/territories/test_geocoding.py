"""An address becomes a point and a commune, online or not."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from territories.queries import commune_of_point, search_address
from tests.factories import CommuneFactory

pytestmark = pytest.mark.django_db

ANSWER = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [2.3571, 48.9362]},
            "properties": {"label": "12 Rue de la Légion d'Honneur 93200 Saint-Denis", "citycode": "93066"},
        }
    ],
}


class Service:
    """The national address service, on this machine: keeps what it is asked, answers what it is told."""

    def __init__(self):
        self.asked, self.status, self.body = [], 200, json.dumps(ANSWER)
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                service.asked.append(urlsplit(self.path))
                self.send_response(service.status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(service.body.encode())

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.domain = f"http://127.0.0.1:{self.server.server_port}/geocodage"


@pytest.fixture
def service(settings):
    service = Service()
    settings.GEOCODER_DOMAIN = service.domain
    yield service
    service.server.shutdown()
    service.server.server_close()


@pytest.fixture
def saint_denis():
    return CommuneFactory(code="93066", name="Saint-Denis", postal_codes=["93200"], lon=2.36, lat=48.93)


def test_the_service_is_asked_and_its_commune_is_ours(service, saint_denis):
    (place,) = search_address("12 rue de la légion d'honneur", limit=3)
    assert place.label == "12 Rue de la Légion d'Honneur 93200 Saint-Denis"
    assert (place.lon, place.lat, place.territory) == (2.3571, 48.9362, saint_denis)
    (asked,) = service.asked
    assert asked.path == "/geocodage/search"
    assert parse_qs(asked.query) == {"q": ["12 rue de la légion d'honneur"], "limit": ["3"]}


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (503, "{}"),
        (429, "{}"),
        (200, "not json"),
        (200, '{"features": []}'),
        (200, '{"features": [{"geometry": null}]}'),
        (200, "[]"),
    ],
)
def test_a_service_that_fails_leaves_the_communes(service, saint_denis, status, body):
    service.status, service.body = status, body
    (place,) = search_address("12 rue de la République, 93200 Saint-Denis")
    assert place.territory == saint_denis


def test_a_service_that_is_away_leaves_the_communes(settings, saint_denis):
    settings.GEOCODER_DOMAIN = "http://127.0.0.1:9"
    assert [place.territory for place in search_address("saint-denis")] == [saint_denis]


@pytest.mark.parametrize(
    "text",
    [
        "Saint-Denis",
        "93200",
        "12 rue de la République, 93200 Saint-Denis",
        "5 chemin vert 93200",
        "Chemin vert, St-Denis",
    ],
)
def test_without_service_the_commune_of_the_address_is_found(saint_denis, text):
    (place,) = search_address(text)
    assert (place.label, place.lon, place.lat) == ("Saint-Denis (93)", 2.36, 48.93)


def test_nothing_typed_finds_nothing(service):
    assert search_address("  ") == []
    assert service.asked == []


def test_the_commune_of_a_point_is_never_asked_outside(service, saint_denis):
    place = commune_of_point(2.361, 48.931)
    assert (place.label, place.lon, place.lat, place.territory) == ("Saint-Denis (93)", 2.361, 48.931, saint_denis)
    assert commune_of_point(0, 0) is None
    assert service.asked == []
