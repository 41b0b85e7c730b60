"""Filling a platform with the demonstration's content; what is already there is left as it is."""

from demo.imports.seed import seed

__all__ = ["seed"]
