"""How finely this deployment lets the public and partners see sites: two settings, one of three values each.

What is not one of them counts as `areas`, the safest; the system check says so (catalog.apps).
"""

from django.conf import settings

from actors.enums import PrecisionPolicy

POLICIES = ("PUBLIC_PRECISION", "PARTNER_PRECISION")


def public_precision() -> PrecisionPolicy:
    return _policy("PUBLIC_PRECISION")


def partner_precision() -> PrecisionPolicy:
    """The finest that a key may be granted, whatever was agreed before."""
    return _policy("PARTNER_PRECISION")


def unknown_policies() -> list[str]:
    """The settings whose value is none of ours."""
    return [name for name in POLICIES if getattr(settings, name) not in PrecisionPolicy.values]


def _policy(name: str) -> PrecisionPolicy:
    value = getattr(settings, name)
    return PrecisionPolicy(value) if value in PrecisionPolicy.values else PrecisionPolicy.AREAS
