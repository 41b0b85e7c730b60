"""Columns made of the fields of a model: their words, their values as people read them."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from steering.registry import Column, Value

Read = Callable[[Any], Any]


def heading_of(model: type[Model], name: str) -> Any:
    """The label of a field, capitalised, in the language of who reads the file."""
    return capfirst(_label(model, name))


def counts(names: Iterable[str], model: type[Model], of: Read, *, group: Any, usual: Iterable[str]) -> list[Column]:
    """Numbers of people or things; None is unknown and stays blank."""
    shown = set(usual)
    return [
        Column(
            code=name,
            group=group,
            heading=heading_of(model, name),
            meaning=format_lazy(_("Number counted: {what}. Blank: unknown, not zero."), what=_label(model, name)),
            read=_attribute(of, name),
            is_usual=name in shown,
        )
        for name in names
    ]


def choices(
    names: Iterable[str], model: type[Model], of: Read, *, group: Any, usual: Iterable[str] = ()
) -> list[Column]:
    """Answers in words. Blank: nobody has observed yet."""
    shown = set(usual)
    return [
        Column(
            code=name,
            group=group,
            heading=heading_of(model, name),
            meaning=format_lazy(_("Answer on: {what}. Blank: never observed."), what=_label(model, name)),
            read=_display(of, name),
            is_usual=name in shown,
        )
        for name in names
    ]


def _label(model: type[Model], name: str) -> Any:
    return model._meta.get_field(name).verbose_name  # type: ignore[union-attr]


def _attribute(of: Read, name: str) -> Callable[[Any], Value]:
    def read(row: Any) -> Value:
        held = of(row)
        return getattr(held, name) if held is not None else None

    return read


def _display(of: Read, name: str) -> Callable[[Any], Value]:
    show = f"get_{name}_display"

    def read(row: Any) -> Value:
        held = of(row)
        return str(getattr(held, show)()) if held is not None else None

    return read


def listed(words: Iterable[Any]) -> str | None:
    """Several in one cell; blank where there is none."""
    return " ; ".join(str(word) for word in words) or None


def yes_no(value: bool | None) -> str | None:
    return None if value is None else str(_("yes") if value else _("no"))


def local(moment: datetime | None) -> datetime | None:
    """In the platform's time, as spreadsheets know none."""
    return timezone.localtime(moment).replace(tzinfo=None) if moment else None
