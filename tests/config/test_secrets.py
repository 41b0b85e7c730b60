"""Production does not start with a secret that is missing, short, or that others have read."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from config.secrets import EXAMPLES, problems
from demo.imports.people import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "SECRET_KEY": "Zk3vR8yXh1Qm5Lw9Tn2Bc7Jd4Gf6Ps0-AuEiOxWzKrMvYbNtHgDl",
    "READINGS_KEY": "",
    "SECRET_KEY_FALLBACKS": [],
    "OIDC_ISSUER": "",
    "OIDC_RP_CLIENT_ID": "platform",
    "OIDC_RP_CLIENT_SECRET": "",
    "OIDC_OP_TOKEN_ENDPOINT": "https://id.example.org/token",
    "OIDC_OP_JWKS_ENDPOINT": "https://id.example.org/jwks",
}
BASE = {"NAME": "platform", "PASSWORD": "u8Gq-2mZx"}


def said_of(database=BASE, **changed):
    return problems(GOOD | changed, database=database, is_https=True)


def test_good_secrets_are_taken():
    assert said_of() == []
    assert said_of(READINGS_KEY=GOOD["SECRET_KEY"][::-1]) == []
    assert said_of(OIDC_ISSUER="https://id.example.org", OIDC_RP_CLIENT_SECRET="9fQ2-xT7v-Lm4k-Rw8z") == []


def test_a_demonstration_brings_its_own_database():
    assert problems(GOOD, database={"NAME": ""}, is_https=False) == []


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "tests-only"}, "SECRET_KEY"),
        ({"SECRET_KEY": "development-only-key-that-production-refuses" + "0123456789"}, "SECRET_KEY"),
        ({"SECRET_KEY": "checked-by-make-check-" + "x" * 40}, "SECRET_KEY"),
        ({"SECRET_KEY": "django-insecure-" + GOOD["SECRET_KEY"]}, "SECRET_KEY"),
        ({"SECRET_KEY": "change-me-" + GOOD["SECRET_KEY"]}, "SECRET_KEY"),
        ({"SECRET_KEY": "ab" * 40}, "SECRET_KEY"),
        ({"SECRET_KEY_FALLBACKS": ["short"]}, "SECRET_KEY_FALLBACKS"),
        ({"READINGS_KEY": "short"}, "READINGS_KEY"),
        ({"READINGS_KEY": GOOD["SECRET_KEY"]}, "differ"),
        ({"database": {"NAME": ""}}, "DATABASE_URL"),
        ({"database": BASE | {"PASSWORD": "password"}}, "DATABASE_URL"),
        ({"database": BASE | {"PASSWORD": "postgres"}}, "DATABASE_URL"),
        ({"database": BASE | {"PASSWORD": PASSWORD}}, "DATABASE_URL"),
        ({"OIDC_ISSUER": "https://id.example.org"}, "OIDC_RP_CLIENT_SECRET"),
        ({"OIDC_ISSUER": "https://id.example.org", "OIDC_RP_CLIENT_SECRET": "secret"}, "OIDC_CLIENT_SECRET"),
    ],
)
def test_bad_ones_are_told_by_their_name(changed, word):
    assert word in " ".join(said_of(**changed))


def test_every_key_that_our_files_show_is_an_example():
    """What is written in a file of ours, anybody may try: a key of fifty signs or more beside its name."""
    shown = set()
    for path in [
        *ROOT.glob("*.md"),
        *ROOT.glob("*.py"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "config").rglob("*.py"),
    ]:
        shown |= set(re.findall(r"(?:SECRET_KEY|READINGS_KEY)\b[\"']?\s*[:=]+\s*[\"']?([\w-]{8,})", path.read_text()))
    keys = {one for one in shown if len(one) >= 20}
    assert {one for one in keys if not EXAMPLES.search(one)} == set()


START = """
import django; django.setup()
from django.conf import settings as s
assert s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE and s.SESSION_COOKIE_HTTPONLY and s.CSRF_COOKIE_HTTPONLY
assert s.SESSION_COOKIE_NAME.startswith("__Host-") and s.CSRF_COOKIE_NAME.startswith("__Host-")
assert s.SESSION_COOKIE_SAMESITE == s.CSRF_COOKIE_SAMESITE == "Lax"
from actors.middleware import HostCookie
assert s.MESSAGE_STORAGE == "actors.middleware.Messages" and HostCookie(None).cookie_name.startswith("__Host-")
from django.contrib.sessions.backends.db import SessionStore
from actors.services import session_store
assert s.SESSION_ENGINE == "actors.services.session_store" and issubclass(session_store.SessionStore, SessionStore)
assert not [one for one in s.INSTALLED_APPS if one.startswith(("demo", "bench", "debug_toolbar", "django_extensions"))]
assert s.SECURE_SSL_REDIRECT and s.SECURE_HSTS_SECONDS >= 31_536_000 and s.SECURE_HSTS_INCLUDE_SUBDOMAINS
assert not s.DEBUG
assert s.CONTENT_SECURITY_POLICY["DIRECTIVES"]["upgrade-insecure-requests"]
print("started")
"""


@pytest.mark.parametrize(
    ("changed", "starts"),
    [
        ({}, True),
        ({"SECRET_KEY": "change-me" * 8}, False),
        ({"ALLOWED_HOSTS": ""}, False),
        ({"DATABASE_URL": ""}, False),
    ],
)
def test_production_itself_starts_or_refuses(tmp_path, changed, starts):
    given = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": GOOD["SECRET_KEY"],
        "ALLOWED_HOSTS": "example.org",
        "DATABASE_URL": "postgres://platform:u8Gq-2mZx@localhost/platform",
        "PATH": os.environ["PATH"],
    }
    done = subprocess.run(
        [sys.executable, "-c", START], cwd=ROOT, env=given | changed, capture_output=True, text=True, check=False
    )
    assert ("started" in done.stdout) == starts, done.stderr[-500:]
    if not starts:
        assert "ImproperlyConfigured" in done.stderr
        assert "docs/deploy.md" in done.stderr
        assert given["SECRET_KEY"] not in done.stderr
