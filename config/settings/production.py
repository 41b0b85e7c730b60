"""Production: refuses to start without its secrets."""

from typing import Any

import sentry_sdk
from django.core.exceptions import ImproperlyConfigured

from config.secrets import problems
from config.settings.base import *  # noqa: F403
from config.settings.base import (
    ALLOWED_HOSTS,
    BEHIND_PROXY,
    CONTENT_SECURITY_POLICY,
    DATABASES,
    EDITOR_SECURITY_POLICY,
    INSTALLED_APPS,
    LOGGING,
    env,
)
from upkeep.rules.logs import SENTRY_OPTIONS

# A demonstration on a machine without TLS sets HTTPS=false; nobody else should.
HTTPS = env.bool("HTTPS", default=True)
_wrong = problems(globals(), database=DATABASES["default"], is_https=HTTPS)
if not ALLOWED_HOSTS:
    _wrong.append("ALLOWED_HOSTS must name the hosts that this platform answers for.")
if _wrong:
    raise ImproperlyConfigured(" ".join([*_wrong, "See docs/deploy.md."]))

# Fictitious people whose passwords are in the README stay out of here; config/settings/demo.py takes them in again.
INSTALLED_APPS = [name for name in INSTALLED_APPS if name != "demo"]

SECURE_SSL_REDIRECT = HTTPS
# What watches over the process asks it directly, without the web server in front. A program that asks the API in clear
# is told so (api.middleware): led to HTTPS, it would go on sending its key in clear, and nobody would know.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^(api/v1|tiles|ogc)/"]
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
# Browsers take cookies of such names from this very host only, and by HTTPS only.
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrftoken"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if HTTPS:
    _policies: list[dict[str, Any]] = [CONTENT_SECURITY_POLICY["DIRECTIVES"], EDITOR_SECURITY_POLICY]
    for _policy in _policies:
        _policy["upgrade-insecure-requests"] = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
MAIL_DELIVERY_BACKEND = EMAIL_CONFIG.pop("EMAIL_BACKEND")
vars().update(EMAIL_CONFIG)

# Frames of our own origin are allowed: the editor shows its previews in one.
SILENCED_SYSTEM_CHECKS = ["security.W019"]

LOG_FORMAT = env("LOG_FORMAT", default="json")
LOG_REQUESTS = env.bool("LOG_REQUESTS", default=True)
LOGGING["formatters"]["written"]["how"] = LOG_FORMAT
LOGGING["loggers"]["requests"]["level"] = "INFO" if LOG_REQUESTS else "WARNING"

SENTRY_DSN = env("SENTRY_DSN", default="")
if SENTRY_DSN:
    sentry_sdk.init(dsn=SENTRY_DSN, environment=env("SENTRY_ENVIRONMENT", default="production"), **SENTRY_OPTIONS)
