"""The limit: the bytes of each kind of answer, as constants of the same server. BENCH_CONSTANTS: the folder of them.

`application`: of the server alone. `django_application`: from a view of Django without any middleware.
"""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

BODIES = {file.name: file.read_bytes() for file in Path(os.environ["BENCH_CONSTANTS"]).iterdir()}
HEADERS = [("Content-Type", "application/json"), ("ETag", '"constant"')]
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], MIDDLEWARE=[], SECRET_KEY="of nothing")  # noqa: S106


def application(environ, start_response):
    if environ.get("HTTP_IF_NONE_MATCH") == '"constant"':
        start_response("304 Not Modified", HEADERS)
        return []
    body = BODIES[environ["PATH_INFO"][1:]]
    start_response("200 OK", [*HEADERS, ("Content-Length", str(len(body)))])
    return [body]


def constant(request, name):
    if request.headers.get("If-None-Match") == '"constant"':
        return HttpResponse(status=304, headers={"ETag": '"constant"'})
    return HttpResponse(BODIES[name], headers=dict(HEADERS))


urlpatterns = [path("<str:name>", constant)]
django_application = get_wsgi_application()
