"""Places: nation, région, département, EPCI, commune; geocoding; map arithmetic.

May import registers.
Never holds a right or a page: it only knows where things are."""
