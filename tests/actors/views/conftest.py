"""Accounts that log in by the door, with what opens them."""

import base64
import hmac
import struct
import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from tests.factories import ScopeFactory, UserFactory

PASSWORD = "la-fontaine-coule-encore-en-hiver"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of(secret: str, *, steps: int = 0) -> str:
    """RFC 6238, written out, so that nothing is proved by the library that it is to prove."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30 + steps), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


@pytest.fixture
def member(db):
    """An account whose rights ask for no second factor."""
    user = UserFactory(email="membre@example.org")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def pilot(db):
    user = UserFactory(email="pilote@example.org")
    user.set_password(PASSWORD)
    user.save()
    ScopeFactory(user=user)
    return user


@pytest.fixture
def guarded(pilot):
    """A pilot with an application of the secret above."""
    TOTP.activate(pilot, SECRET)
    return pilot


@pytest.fixture
def sign_in(client):
    """`sign_in("membre@example.org")` sends the form of the door."""

    def send(email: str, password: str = PASSWORD, *, headers: dict | None = None, **more):
        return client.post("/connexion/", {"login": email, "password": password} | more, headers=headers)

    return send


def is_in(client) -> bool:
    return "_auth_user_id" in client.session
