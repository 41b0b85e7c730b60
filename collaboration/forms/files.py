"""Several files in one field."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from collaboration.validators import MAX_FILES, identify


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])


class FilesField(forms.FileField):
    """Answers a list. Each file that may not be joined is named, with the reason."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent = data if isinstance(data, list | tuple) else [data] if data else []
        files = [super(FilesField, self).clean(one, initial) for one in sent if one]
        if len(files) > MAX_FILES:
            raise ValidationError(_("%(n)s files at most for one message.") % {"n": MAX_FILES})
        refused: list[Any] = []
        for one in files:
            try:
                identify(one)
            except ValidationError as why:
                refused += why.messages
        if refused:
            raise ValidationError([*refused, _("Choose your files again: browsers do not keep them.")])
        return files
