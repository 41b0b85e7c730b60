"""Reading places: by code, by name, by point, by address, as outlines."""

from territories.queries.codes import resolve, resolve_all
from territories.queries.geocoding import Place, commune_of_point, search_address
from territories.queries.outlines import outlines_geojson
from territories.queries.points import commune_at
from territories.queries.search import search_territories

__all__ = [
    "Place",
    "commune_at",
    "commune_of_point",
    "outlines_geojson",
    "resolve",
    "resolve_all",
    "search_address",
    "search_territories",
]
