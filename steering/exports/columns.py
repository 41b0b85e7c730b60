"""Columns made of the fields of a model: their words, their values as people read them."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.text import capfirst, format_lazy
from django.utils.translation import get_language
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
            read=_display(of, model, name),
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


def _display(of: Read, model: type[Model], name: str) -> Callable[[Any], Value]:
    choices = model._meta.get_field(name).flatchoices  # type: ignore[union-attr]

    def read(row: Any) -> Value:
        held = of(row)
        return label_of(choices, getattr(held, name)) if held is not None else None

    return read


def label_of(choices: Iterable[tuple[Any, Any]], code: Any) -> str:
    """The words of a code: asked millions of times, they are put together once for each language."""
    key = (id(choices), get_language())
    if key not in _labels:
        _labels[key] = (choices, {str(one): str(label) for one, label in choices})
    return _labels[key][1].get(str(code), str(code))


# With the choices themselves, so that nothing else ever takes their place in memory.
_labels: dict[tuple[int, str | None], tuple[Iterable[tuple[Any, Any]], dict[str, str]]] = {}


def listed(words: Iterable[Any]) -> str | None:
    """Several in one cell; blank where there is none."""
    return " ; ".join(str(word) for word in words) or None


def yes_no(value: bool | None) -> str | None:
    return None if value is None else str(_("yes") if value else _("no"))


def local(moment: datetime | None) -> datetime | None:
    """In the platform's time, as spreadsheets know none."""
    return timezone.localtime(moment).replace(tzinfo=None) if moment else None
