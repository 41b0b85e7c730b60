"""One file per format; each yields the same `Table`."""

from registers.imports.readers.opening import open_table

__all__ = ["open_table"]
