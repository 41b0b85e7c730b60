"""Failed logins, counted by account and address together: a stranger elsewhere never locks a colleague out."""

from typing import Any

from django.utils.crypto import salted_hmac


def attempted_account(request: Any, credentials: dict[str, Any] | None) -> str:
    """What stands for the account that was tried: a keyed hash, so that the table of failures names nobody."""
    given = credentials or {}
    email = given.get("email") or given.get("username") or request.POST.get("login") or ""
    return account_mark(str(email))


def account_mark(email: str) -> str:
    return salted_hmac("actors.rules.throttling", email.strip().lower(), algorithm="sha256").hexdigest()


def is_of_a_provider(request: Any, credentials: dict[str, Any] | None) -> bool:
    """What a provider of identity answers is no guess of a password: it is not counted as one."""
    return "nonce" in (credentials or {})
