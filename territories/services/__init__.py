"""Writing places."""
