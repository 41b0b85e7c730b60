"""The languages in which practices may be told, beside that of the platform; and whether a translation follows."""

import hashlib
from typing import Any

from django.conf import settings
from django.utils.translation import get_language_info

# What a translation says in its own words. The rest (themes, needs, evidence, licence) is read from the original.
TOLD = (
    "title", "summary", "problem", "context", "steps", "people", "duration", "cost", "results", "success_factors",
    "cautions", "resources", "contact",
)  # fmt: skip


def platform_language() -> str:
    """In which practices are told unless said otherwise."""
    return str(settings.LANGUAGE_CODE)


def other_languages() -> list[str]:
    """Those that the deployer wants: none unless `PRACTICE_LANGUAGES` says so."""
    return [code for code in settings.PRACTICE_LANGUAGES if code != platform_language()]


def name_of(code: str) -> str:
    """As its own readers call it: "română"."""
    return str(get_language_info(code)["name_local"])


def name_here(code: str) -> str:
    """As readers of the platform call it in a sentence: "roumain"."""
    return str(get_language_info(code)["name_translated"]).lower()


def digest_of(practice: Any) -> str:
    """Of what its translations tell: another digest, and they are behind."""
    said = "\x1f".join(_plain(getattr(practice, name)) for name in TOLD)
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def _plain(value: Any) -> str:
    """Steps by their raw content: blocks have an identity of their own, which says nothing."""
    if isinstance(value, str):
        return value
    return repr([(block["type"], sorted(block["value"].items())) for block in value.raw_data])
