"""What our forms share: native controls of phones, groups of fields, and errors of services set on their fields."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

T = TypeVar("T")
# Titles of groups and names of their fields, in order.
Groups = tuple[tuple[Any, tuple[str, ...]], ...]
SURPRISING = "surprising"


@dataclass(frozen=True)
class Group:
    """Fields shown together, folded until needed: `is_open` when they come first, or hold an error."""

    title: str
    fields: list[BoundField]
    is_open: bool


class DateInput(forms.DateInput):
    """The phone's own calendar. Browsers want ISO dates, whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class CountInput(forms.NumberInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "min": 0, **(attrs or {})})


class AskingForm(forms.Form):
    """A form whose answers go to a service, which may refuse them field by field."""

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
    def asks_confirmation(self) -> bool:
        return (
            any(error.code == SURPRISING for errors in self.errors.as_data().values() for error in errors)
            or "confirmed" in self.data
        )

    def submit(self, service: Callable[..., T], **kwargs: Any) -> T | None:
        """What the service answers, or None with its refusal on the fields."""
        try:
            return service(**kwargs)
        except ValidationError as refusal:
            self.take(refusal)
            return None

    def take(self, refusal: ValidationError) -> None:
        """Errors of fields that the form does not have go to its top."""
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for name, errors in refusal.error_dict.items():
            self.add_error(name if name in self.fields and name != NON_FIELD_ERRORS else None, errors)

    def _is_open(self, index: int, names: Iterable[str]) -> bool:
        return index == 0 or any(name in self.errors for name in names)
