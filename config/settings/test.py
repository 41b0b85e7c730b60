"""Tests: a real PostgreSQL, tasks run at once when they are committed, an undefined template variable fails."""

from cms.rules.translations import compile_stale
from config.settings.base import *  # noqa: F403
from config.settings.base import BASE_DIR, DATABASES, STORAGES, VAR_DIR, env

SECRET_KEY = "tests-only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "tests.immediate.AfterCommit"}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
STORAGES["private"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
STORAGES["backups"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
# The address that tells whom to write to is open, as it is where it is set.
SECURITY_CONTACTS, SECURITY_CONTACTS_UNTIL = ["securite@example.org"], "2999-01-01"
# Who asks for the sites to be followed is answered at once.
TRACKING_REST_SECONDS = 0
# What a process keeps would outlive the transaction of a test.
MAP_COLUMNS_MB = 0
# Tests ask more in a minute than anybody, from one address.
API_RATE_PUBLIC = 0
# Files are looked up when asked for: nothing was collected.
WHITENOISE_AUTOREFRESH = True
MEDIA_ROOT = VAR_DIR / "test-media"

if not env("DATABASE_URL", default=""):
    from config.postgres import embedded_database, embedded_programs

    DATABASES["default"] |= embedded_database()
    POSTGRES_PROGRAMS = embedded_programs()
DATABASES["default"]["CONN_MAX_AGE"] = 0

compile_stale(BASE_DIR)
