"""Keeping a search under a name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actors.models import User
from collaboration.queries.searches import asked, read_search


class SaveSearchForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the search"), max_length=80, error_messages={"required": _("Give it a name.")}
    )
    query = forms.CharField(widget=forms.HiddenInput, max_length=2000, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_query(self) -> str:
        query = asked(self.cleaned_data["query"])
        if not query:
            raise forms.ValidationError(_("Search for something first."))
        if read_search(query, user=self.user).errors:
            raise forms.ValidationError(_("This search was not understood: correct it, then keep it."))
        return query
