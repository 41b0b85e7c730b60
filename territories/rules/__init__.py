"""Arithmetic of the map, and how names are compared."""
