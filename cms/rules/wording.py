"""What changed between two states of one thing, field by field, in words ("Ménages : 12 → 15")."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


def changes_between(
    model: Any, names: Iterable[str], before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Change]:
    """Of a model's fields, those that are said otherwise. Missing is unknown, which is not zero."""
    found = []
    for name in names:
        field = model._meta.get_field(name)
        was, now = say_value(field, before.get(name)), say_value(field, after.get(name))
        if was != now:
            found.append(Change(label_of(field), was, now))
    return found


def label_of(field: Any) -> str:
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def say_value(field: Any, value: Any) -> str:
    if value is None or value in ("", []):
        return _("unknown")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        labels = dict(getattr(field.base_field, "choices", None) or ())
        return ", ".join(str(labels.get(one, one)) for one in value)
    if getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))
    return _say_plain(field, value)


def _say_plain(field: Any, value: Any) -> str:
    if field.get_internal_type().startswith("Date"):
        return date_format(value if isinstance(value, date) else date.fromisoformat(str(value)[:10]), "j F Y")
    if isinstance(value, float):
        return f"{value:.5f}"
    if isinstance(value, Decimal):
        return str(number_format(value, 2, force_grouping=True))
    is_count = isinstance(value, int) and "Small" not in field.get_internal_type()
    return number_format(value, force_grouping=True) if is_count else str(value)
