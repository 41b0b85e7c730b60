"""WSGI application (granian or gunicorn)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402 (once Django stands)

from api.services.ready import ReadyAnswers  # noqa: E402

if settings.READY_ANSWERS_MB:
    application = ReadyAnswers(application, most_bytes=settings.READY_ANSWERS_MB << 20)
