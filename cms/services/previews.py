"""Drafts lent to another front end, for a quarter of an hour, by a signed token (docs/decisions/0160).

The token leaves in the fragment of an address, which browsers send to no server, and comes back in a header: no log of
ours, of a partner or of what stands between holds it.
"""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import orjson
from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.utils import timezone

from cms.models import Preview
from cms.registry import read_draft

SALT = "cms.previews"
MAX_TOKEN = 200


@dataclass(frozen=True)
class OpenedPreview:
    """`address`: of the front end, with the token; it is for a browser, never for a log."""

    address: str
    front: str
    minutes: int


def open_preview(page: Any, *, user: Any) -> OpenedPreview | None:
    """Keep what a draft says, and give the address that shows it. None without a front end, or for what is no prose."""
    front = page.front
    content = read_draft(page) if front else None
    if content is None:
        return None
    preview = _kept(content, user=user)
    told = {"page": preview.page_key, "revision": preview.revision, "noun": content["noun"], "path": content["url"]}
    return OpenedPreview(_with(front, told, _token(preview)), front, settings.HEADLESS_PREVIEW_MINUTES)


def find_preview(token: str) -> Preview | None:
    """The one that a token opens; None for a token that is not ours, is over, or whose author is no longer let in."""
    if len(token) > MAX_TOKEN:
        return None
    try:
        told = TimestampSigner(salt=SALT).unsign(token, max_age=timedelta(minutes=settings.HEADLESS_PREVIEW_MINUTES))
        number, page_key, revision = told.split(".")
    except (BadSignature, ValueError):
        return None
    known = Preview.objects.filter(pk=number, page_key=page_key, revision=revision, expires_at__gt=timezone.now())
    return known.filter(author__is_active=True).first()


def _kept(content: dict[str, Any], *, user: Any) -> Preview:
    """The same draft again is the same row, for longer. Those that are over go."""
    text = orjson.dumps(content).decode()
    now = timezone.now()
    with transaction.atomic():
        Preview.objects.filter(expires_at__lte=now).delete()
        kept, _is_new = Preview.objects.update_or_create(
            page_key=content["id"],
            revision=blake2b(text.encode(), digest_size=16).hexdigest(),
            author=user,
            defaults={"document": text, "expires_at": now + timedelta(minutes=settings.HEADLESS_PREVIEW_MINUTES)},
        )
    return kept


def _token(preview: Preview) -> str:
    return TimestampSigner(salt=SALT).sign(f"{preview.pk}.{preview.page_key}.{preview.revision}")


def _with(front: str, told: dict[str, Any], token: str) -> str:
    scheme, host, path, query, _fragment = urlsplit(front)
    asked = "&".join(part for part in (query, urlencode(told)) if part)
    return urlunsplit((scheme, host, path, asked, urlencode({"token": token})))
