"""Registers of actions: a file read through a mapping becomes actions and the indicators of their year."""
