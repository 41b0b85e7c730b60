"""Where a request comes from, and in what words a browser is told to its owner."""

import ipaddress
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104 - a server on a Unix socket is given none
# In this order: every browser says that it is Mozilla, and most that they are Safari and Chrome too.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def client_address(request: Any) -> str:
    """The address of the client, as our own proxy saw it: what the client itself wrote before is not believed."""
    address = request.META.get("REMOTE_ADDR") or UNKNOWN_ADDRESS
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or address
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return UNKNOWN_ADDRESS


def shortened_address(address: str) -> str:
    """Enough to recognise one's own network, too little to find someone: 192.0.2.7 -> 192.0.…"""
    separator = ":" if ":" in address else "."
    return separator.join([*address.split(separator)[:2], "…"])


def described_browser(user_agent: str) -> str:
    """`Firefox, Windows`, from what a browser says of itself."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), _("unknown browser"))
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return f"{browser}, {system}" if system else browser
