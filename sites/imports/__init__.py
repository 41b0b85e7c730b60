"""Registers of sites: a file read through a mapping becomes sites and dated observations."""
