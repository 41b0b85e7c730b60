"""The limit: the bytes of one answer, as a constant of the same server. BENCH_CONSTANT names their file."""

import os
from pathlib import Path

BODY = Path(os.environ["BENCH_CONSTANT"]).read_bytes()
HEADERS = [("Content-Type", "application/json"), ("Content-Length", str(len(BODY)))]


def application(environ, start_response):
    start_response("200 OK", HEADERS)
    return [BODY]
