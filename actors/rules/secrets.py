"""Secrets of second factors, encrypted where they are kept: a copy of the database alone opens no account."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def encrypted(text: str) -> str:
    return _cipher().encrypt(text.encode()).decode()


def decrypted(text: str) -> str:
    return _cipher().decrypt(text.encode()).decode()


def _cipher() -> MultiFernet:
    """With keys drawn from SECRET_KEY and those before it, so that changing it shuts nobody out."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"actors.rules.secrets" + secret.encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
