"""The product as it is demonstrated, on a database of its own; with BENCH_PEER, the same rows through plain tools.

A peer keeps what `startproject` gives it (sessions, CSRF, messages), and answers conditional requests.
"""

import os

from config.settings.demo import *  # noqa: F403
from config.settings.demo import DATABASES, INSTALLED_APPS

DATABASES["default"]["NAME"] = os.environ.get("BENCH_DATABASE", "resorption_bench")
SILENCED_SYSTEM_CHECKS = ["security.W019", "wagtailadmin.W002", "wagtailadmin.W003"]

if os.environ.get("BENCH_PEER"):
    INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.api.v2"]
    ROOT_URLCONF = "bench.peers"
    READY_ANSWERS_MB = 0
    MIDDLEWARE = [
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.http.ConditionalGetMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
        "allauth.account.middleware.AccountMiddleware",  # without which its app refuses to start; some microseconds
    ]
    DATABASES["default"]["ATOMIC_REQUESTS"] = False
# Counted as anybody's, and never refused: one address asks more here than all do elsewhere.
API_RATE_PUBLIC = API_RATE_KEY = 10_000_000
