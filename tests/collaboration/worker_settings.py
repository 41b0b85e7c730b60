"""Settings of a worker that a test starts, kills and starts again: its database, its mail server."""

import os

from config.settings.test import *  # noqa: F403
from config.settings.test import DATABASES

DATABASES["default"]["NAME"] = os.environ["TESTED_DATABASE"]
# A worker keeps its connection from one task to the next, as in production.
DATABASES["default"]["CONN_MAX_AGE"] = 60
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ["TESTED_SMTP_PORT"])
