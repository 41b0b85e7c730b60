"""Pure rules: what may be said of places where people could be hurt by what is said."""
