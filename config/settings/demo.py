"""A demonstration: production settings, but for one machine without TLS, a database or secrets of its own."""

import os
import secrets

from cms.rules.translations import compile_stale
from config.env import BASE_DIR, VAR_DIR, env

VAR_DIR.mkdir(exist_ok=True)
_secret = VAR_DIR / "secret_key"
if not _secret.exists():
    _secret.write_text(secrets.token_urlsafe(64))
    _secret.chmod(0o600)
os.environ.setdefault("SECRET_KEY", _secret.read_text())
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
os.environ.setdefault("HTTPS", "false")
os.environ.setdefault("SERVE_MEDIA", "true")
os.environ.setdefault("LOG_FORMAT", "text")
os.environ.setdefault("LOG_REQUESTS", "false")

from config.settings import base  # noqa: E402

# Before production looks whether it has a database: this one is its own.
embedded = not env("DATABASE_URL", default="")
if embedded:
    from config.postgres import embedded_database, embedded_programs

    base.DATABASES["default"] |= embedded_database()

from config.settings.production import *  # noqa: E402, F403

INSTALLED_APPS = base.INSTALLED_APPS
if embedded:
    POSTGRES_PROGRAMS = embedded_programs()

# Nobody is far away: to compress all files for browsers takes a minute, and spares one machine nothing.
STORAGES = base.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}
MAIL_DELIVERY_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mails"
SECOND_FACTOR_REQUIRED = False  # the logins of the README open with their password alone
PLATFORM_NAME = env("PLATFORM_NAME", default="Résorption · démonstration")

# Before Django reads them: the command speaks French from its first word.
compile_stale(BASE_DIR)
