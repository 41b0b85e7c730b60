"""Whom to tell of a fault of security, as RFC 9116 writes it."""

from datetime import datetime, time

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date

SCHEMES = ("mailto:", "https://", "tel:")


def valid_until() -> datetime | None:
    """The midnight that begins the day of the setting; None where there is none, or none that can be read."""
    try:
        day = parse_date(settings.SECURITY_CONTACTS_UNTIL)
    except ValueError:
        return None
    return datetime.combine(day, time.min, timezone.get_current_timezone()) if day else None


def contacts_in_force() -> bool:
    until = valid_until()
    return bool(_contacts()) and until is not None and until > timezone.now()


def security_txt() -> str:
    until, base = valid_until(), settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    lines = [f"Contact: {contact}" for contact in _contacts()]
    lines += [f"Expires: {until:%Y-%m-%dT%H:%M:%S%z}" if until else "", "Preferred-Languages: fr, en"]
    lines.append(f"Canonical: {base}{reverse('security_contacts')}")
    if settings.SECURITY_POLICY_URL:
        lines.append(f"Policy: {settings.SECURITY_POLICY_URL}")
    return "\n".join(lines) + "\n"


def _contacts() -> list[str]:
    """A bare e-mail is what people write: the format asks for an address of the web's kind."""
    given = [one.strip() for one in settings.SECURITY_CONTACTS if one.strip()]
    return [one if one.startswith(SCHEMES) else f"mailto:{one}" for one in given]
