"""Reads on practices over several tables."""
