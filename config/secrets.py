"""What production refuses to start with: no secret, a short one, or one that somebody else has read in our files."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

SHORTEST, FEWEST_SIGNS = 50, 10
# Words of examples, ours and everyone's. In 64 random signs one of them comes once in a hundred million keys.
EXAMPLES = re.compile(
    r"change.?(me|moi|it)|insecure|example|exemple|replace|remplace|secret.?key|"
    r"development|tests?.only|demonstration|checked.by|password|motdepasse",
    re.IGNORECASE,
)
# Passwords of databases that every attacker tries first.
USUAL = frozenset(
    {"postgres", "password", "admin", "root", "secret", "test", "user", "resorption", "django", "wagtail"}
)


def problems(said: Mapping[str, Any], *, database: Mapping[str, Any], is_https: bool) -> list[str]:
    """In words, one for each; none when it may start. `said`: the settings that hold secrets, by name."""
    # A demonstration (without HTTPS) has a server of its own, on this machine, that it starts once it knows its
    # settings; the server's socket asks for no password.
    found = ["DATABASE_URL must name a database."] if is_https and not database.get("NAME") else []
    found += _key("SECRET_KEY", said["SECRET_KEY"])
    for name in ("READINGS_KEY", "SECRET_KEY_FALLBACKS"):
        given = said[name] if isinstance(said[name], list) else [said[name]]
        for key in given:
            found += _key(name, key) if key else []
    if said["READINGS_KEY"] and said["READINGS_KEY"] == said["SECRET_KEY"]:
        found.append("READINGS_KEY must differ from SECRET_KEY, which may be changed.")
    if is_https and database.get("PASSWORD") and _is_example(database["PASSWORD"]):
        found.append("DATABASE_URL holds the password of an example: give the database another.")
    if said["OIDC_ISSUER"]:
        found += _provider(said)
    return found


def _key(name: str, key: str) -> list[str]:
    if len(key) < SHORTEST:
        return [f"{name} must be set to {SHORTEST} random characters or more."]
    if len(set(key)) < FEWEST_SIGNS or EXAMPLES.search(key):
        return [f"{name} is an example or no random text: make one of your own."]
    return []


def _provider(said: Mapping[str, Any]) -> Iterable[str]:
    wanted = ("OIDC_RP_CLIENT_ID", "OIDC_RP_CLIENT_SECRET", "OIDC_OP_TOKEN_ENDPOINT", "OIDC_OP_JWKS_ENDPOINT")
    missing = [name for name in wanted if not said[name]]
    if missing:
        yield f"OIDC_ISSUER is set without {', '.join(missing)}."
    secret = said["OIDC_RP_CLIENT_SECRET"]
    if secret and (len(secret) < 16 or _is_example(secret)):
        yield "OIDC_CLIENT_SECRET is an example or too short: take the one that the provider gave."


def _is_example(password: str) -> bool:
    return password.casefold() in USUAL or bool(EXAMPLES.search(password))
