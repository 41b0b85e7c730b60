"""Reads of what people write and follow. Each asks the right first."""
