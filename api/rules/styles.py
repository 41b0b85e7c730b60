"""A style of MapLibre that draws the tiles by themselves: outlines below, groups and things above. No glyphs are asked
of anybody: MapLibre draws figures with the fonts of the browser.
"""

from typing import Any

WATER, LAND, LINE, HALO = "#e3edf1", "#fbf9f4", "#c3bfb3", "#ffffff"
COLOURS = {"areas": "#2a7f86", "sites": "#b4532c", "actions": "#1f3a5f"}
IS_GROUP = ["has", "point_count"]
PEOPLE = ["coalesce", ["get", "people"], 0]
# A surface is what the eye compares: circles grow with the square root.
BY_PEOPLE = ["interpolate", ["linear"], ["sqrt", PEOPLE], 0, 7, 10, 12, 30, 24, 100, 46]
BY_COUNT = ["interpolate", ["linear"], ["sqrt", ["get", "point_count"]], 1, 12, 5, 18, 15, 28]


def style_of(layer: str, *, name: str, tiles: str, outlines: str) -> dict[str, Any]:
    """`tiles`: the address of the TileJSON. `outlines`: that of the départements, as GeoJSON."""
    return {
        "version": 8,
        "name": name,
        "sources": {
            "outlines": {"type": "geojson", "data": outlines},
            "things": {"type": "vector", "url": tiles, "promoteId": {layer: "id"}},
        },
        "layers": [*_ground(), *_things(layer)],
    }


def _ground() -> list[dict[str, Any]]:
    return [
        {"id": "water", "type": "background", "paint": {"background-color": WATER}},
        {"id": "land", "type": "fill", "source": "outlines", "paint": {"fill-color": LAND}},
        {"id": "outlines", "type": "line", "source": "outlines", "paint": {"line-color": LINE, "line-width": 1}},
    ]


def _things(layer: str) -> list[dict[str, Any]]:
    """What is closed is told apart without colour too: a ring instead of a disc."""
    colour, source = COLOURS[layer], {"source": "things", "source-layer": layer}
    is_over = ["in", ["get", "status"], ["literal", ["closed", "resorbed", "ended"]]]
    is_area = layer == "areas"
    disc: dict[str, Any] = {
        "circle-color": colour,
        "circle-opacity": 0.9,
        "circle-stroke-color": HALO,
        "circle-stroke-width": 1.5,
    }
    ring = disc | {
        "circle-color": ["case", is_over, HALO, colour],
        "circle-stroke-color": ["case", is_over, colour, HALO],
        "circle-radius": BY_PEOPLE if is_area else 7,
    }
    figure = ["to-string", ["get", "people" if is_area else "point_count"]]
    text = {"text-color": HALO, "text-halo-color": colour, "text-halo-width": 1}
    return [
        {"id": "things", "type": "circle", **source, "filter": ["!", IS_GROUP], "paint": ring},
        {
            "id": "groups",
            "type": "circle",
            **source,
            "filter": IS_GROUP,
            "paint": disc | {"circle-radius": BY_PEOPLE if is_area else BY_COUNT},
        },
        {
            "id": "figures",
            "type": "symbol",
            **source,
            "paint": text,
            "filter": [">=", PEOPLE, 20] if is_area else IS_GROUP,
            "layout": {"text-field": figure, "text-size": 13},
        },
    ]
