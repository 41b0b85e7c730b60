"""What the editor shows of the API."""
