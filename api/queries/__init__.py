"""What endpoints read: entries of the catalogue, and places."""
