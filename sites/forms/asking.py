"""What forms of the field share: native controls of phones, groups of fields, figures that are asked again."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from actors.forms.answering import AnsweringForm, DateInput
from cms.forms import Conflict
from cms.rules.problems import SURPRISING

# Titles of groups and names of their fields, in order.
Groups = tuple[tuple[Any, tuple[str, ...]], ...]
__all__ = ["AskingForm", "Conflict", "CountInput", "DateInput", "Group", "Groups"]


@dataclass(frozen=True)
class Group:
    """Fields shown together, folded until needed: `is_open` when they come first, or hold an error."""

    title: str
    fields: list[BoundField]
    is_open: bool


class CountInput(forms.NumberInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "min": 0, **(attrs or {})})


class AskingForm(AnsweringForm):
    """A form of the field: its groups, and what was typed that is surprising."""

    # The first is open.
    groups_of: Groups = ()
    # Asked only when something surprising was typed.
    confirmed = forms.BooleanField(label=_("I checked these figures: they are right"), required=False)

    @property
    def groups(self) -> list[Group]:
        return [
            Group(str(title), [self[name] for name in names if name in self.fields], self._is_open(index, names))
            for index, (title, names) in enumerate(self.groups_of)
        ]

    @property
    def said(self) -> dict[str, list[str]]:
        """All that was typed, to be given to the same form again."""
        data: Any = self.data
        return {name: values for name, values in data.lists() if name in self.fields}

    @property
    def asks_confirmation(self) -> bool:
        return (
            any(error.code == SURPRISING for errors in self.errors.as_data().values() for error in errors)
            or "confirmed" in self.data
        )

    def _is_open(self, index: int, names: Iterable[str]) -> bool:
        return index == 0 or any(name in self.errors for name in names)
