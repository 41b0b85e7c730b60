"""Rows of exports: read by chunks, so that a hundred thousand of them weigh no more than a thousand."""

CHUNK = 500
