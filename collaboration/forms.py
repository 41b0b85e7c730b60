"""What one fills in to write a message."""

from django import forms
from django.utils.translation import gettext_lazy as _

from collaboration.enums import JournalTag
from collaboration.models import JournalEntry


class JournalForm(forms.ModelForm):
    tags = forms.MultipleChoiceField(
        label=_("About"), choices=JournalTag, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = JournalEntry
        fields = ["text", "tags"]
        labels = {"text": _("Your message")}
        help_texts = {"text": _("Read by those who follow this territory. Name no inhabitant.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
