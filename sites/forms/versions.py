"""Two versions of a sheet, to be compared."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from sites.queries.history import HistoryLine

TODAY = "aujourd-hui"


class VersionsForm(forms.Form):
    """Sent in the address. Only what was published may be chosen, and what the sheet says today."""

    avant = forms.ChoiceField(label=_("Version"))
    apres = forms.ChoiceField(label=_("Compared with"), initial=TODAY)

    def __init__(self, *args: Any, versions: Iterable[HistoryLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Any]] = [(str(line.version), _label(line)) for line in versions]
        self.fields["avant"].choices = choices  # type: ignore[attr-defined]
        self.fields["apres"].choices = [(TODAY, _("Today")), *choices]  # type: ignore[attr-defined]


def _label(line: HistoryLine) -> str:
    moment = date_format(timezone.localtime(line.at), "j F Y, H:i")
    return f"{moment}, {line.who}" if line.who else moment
