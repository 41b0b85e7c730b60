"""How an answer may be compressed, as its reader says: read once, for whoever compresses and for whoever keeps."""

BEST_FIRST = ("br", "gzip")


def best_encoding(header: str) -> str:
    """Of an Accept-Encoding: "br", "gzip" or "". "br;q=0" is refused; other weights make no order."""
    accepted = set()
    for part in header.lower().split(","):
        name, _semicolon, weight = part.replace(" ", "").partition(";q=")
        if not weight or weight.strip("0."):
            accepted.add(name)
    return next((name for name in BEST_FIRST if name in accepted), "")
