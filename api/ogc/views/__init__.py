"""What answers at /ogc/: the service, its collections, their items."""
