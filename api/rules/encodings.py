"""How an answer may be compressed, as its reader says: read once, for whoever compresses and for whoever keeps."""

import gzip
from functools import lru_cache

import brotli

BEST_FIRST = ("br", "gzip")


@lru_cache(maxsize=256)
def best_encoding(header: str) -> str:
    """Of an Accept-Encoding: "br", "gzip" or "". "br;q=0" is refused; other weights make no order."""
    accepted = set()
    for part in header.lower().split(","):
        name, _semicolon, weight = part.replace(" ", "").partition(";q=")
        if not weight or weight.strip("0."):
            accepted.add(name)
    return next((name for name in BEST_FIRST if name in accepted), "")


def compressed(body: bytes, encoding: str, *, quality: int) -> bytes:
    """`quality`: of brotli. What is kept may take longer than what somebody waits for."""
    return brotli.compress(body, quality=quality) if encoding == "br" else gzip.compress(body, 6, mtime=0)


def decompressed(body: bytes, encoding: str) -> bytes:
    """`encoding`: "" for what was not."""
    return {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding](body)
