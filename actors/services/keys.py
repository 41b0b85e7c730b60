"""Keys of partner sites: `rsb_<prefix>_<secret>`. The prefix finds the row, the secret is kept only as its SHA-256."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from actors.enums import Precision
from actors.models import ApiKey, Organisation
from territories.models import Territory

MARK = "rsb"
SECRET_BYTES = 32


def issue_key(
    *,
    organisation: Organisation,
    purpose: str,
    territories: Iterable[Territory],
    precision: Precision = Precision.COMMUNE,
    lasts: timedelta,
) -> tuple[ApiKey, str]:
    """A key in force from now on, granted by the platform itself (commands), and its text."""
    now = timezone.now()
    with transaction.atomic():
        key = ApiKey.objects.create(
            organisation=organisation,
            purpose=purpose,
            precision=precision,
            approved_at=now,
            expires_at=now + lasts,
        )
        key.territories.set(territories)
        return key, write_text(key)


def write_text(key: ApiKey) -> str:
    """The text of a key, which nobody can read again after this."""
    prefix, secret = secrets.token_hex(5), secrets.token_urlsafe(SECRET_BYTES)
    key.prefix, key.digest, key.shown_at = prefix, _digest(secret), timezone.now()
    key.save(update_fields=["prefix", "digest", "shown_at"])
    return f"{MARK}_{prefix}_{secret}"


def revoke_key(key: ApiKey) -> ApiKey:
    """At once and for ever. A key revoked earlier keeps its first date."""
    key.revoked_at = key.revoked_at or timezone.now()
    key.save(update_fields=["revoked_at"])
    return key


def find_key(text: str) -> ApiKey | None:
    """The key in force that `text` is, with its territories read; None for anything else, whatever the reason."""
    mark, _, rest = text.partition("_")
    prefix, _, secret = rest.partition("_")
    if mark != MARK or not secret or "\x00" in prefix:
        return None
    in_force = ApiKey.objects.in_force().filter(organisation__is_active=True)
    key = in_force.prefetch_related("territories").filter(prefix=prefix).first()
    # Compared even when there is no such prefix, so that the time taken says nothing.
    is_right = constant_time_compare(_digest(secret), (key and key.digest) or "")
    return key if is_right else None


def find_bearer(header: str | None) -> ApiKey | None:
    """The key in force that a header `Authorization: Bearer rsb_…` brings."""
    scheme, _space, text = (header or "").strip().partition(" ")
    return find_key(text.strip()) if scheme.lower() == "bearer" else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
