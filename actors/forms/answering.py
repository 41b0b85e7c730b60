"""What forms share: native controls of phones, and the refusals of services set on their fields."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

T = TypeVar("T")


class DateInput(forms.DateInput):
    """The phone's own calendar. Browsers want ISO dates, whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


def take_refusal(form: forms.BaseForm, refusal: ValidationError) -> None:
    """The reasons of a service on the fields of the form; those of fields that it does not have go to its top."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields and name != NON_FIELD_ERRORS else None, errors)


class AnsweringForm(forms.Form):
    """A form whose answers go to a service, which may refuse them field by field."""

    def submit(self, service: Callable[..., T], **kwargs: Any) -> T | None:
        """What the service answers, or None with its refusal on the fields."""
        try:
            return service(**kwargs)
        except ValidationError as refusal:
            self.take(refusal)
            return None

    def take(self, refusal: ValidationError) -> None:
        take_refusal(self, refusal)
