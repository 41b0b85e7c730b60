"""What the API does besides answering: counting its readers, calling them."""
