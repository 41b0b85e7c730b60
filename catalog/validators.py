"""What editors may keep for search."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_TERMS, MAX_TERM = 20, 80


def split_terms(text: str) -> list[str]:
    """Ways of writing one thing, with commas, semicolons or lines between; each once."""
    parts = (" ".join(part.split()) for part in text.replace(";", ",").replace("\n", ",").split(","))
    return [one for one in dict.fromkeys(parts) if one]


def validate_terms(text: str) -> None:
    terms = split_terms(text)
    if len(terms) < 2:
        raise ValidationError(_("Write two ways at least, with a comma between."))
    if len(terms) > MAX_TERMS or any(len(term) > MAX_TERM for term in terms):
        raise ValidationError(_("At most 20 ways of writing, of 80 characters each."))
