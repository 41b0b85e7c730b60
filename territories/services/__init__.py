"""Writing places: a whole edition, or the places of a register (territories.services.registers)."""

from territories.services.editions import Loaded, OutlineRow, PlaceRow, load_edition

__all__ = ["Loaded", "OutlineRow", "PlaceRow", "load_edition"]
