"""OGC API Features (/ogc/): the catalogue for geographic programs. Another contract than version 1, over the same
documents, rights and filters (docs/ogc.md)."""
