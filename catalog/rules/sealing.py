"""Words that only this platform reads: places in an order, given to others to be brought back.

The same content always gives the same word, so that an answer in which nothing has moved stays the same to the byte;
another content gives one that has nothing in common with it, so that two words cannot be compared or subtracted.
"""

import base64
import binascii

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings
from django.utils.crypto import salted_hmac

MAX_SIGNS = 2_000


class SealError(ValueError):
    """The text is not a word that we gave for this use."""


def seal(content: bytes, *, use: str) -> str:
    return _written(_cipher(settings.SECRET_KEY, use).encrypt(content, None))


def unseal(text: str, *, use: str) -> bytes:
    """Raises SealError on anything but what `seal` gave, under the secret of now or one of before."""
    sealed = _read(text)
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _cipher(secret, use).decrypt(sealed, None)
        except (InvalidTag, ValueError):
            continue
    raise SealError


def _cipher(secret: str, use: str) -> AESSIV:
    return AESSIV(salted_hmac(f"catalog.sealing.{use}", "", secret=secret, algorithm="sha512").digest())


def _written(sealed: bytes) -> str:
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def _read(text: str) -> bytes:
    try:
        if len(text) > MAX_SIGNS:
            raise SealError
        sealed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as error:
        raise SealError from error
    if _written(sealed) != text:
        raise SealError
    return sealed
