"""Writing places: a whole edition at once, or one place of a register."""

from territories.services.editions import Loaded, OutlineRow, PlaceRow, load_edition
from territories.services.places import define_place

__all__ = ["Loaded", "OutlineRow", "PlaceRow", "define_place", "load_edition"]
