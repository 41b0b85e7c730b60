"""Confirming that two sites are one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sites.forms.asking import AskingForm


class MergeForm(AskingForm):
    confirmed = forms.BooleanField(
        label=_("They are the same site. I know that this cannot be undone."),
        error_messages={"required": _("Tick the box: a merger cannot be undone.")},
    )
