"""Where a partner's site is told of changes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from actors.forms.answering import AnsweringForm


class WebhookForm(AnsweringForm):
    url = forms.CharField(
        label=_("Address to tell"),
        max_length=500,
        help_text=_("A page of your server that takes our messages: https://…, on the public network."),
        widget=forms.URLInput(attrs={"autocomplete": "off", "inputmode": "url"}),
    )
