"""Pages for everyone are light, and are read without JavaScript."""

import csv
import gzip
import sys
from functools import cache

import brotli
import pytest

from territories.enums import Level
from territories.imports import latest_edition
from territories.models import Outline, Territory
from territories.rules.outlines import decoded
from tests.e2e.conftest import visit
from tests.factories import DepartementFactory

pytestmark = pytest.mark.browser
MOST_BYTES, MOST_REQUESTS = 500_000, 30
TEXTS = ("text/", "javascript", "json", "svg", "xml", "manifest")


def weight(answer) -> int:
    """As it travels in production: files of text are stored compressed (WhiteNoise); pages go as they are."""
    kind = answer.headers.get("content-type", "")
    if "/static/" in answer.url and any(text in kind for text in TEXTS):
        return compressed(answer.body())
    return answer.request.sizes()["responseBodySize"]


@cache
def compressed(body: bytes) -> int:
    return len(brotli.compress(body))


@pytest.fixture
def outlines(public):
    """Those of the whole country, as an installation has them: what maps weigh most by."""
    known = {place.code: place for place in Territory.objects.filter(level=Level.DEPARTEMENT)}
    with gzip.open(latest_edition("FR") / "outlines.csv.gz", "rt", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] == Level.DEPARTEMENT]
    for row, shape in zip(rows, decoded([row["shape"] for row in rows]), strict=True):
        west, south, east, north = shape.bounds
        place = known.get(row["code"]) or DepartementFactory(code=row["code"], name=f"Département {row['code']}")
        box = {"west": west, "south": south, "east": east, "north": north}
        Outline.objects.update_or_create(territory=place, defaults=box | {"wkb": shape.wkb})


def test_every_public_page_is_under_500_kb_and_30_requests(browse, public, outlines, capsys):
    found, parts = {}, {}
    for name, path in public.items():
        answers = []
        page = browse("about:blank")
        page.on("response", lambda answer, kept=answers: kept.append(answer))
        visit(page, path)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.wait_for_load_state("networkidle")
        # What is asked for again (the engine of the map, by its worker) comes from the browser's cache in production.
        parts[name] = {one.url: weight(one) for one in answers}
        found[name] = (len(answers), sum(parts[name].values()))
        page.context.close()
    with capsys.disabled():
        heaviest = max(found, key=lambda name: found[name][1])
        most = max(found, key=lambda name: found[name][0])
        sys.stdout.write(f"\nheaviest: {heaviest} {found[heaviest]}; most requests: {most} {found[most]}\n")
    too_much = {name: one for name, one in found.items() if one[1] > MOST_BYTES or one[0] > MOST_REQUESTS}
    assert too_much == {}, {name: parts[name] for name in too_much}


def test_every_public_page_is_read_without_javascript(browse, public):
    page = browse("/", java_script_enabled=False)
    for name, path in public.items():
        assert page.goto(path).status == 200, name
        assert page.locator("main h1:visible").count() == 1, name
        assert page.locator("#menu a:visible").count() > 3, name
        assert page.locator("main").inner_text().strip(), name
    page.goto("/carte/")
    assert page.locator("[data-entry] a").first.is_visible()
    assert not page.locator("[data-map]").is_visible()
    page.goto("/bonnes-pratiques/")
    page.locator("#filter-q").fill("eau")
    page.locator("main").get_by_role("button", name="Rechercher").first.click()
    page.wait_for_load_state()
    assert page.locator("[data-entry]").count() == 1
