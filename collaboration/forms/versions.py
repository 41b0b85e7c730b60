"""Two versions of a sheet, to be compared."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cms.queries.versions import current_content, differences, versions_of
from collaboration.queries.history import HistoryLine

TODAY = "aujourd-hui"


class VersionsForm(forms.Form):
    """Sent in the address. Only what was published may be chosen, and what the sheet says today."""

    avant = forms.ChoiceField(label=_("Version"))
    apres = forms.ChoiceField(label=_("Compared with"), initial=TODAY)

    def __init__(self, *args: Any, versions: Iterable[HistoryLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = list(versions)
        self.published = {str(line.version): line for line in versions}
        choices: list[tuple[str, Any]] = [(str(line.version), _label(line)) for line in versions]
        self.fields["avant"].choices = choices  # type: ignore[attr-defined]
        self.fields["apres"].choices = [(TODAY, _("Today")), *choices]  # type: ignore[attr-defined]


def _label(line: HistoryLine) -> str:
    moment = date_format(timezone.localtime(line.at), "j F Y, H:i")
    return f"{moment}, {line.who}" if line.who else moment


def compared(page: Any, form: VersionsForm, *, reader: Any) -> dict[str, Any]:
    """What differs between the two versions that were chosen, as the page of a comparison shows it."""
    said = {str(version.pk): version.content for version in versions_of(page, reader=reader)}
    said[TODAY] = current_content(page, reader=reader)
    first, second = form.cleaned_data["avant"], form.cleaned_data["apres"]
    return {
        "before": form.published[first],
        "after": form.published.get(second),
        "is_with_today": second == TODAY,
        "changes": differences(page, said[first], said[second]),
    }
