"""Answers travel compressed: brotli for who takes it, else gzip.

Nothing here answers a question of another site in somebody's name (cookies do not cross origins), so a length tells
nobody what a secret is.
"""

from typing import Any

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from rest_framework.request import Request
from rest_framework.response import Response

from api.rules.encodings import best_encoding, compressed

# Shorter ones gain nothing.
MIN_BYTES = 1_000
QUALITY = 4


def compress(request: Request, response: Any) -> None:
    """The framework's own answers (problems) are short, and not written yet: they stay as they are."""
    patch_vary_headers(response, ["Accept-Encoding"])
    if isinstance(response, Response) or not isinstance(response, HttpResponse) or len(response.content) < MIN_BYTES:
        return
    encoding = best_encoding(request.headers.get("Accept-Encoding", ""))
    if encoding:
        response.content = compressed(response.content, encoding, quality=QUALITY)
        response.headers["Content-Encoding"] = encoding
