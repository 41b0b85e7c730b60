"""Development: the embedded PostgreSQL unless DATABASE_URL says otherwise, readable errors, no mail leaves."""

from cms.rules.translations import compile_stale
from config.settings.base import *  # noqa: F403
from config.settings.base import BASE_DIR, DATABASES, STORAGES, env

DEBUG = True
SECRET_KEY = env("SECRET_KEY", default="development-only-key-that-production-refuses")
ALLOWED_HOSTS = ["*"]
INTERNAL_IPS = ["127.0.0.1"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

if not env("DATABASE_URL", default=""):
    from config.postgres import embedded_database, embedded_programs

    DATABASES["default"] |= embedded_database()
    POSTGRES_PROGRAMS = embedded_programs()

compile_stale(BASE_DIR)
