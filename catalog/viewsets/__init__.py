"""What editors keep for search, and what it tells them."""
