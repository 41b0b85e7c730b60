"""Reading the catalogue: search, and pages of a list."""
