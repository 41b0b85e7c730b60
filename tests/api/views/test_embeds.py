"""Frames on the sites of others: who may frame what, what is told, what leaves no trace."""

import gzip
import json
import re
from html import unescape
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from api.enums import EmbedKind
from tests.factories import DepartementFactory
from tests.factories.catalog import write_entry

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
FRAMES = [f"/integrer/{kind}/" for kind in EmbedKind]
OURS_BYTES = 60_000


def policy(answer) -> dict[str, str]:
    said = answer.headers["Content-Security-Policy"].split(";")
    return {name: values for name, _, values in (one.strip().partition(" ") for one in said)}


@pytest.mark.parametrize("url", FRAMES)
def test_frames_may_be_framed_by_anyone_and_leave_nothing_behind(client, areas, url):
    areas(3)
    answer = client.get(url)
    assert answer.status_code == 200
    assert policy(answer)["frame-ancestors"] == "*"
    assert policy(answer)["script-src"] == "'self'"
    assert "X-Frame-Options" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    text = answer.content.decode()
    asked = re.findall(r"""<(?:link rel="(?:stylesheet|icon)"|script|img|iframe)[^>]*(?:src|href)="([^"]+)""", text)
    assert asked
    assert [one for one in asked if not one.startswith("/static/")] == []


@pytest.mark.parametrize("url", ["/", "/carte/", "/actions/", "/integrer/", "/connexion/", "/statistiques/", "/nulle/"])
def test_every_other_page_keeps_refusing_frames(client, url):
    answer = client.get(url)
    assert policy(answer)["frame-ancestors"] == "'self'"
    assert answer.headers["X-Frame-Options"] in {"SAMEORIGIN", "DENY"}
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("url", FRAMES)
def test_frames_say_the_same_to_everyone(client, areas, pilot, url):
    """A page around a frame could be looked over somebody's shoulder: it never shows what a session opens."""
    areas(1)
    signed_in = client.get(url).content
    client.logout()
    assert client.get(url).content == signed_in


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_a_frame_takes_the_same_queries(client, areas, count, django_assert_num_queries):
    communes = areas(count)
    # savepoint and release, entries
    with django_assert_num_queries(3):
        text = client.get("/integrer/zones/").content.decode()
    assert text.count("<tr data-entry=") == count
    assert all(commune.name in text for commune in communes)


def test_a_frame_speaks_english(client, areas):
    areas(1)
    text = client.get("/integrer/zones/?langue=en").content.decode()
    assert '<html lang="en">' in text
    assert "Open sites, about" in text
    assert "environ" not in text


def test_the_map_of_a_frame_is_followed_by_its_list(client, areas):
    commune = areas(1)[0]
    text = client.get(f"/integrer/carte/?territoire={commune.parent.key}").content.decode()
    assert f'data-source="/api/v1/areas.geojson?territoire={commune.parent.key}"' in text
    assert text.index("data-map ") < text.index("<details") < text.index(commune.name)


def test_figures_are_those_that_the_areas_say(client, areas):
    departement = areas(3)[0].parent
    text = client.get(f"/integrer/chiffres/?territoire={departement.key}").content.decode()
    assert re.findall(r"<dd>(.*?)</dd>", text) == ["15", "180", "75", "non publié"]
    assert "Seine-Saint-Denis" in text


def test_actions_are_listed_by_their_public_part(client):
    write_entry("action", key="a", title="Médiation", fields={"territory": "Seine-Saint-Denis", "operator": "Relais"})
    text = client.get("/integrer/actions/").content.decode()
    assert "Médiation" in text
    assert "Seine-Saint-Denis · Relais" in text


@pytest.mark.parametrize("url", FRAMES)
def test_an_empty_frame_says_so(client, url):
    assert "Aucune action n" in (text := client.get(url).content.decode()) or "Rien ne peut être publié ici" in text


@pytest.mark.parametrize("asked", ["territoire=Nulleville", "hauteur=1", "langue=de", "inconnu=1"])
def test_a_frame_that_is_not_understood_shows_nothing(client, areas, asked):
    areas(1)
    answer = client.get(f"/integrer/carte/?{asked}")
    assert answer.status_code == 400
    assert "n’est pas comprise" in answer.content.decode()
    assert "data-entry" not in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_page_that_makes_tags_gives_both_without_script(client):
    place = DepartementFactory()
    asked = f"quoi=chiffres&territoire={place.name}&langue=en&hauteur=300"
    text = client.get(f"/integrer/?{asked}").content.decode()
    tags = [unescape(one) for one in re.findall(r"<textarea[^>]*>(.*?)</textarea>", text, re.DOTALL)]
    query = f"territoire={place.key}&amp;langue=en&amp;hauteur=300"
    title = "Informal settlements in figures: Seine-Saint-Denis"
    said = f'data-quoi="chiffres" data-territoire="{place.key}" data-langue="en" data-hauteur="300"'
    attributes = f'title="{title}" width="100%" height="300" frameborder="0" loading="lazy"'
    assert tags == [
        f'<script async src="http://testserver/integrer/integrer.js" {said} data-titre="{title}"></script>',
        f'<iframe src="http://testserver/integrer/chiffres/?{query}" {attributes}></iframe>',
    ]
    shown = f'<iframe src="http://testserver/integrer/chiffres/?{query}" title="{title}" height="300" loading="lazy">'
    assert shown in text  # our own page says the rest by its style sheet


def test_what_is_typed_wrong_is_said_on_its_field(client):
    answer = client.get("/integrer/?territoire=Nulleville&hauteur=9")
    text = answer.content.decode()
    assert answer.status_code == 400
    assert 'value="Nulleville"' in text
    assert "Aucun territoire ne s’appelle" in text
    assert "<textarea" not in text


def test_the_script_keeps_its_address_and_may_be_kept(client):
    answer = client.get("/integrer/integrer.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not answer.cookies
    again = client.get("/integrer/integrer.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_what_a_frame_loads_of_ours_is_under_sixty_kilobytes(client, areas):
    """Compressed, and besides the map library, which is a file of its own."""
    if not finders.find("dist/map.js"):
        pytest.skip("the browser's files are not built (make front)")
    areas(20)
    frame = client.get("/integrer/carte/").content
    files = ["js/embed.js", "js/embed-frame.js", "css/embed.css", "css/maps.css", "dist/map.js", "img/icon.svg"]
    ours = [frame, *(Path(finders.find(name)).read_bytes() for name in files)]
    assert sum(len(gzip.compress(one, 9)) for one in ours) < OURS_BYTES
    # The library is not in the bundle of ours: it is the chunk that it imports.
    [engine] = re.findall(r"engine-\w+\.js", Path(finders.find("dist/map.js")).read_text()[:3000])
    assert Path(finders.find(f"dist/{engine}")).stat().st_size > OURS_BYTES


class TestOEmbed:
    def ask(self, client, **asked):
        return client.get("/api/oembed", asked)

    @pytest.mark.parametrize(
        ("link", "kind"),
        [
            ("/carte/?territoire=FR-departement-93", "carte"),
            ("/actions/", "actions"),
            ("/statistiques/", "chiffres"),
            ("/integrer/?quoi=zones&territoire=FR-departement-93", "zones"),
            ("/integrer/chiffres/?langue=en", "chiffres"),
        ],
    )
    def test_links_of_ours_become_frames(self, client, link, kind):
        DepartementFactory()
        answer = self.ask(client, url=f"http://testserver{link}", maxwidth="500", maxheight="300", dnt="1")
        told = answer.json()
        assert answer.status_code == 200
        assert (told["version"], told["type"], told["width"], told["height"]) == ("1.0", "rich", 500, 300)
        assert told["html"].startswith(f'<iframe src="http://testserver/integrer/{kind}/?')
        assert ("territoire=FR-departement-93" in told["html"]) == ("territoire" in link)
        assert told["title"] in told["html"]
        assert answer.headers["Cache-Control"] == "public, max-age=300"

    def test_tools_of_other_sites_may_ask_from_a_browser(self, client):
        answer = client.get(
            "/api/oembed", {"url": "http://testserver/carte/"}, headers={"Origin": "https://ville.example"}
        )
        assert answer.headers["Access-Control-Allow-Origin"] == "*"

    @pytest.mark.parametrize(
        ("asked", "status"),
        [
            ({}, 400),
            ({"url": "http://testserver/connexion/"}, 404),
            ({"url": "http://elsewhere.example/carte/"}, 404),
            ({"url": "javascript://testserver/carte/"}, 404),
            ({"url": "http://testserver/carte/?territoire=Nulleville"}, 404),
            ({"url": "http://[bad"}, 404),
            ({"url": "http://testserver/carte/", "format": "xml"}, 501),
        ],
    )
    def test_other_links_are_problems(self, client, asked, status):
        answer = self.ask(client, **asked)
        assert answer.status_code == status
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == status

    @pytest.mark.parametrize(
        "path", ["/carte/?territoire=FR-departement-93", "/actions/", "/statistiques/", "/integrer/carte/"]
    )
    def test_pages_tell_where_to_ask(self, client, path):
        DepartementFactory()
        text = client.get(path).content.decode()
        [link] = re.findall(r'<link rel="alternate" type="application/json\+oembed"[^>]* href="([^"]+)"', text)
        told = json.loads(client.get(unescape(link)).content)
        assert told["type"] == "rich"
