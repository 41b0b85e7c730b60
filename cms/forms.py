"""What people send in."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from actors.forms.answering import AnsweringForm
from cms.queries import label_of, words
from cms.rules.disk import Folder
from cms.services import mark_of, version_to_change
from cms.services.antivirus import refuse_infected
from cms.validators import identify_document

# Formats that carry where and with what a picture was taken. GIF carries none, and may move.
# What makes pixels look as they should, and says nothing else.
KEPT = ("transparency", "icc_profile")
FORMATS_WITH_METADATA = frozenset({"JPEG", "PNG", "WEBP", "AVIF", "MPO"})


class CleanImageForm(BaseImageForm):
    """Pictures of the field lose their metadata on the way in: a photo's EXIF says where people live."""

    def clean_file(self) -> Any:
        uploaded = self.cleaned_data.get("file")
        if "file" not in self.changed_data or not uploaded:
            return uploaded
        _may_be_kept(uploaded)
        return without_metadata(uploaded)


class SafeDocumentForm(BaseDocumentForm):
    """Documents of the editor: what their name says that they are, and nothing that does harm."""

    def clean_file(self) -> Any:
        uploaded = self.cleaned_data.get("file")
        if "file" not in self.changed_data or not uploaded:
            return uploaded
        identify_document(uploaded)
        _may_be_kept(uploaded)
        return uploaded


def _may_be_kept(uploaded: Any) -> None:
    refuse_infected(uploaded)
    if isinstance(default_storage, Folder):
        default_storage.refuse_without_room(uploaded.size)


def without_metadata(uploaded: Any) -> Any:
    """The same picture, upright, from its pixels alone."""
    uploaded.seek(0)
    with Image.open(uploaded) as picture:
        kind = picture.format
        if kind not in FORMATS_WITH_METADATA:
            uploaded.seek(0)
            return uploaded
        upright = ImageOps.exif_transpose(picture)
        upright.info = {name: value for name, value in upright.info.items() if name in KEPT}
        written = BytesIO()
        upright.save(written, format="JPEG" if kind == "MPO" else kind, quality=92)
    return ContentFile(written.getvalue(), name=uploaded.name)


@dataclass(frozen=True)
class Conflict:
    """A field of which somebody else says something else."""

    label: str
    theirs: str
    yours: str


class VersionForm(AnsweringForm):
    """A form that changes a page, and carries which version was read: somebody else may write another meanwhile."""

    mark = forms.IntegerField(required=False, widget=forms.HiddenInput)
    user: Any = None
    # The page that is changed; None for one that is begun.
    changed_page: Any = None
    conflicts: list[Conflict] = []

    @property
    def typed(self) -> Mapping[str, Any]:
        """What was typed of the page's fields, as a version would hold it."""
        raise NotImplementedError

    def take(self, refusal: ValidationError) -> None:
        super().take(refusal)
        if getattr(refusal, "code", "") == "stale" and self.changed_page:
            self._show_both(type(self.changed_page).objects.get(pk=self.changed_page.pk))

    def _show_both(self, page: Any) -> None:
        """What was typed beside what is there now; sent again, it is written over the version that is shown."""
        theirs = version_to_change(page, user=self.user).serializable_data()
        yours = {
            name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in self.typed.items()
        }
        names = [name for name in page.compared if name in yours]
        before, after = (words(page, names, content) for content in (theirs, yours))
        self.conflicts = [
            Conflict(label_of(page, name), before[name], after[name]) for name in names if before[name] != after[name]
        ]
        data: Any = self.data.copy()  # type: ignore[attr-defined] # a QueryDict
        data["mark"] = str(mark_of(page, user=self.user))
        self.data = data
