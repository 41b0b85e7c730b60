"""What people send in."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageOps
from wagtail.images.forms import BaseImageForm

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
        return without_metadata(uploaded)


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
