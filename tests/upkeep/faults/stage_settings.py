"""Production's settings, for servers that a test starts, strikes and starts again; their files are not collected."""

from config.settings.production import *  # noqa: F403
from config.settings.production import DATABASES, STORAGES, env

DATABASES["default"] |= {"HOST": env("STAGE_SOCKETS"), "NAME": "resorption", "USER": "postgres"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
# All that is asked is done when the trial ends, sites followed included.
TRACKING_REST_SECONDS = 0
