"""One filter per noun, read alike by lists, maps, exports and the API."""

from catalog.filters.criteria import FilterError
from catalog.filters.entries import Chip, EntryFilter, FacetState
from catalog.filters.listing import Listing
from catalog.filters.results import SearchListing
from catalog.filters.search import SearchFilter

__all__ = ["Chip", "EntryFilter", "FacetState", "FilterError", "Listing", "SearchFilter", "SearchListing"]
