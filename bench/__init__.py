"""What `make bench` runs: this product beside what people would use instead, on the same rows, in turn.

Stands beside the floors: imports them, and nothing imports it. Never part of an installation.
"""
