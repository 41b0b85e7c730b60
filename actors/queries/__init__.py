"""Reads of people, scopes and rights."""
