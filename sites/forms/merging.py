"""Confirming that two sites are one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from actors.forms.answering import AnsweringForm


class MergeForm(AnsweringForm):
    confirmed = forms.BooleanField(
        label=_("They are the same site. I know that this cannot be undone."),
        error_messages={"required": _("Tick the box: a merger cannot be undone.")},
    )
