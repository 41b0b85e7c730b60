"""Tiles of the map, one family of addresses for each audience."""

from typing import cast

from django.urls import path, re_path

from api.views.endpoint import NothingHere
from api.views.tiles import MemberTiles, PartnerTiles, PublicTiles, TileDetail, TileEndpoint, TileSet, TileStyle


def _addresses(audience: type[TileEndpoint]) -> list:
    name = audience.audience
    kinds = (TileDetail, TileSet, TileStyle)
    tile, tiles, style = (cast("type[TileEndpoint]", type(kind.__name__, (audience, kind), {})) for kind in kinds)
    return [
        path(f"{name}/<int:z>/<int:x>/<int:y>.mvt", tile.as_view(), name=f"tile_{name}"),
        path(f"{name}.json", tiles.as_view(), name=f"tiles_{name}"),
        path(f"{name}/style.json", style.as_view(), name=f"tile_style_{name}"),
    ]


urlpatterns = [
    *(address for audience in (PublicTiles, PartnerTiles, MemberTiles) for address in _addresses(audience)),
    re_path("", NothingHere.as_view(), name="nothing_here_of_tiles"),
]
