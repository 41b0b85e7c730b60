"""The style of the tiles, as a page of somebody else gives it to MapLibre."""

import pytest

from actors.enums import Noun
from tests.e2e.conftest import ROOT
from tests.factories.catalog import write_entry

pytestmark = pytest.mark.browser
PAGE = """<!doctype html><meta charset="utf-8"><title>Essai</title>
<div id="map" style="width: 600px; height: 500px"></div>
<script type="module">
  import { Map, setWorkerUrl } from "/maplibre/maplibre-gl.mjs";
  setWorkerUrl("/maplibre/maplibre-gl-worker.mjs");
  const view = { center: [2.4, 48.9], zoom: 9, fadeDuration: 0 };
  window.map = new Map({ container: "map", style: "/tiles/public/style.json", ...view });
  map.once("idle", () => (document.title = "Prêt"));
</script>"""
DRAWN = "map.queryRenderedFeatures({ layers: ['things', 'groups'] }).map((one) => one.properties)"


def test_maplibre_draws_the_style_as_it_is(db, chromium, address):
    for number, (lon, lat) in enumerate([(2.30, 48.95), (2.62, 48.72), (2.621, 48.721)]):
        write_entry(
            Noun.AREA,
            key=f"area-{number}",
            title=f"Zone {number}",
            lon=lon,
            lat=lat,
            people=40,
            tags=("level:commune",),
        )
    context = chromium.new_context()
    page = context.new_page()
    page.route("**/essai", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    built = ROOT / "node_modules" / "maplibre-gl" / "dist"
    page.route(
        "**/maplibre/*",
        lambda route: route.fulfill(path=built / route.request.url.rpartition("/")[2], content_type="text/javascript"),
    )
    page.goto(f"{address}/essai")
    page.wait_for_function("document.title === 'Prêt'", timeout=60_000)
    drawn = page.evaluate(DRAWN)
    context.close()
    alone = [one for one in drawn if "id" in one]
    assert [(one["id"], one["title"], one["level"], one["people"]) for one in alone] == [
        ("area-0", "Zone 0", "commune", 40)
    ]
    assert {one["point_count"]: one["people"] for one in drawn if "point_count" in one} == {2: 80}
