"""Several files in one field."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.enums import FileKind
from cms.services.antivirus import refuse_infected
from cms.validators import IMAGES_ACCEPTED, MAX_FILES, identify


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])


class FilesField(forms.FileField):
    """Answers a list. Each file that may not be joined is named, with the reason. `only`: no other kind is taken."""

    widget = ManyFilesInput

    def __init__(self, *args: Any, only: FileKind | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only = only

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent = data if isinstance(data, list | tuple) else [data] if data else []
        files = [super(FilesField, self).clean(one, initial) for one in sent if one]
        if len(files) > MAX_FILES:
            raise ValidationError(_("%(n)s files at most for one message.") % {"n": MAX_FILES})
        refused: list[Any] = []
        for one in files:
            try:
                identify(one, only=self.only)
                refuse_infected(one)
            except ValidationError as why:
                refused += why.messages
        if refused:
            raise ValidationError([*refused, _("Choose your files again: browsers do not keep them.")])
        return files


def photos_field() -> FilesField:
    return FilesField(
        label=gettext_lazy("Take a photo"),
        required=False,
        only=FileKind.IMAGE,
        # Said so, phones turn their own formats into one that everyone can see.
        widget=ManyFilesInput(attrs={"accept": IMAGES_ACCEPTED, "capture": "environment"}),
        help_text=gettext_lazy("Its place and date are taken out of it. Show no face."),
    )


def description_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("What the photos show"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Read aloud to those who do not see them."),
    )
