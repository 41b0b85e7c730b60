"""What one fills in to write a message, to say it better, to hide one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actors.models import Organisation, User
from cms.models import PlatformPage
from cms.validators import FILES_ACCEPTED, HELP
from collaboration.enums import JournalTag
from collaboration.forms.files import FilesField, ManyFilesInput, description_field, photos_field
from collaboration.models import JournalEntry
from collaboration.queries.people import readers_of
from collaboration.services.journal import Audience, Files

PERSON, ORGANISATION = "p", "o"
# What is shown of those who may be told: there may be hundreds of them.
NAMED = ("first_name", "last_name", "email", "anonymised_at", "organisation__name")


class JournalForm(forms.ModelForm):
    """`to` offers those who may read the page, and nobody else: naming someone never opens it to them."""

    tags = forms.MultipleChoiceField(
        label=_("About"), choices=JournalTag, required=False, widget=forms.CheckboxSelectMultiple
    )
    photos = photos_field()
    documents = FilesField(
        label=_("Join files"), required=False, widget=ManyFilesInput(attrs={"accept": FILES_ACCEPTED}), help_text=HELP
    )
    description = description_field()
    to = forms.MultipleChoiceField(
        label=_("People and organisations to tell"), required=False, widget=forms.CheckboxSelectMultiple
    )
    is_restricted = forms.BooleanField(
        label=_("For them alone"),
        required=False,
        help_text=_("Nobody else reads this message, but for the pilots of the territory."),
        # Such a message is never kept on a device (static/js/field).
        widget=forms.CheckboxInput(attrs={"data-restricts": ""}),
    )

    class Meta:
        model = JournalEntry
        fields = ["text", "tags"]
        labels = {"text": _("Your message")}
        help_texts = {"text": _("Read by those who follow this territory. Name no inhabitant.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, page: PlatformPage, author: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What stands in no place is read by every member: their names would be a list of everyone.
        readers = readers_of(page).only(*NAMED) if page.place_lookup else []
        self.readers = [one for one in readers if one.pk != author.pk]
        if not page.place_lookup:
            self.fields["text"].help_text = _("Its author is told, and every member reads it. Name no inhabitant.")
        self.organisations: dict[int, Organisation] = {
            person.organisation.pk: person.organisation for person in self.readers if person.organisation
        }
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            *((f"{ORGANISATION}{pk}", name) for pk, name in self._organisation_choices()),
            *((f"{PERSON}{person.pk}", _described(person)) for person in self.readers),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("is_restricted") and not cleaned.get("to") and "to" not in self.errors:
            self.add_error("to", _("Choose at least one person or organisation who may read this message."))
        return cleaned

    @property
    def audience(self) -> Audience:
        chosen = set(self.cleaned_data["to"])
        return Audience(
            people=tuple(person for person in self.readers if f"{PERSON}{person.pk}" in chosen),
            organisations=tuple(one for pk, one in self.organisations.items() if f"{ORGANISATION}{pk}" in chosen),
            is_restricted=self.cleaned_data["is_restricted"],
        )

    @property
    def joined(self) -> Files:
        said = self.cleaned_data
        return Files(uploaded=(*said["photos"], *said["documents"]), description=said["description"])

    def _organisation_choices(self) -> list[tuple[int, str]]:
        return sorted(((pk, one.name) for pk, one in self.organisations.items()), key=lambda pair: pair[1])


class EditForm(forms.ModelForm):
    tags = forms.MultipleChoiceField(
        label=_("About"), choices=JournalTag, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = JournalEntry
        fields = ["text", "tags"]
        labels = {"text": _("Your message")}
        help_texts = {"text": _("Pilots can still read what it said before.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}


class HideForm(forms.Form):
    reason = forms.CharField(
        label=_("Why this message is hidden"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everyone reads it in place of the message. Name nobody."),
    )


def _described(person: User) -> str:
    return f"{person}, {person.organisation}" if person.organisation else str(person)
