"""WSGI application (granian or gunicorn)."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
platform = get_wsgi_application()

from django.conf import settings  # noqa: E402 (once Django stands)

from api.services.ready import ReadyAnswers  # noqa: E402

ready = settings.READY_ANSWERS_MB << 20
application = ReadyAnswers(platform, most_bytes=ready) if ready else platform

# What is imported stays: the collector need not walk through Django and Wagtail again and again (docs/decisions/0201).
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
