"""Every place that opens a connection is known, and said in docs/security.md with what bounds it."""

from pathlib import Path

from wagtail.embeds.finders import get_finders

from tests.architecture.test_house import ROOT, imported, python_files

# Modules by which one speaks to another machine, standard or of a library of ours.
SPEAKERS = (
    "socket", "ssl", "http.client", "urllib.request", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "xmlrpc",
    "socketserver", "asyncio", "requests", "httpx", "urllib3", "aiohttp", "websockets", "paramiko", "redis",
    "geopy.geocoders", "mozilla_django_oidc", "opensearchpy", "boto3", "botocore", "storages", "psycopg",
    "wagtail.embeds", "wagtail.contrib.frontend_cache", "sentry_sdk", "prometheus_client.exposition",
)  # fmt: skip
# Who imports them, and why it is bounded (told to people in docs/security.md).
KNOWN = {
    "actors/services/outside.py": {"socket", "ssl", "http.client"},  # the one door to addresses that others give
    "cms/services/antivirus.py": {"socket"},  # CLAMD_ADDRESS
    "territories/queries/geocoding.py": {"geopy.geocoders"},  # GEOCODER_DOMAIN
    "actors/views/provider.py": {"requests", "mozilla_django_oidc"},  # OIDC_*; requests for the name of its errors
    "actors/services/mails.py": {"smtplib"},  # the name of its errors; EMAIL_URL
    "demo/management/commands/demo.py": {"socket", "urllib.request"},  # this machine: a free port, its own address
    "upkeep/rules/shared_cache.py": {"redis"},  # CACHE_URL; the names of its errors
    "api/services/sending.py": {"ssl"},  # the name of its errors
    "config/settings/production.py": {"sentry_sdk"},  # SENTRY_DSN, and only what 0123 lets out
}


def spoken_by(path: Path) -> set[str]:
    names = imported(path)
    return {speaker for speaker in SPEAKERS for name in names if name == speaker or name.startswith(f"{speaker}.")}


def test_no_other_module_speaks_to_another_machine():
    found = {str(path.relative_to(ROOT)): spoken_by(path) for path in python_files() if "migrations" not in path.parts}
    assert {name: told for name, told in found.items() if told} == KNOWN


def test_each_of_them_is_said_to_people():
    said = (ROOT / "docs" / "security.md").read_text()
    assert {name for name in KNOWN if f"`{name}`" not in said} == set()


def test_another_one_would_be_found(tmp_path):
    path = tmp_path / "views.py"
    for code in (
        "import requests",
        "from urllib import request",
        "import http.client as c",
        "from socket import socket",
    ):
        path.write_text(code)
        assert spoken_by(path)


def test_the_server_asks_no_one_for_what_editors_embed(settings):
    assert get_finders() == []
    assert settings.WAGTAILEMBEDS_FINDERS == []
