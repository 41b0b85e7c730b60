"""The contract with the outside: /api/v1, keys, open data.

May import steering and below.
Never builds a queryset by hand: reads entries.visible_to(viewer) through the noun's filter."""
