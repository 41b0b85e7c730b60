"""Answers travel compressed: brotli for who takes it, else gzip.

Nothing here answers a question of another site in somebody's name (cookies do not cross origins), so a length tells
nobody what a secret is.
"""

import gzip
from typing import Any

import brotli
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from rest_framework.request import Request
from rest_framework.response import Response

# Shorter ones gain nothing.
MIN_BYTES = 1_000
BROTLI_QUALITY, GZIP_LEVEL = 4, 6


def compress(request: Request, response: Any) -> None:
    """The framework's own answers (problems) are short, and not written yet: they stay as they are."""
    patch_vary_headers(response, ["Accept-Encoding"])
    if isinstance(response, Response) or not isinstance(response, HttpResponse) or len(response.content) < MIN_BYTES:
        return
    accepted = _accepted(request.headers.get("Accept-Encoding", ""))
    if "br" in accepted:
        response.content = brotli.compress(response.content, quality=BROTLI_QUALITY)
        response.headers["Content-Encoding"] = "br"
    elif "gzip" in accepted:
        response.content = gzip.compress(response.content, GZIP_LEVEL, mtime=0)
        response.headers["Content-Encoding"] = "gzip"


def _accepted(header: str) -> set[str]:
    """The encodings of a header, without those that it refuses ("br;q=0")."""
    found = set()
    for part in header.lower().split(","):
        name, _semicolon, weight = part.replace(" ", "").partition(";q=")
        if not weight or weight.strip("0."):
            found.add(name)
    return found
