"""How often, for each kind of things, and which themes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collaboration.enums import RHYTHMS_OF_WEEK, JournalTag, NotificationKind, Rhythm


class PreferencesForm(forms.Form):
    """One field for each kind, under its name; themes after."""

    themes = forms.MultipleChoiceField(
        label=_("Themes that I follow"),
        choices=JournalTag,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Messages about them, on every site and action that I may read."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rhythms = {
            kind.value: forms.ChoiceField(
                label=str(kind.label)[:1].upper() + str(kind.label)[1:], choices=_offered(kind)
            )
            for kind in NotificationKind
        }
        self.fields = rhythms | self.fields

    @property
    def rhythms(self) -> dict[NotificationKind, Rhythm]:
        return {kind: Rhythm(self.cleaned_data[kind.value]) for kind in NotificationKind}

    @property
    def tags(self) -> set[JournalTag]:
        return {JournalTag(tag) for tag in self.cleaned_data["themes"]}


def _offered(kind: NotificationKind) -> list[tuple[str, Any]]:
    offered = RHYTHMS_OF_WEEK if kind == NotificationKind.WEEK else tuple(Rhythm)
    return [(one.value, one.label) for one in offered]
