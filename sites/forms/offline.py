"""What is written where there is no network: the forms of the field, less what only the server knows."""

from django import forms

from collaboration.forms import JournalForm


class OfflineMessageForm(forms.Form):
    """A message to everyone who reads the journal: whom else one may write to is not kept on a device."""

    text, tags, photos, description = (
        JournalForm.base_fields[name] for name in ("text", "tags", "photos", "description")
    )
