"""Reads on sites over several tables."""
