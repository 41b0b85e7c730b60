"""Files joined to messages: cleaned on the way in, taken off the disk when their message goes."""

from collections.abc import Iterable
from functools import partial
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image

from cms.forms import without_metadata
from collaboration.enums import FileKind
from collaboration.models import Attachment, JournalEntry
from collaboration.validators import MAX_FILES, FileType, identify

# A photo of a phone is four times as large as a screen can show.
MAX_SIDE, PREVIEW_SIDE = 2560, 480
NAME_LENGTH = 120


def attach_files(entry: JournalEntry, files: Iterable[Any], *, description: str = "") -> list[Attachment]:
    """All the files, or none: each is what it says it is, pictures without what the camera wrote in them."""
    files = list(files)
    if len(files) > MAX_FILES:
        raise ValidationError({"files": _("%(n)s files at most for one message.") % {"n": MAX_FILES}})
    found = [(uploaded, identify(uploaded)) for uploaded in files]
    return [_attach(entry, uploaded, kind, description=description) for uploaded, kind in found]


def remove_files(entry: JournalEntry) -> None:
    """For ever: a photo that should never have been taken is on no disk. That there was one stays known."""
    for attachment in entry.attachments.filter(removed_at__isnull=True):
        for stored in (attachment.file, attachment.preview):
            if stored.name:
                transaction.on_commit(partial(stored.storage.delete, stored.name))
        attachment.removed_at = timezone.now()
        attachment.save(update_fields=["removed_at"])


def _attach(entry: JournalEntry, uploaded: Any, kind: FileType, *, description: str) -> Attachment:
    attachment = Attachment(
        entry=entry,
        kind=kind.kind,
        content_type=kind.content_type,
        name=_named(uploaded.name, kind.suffix),
        description=description if kind.kind == FileKind.IMAGE else "",
    )
    kept = uploaded
    if kind.kind == FileKind.IMAGE:
        kept = _no_larger(without_metadata(uploaded), MAX_SIDE)
        preview = _no_larger(kept, PREVIEW_SIDE)
        attachment.preview.save("preview", preview, save=False)
        with Image.open(preview) as drawn:
            attachment.width, attachment.height = drawn.size
    kept.seek(0)
    attachment.file.save("file", kept, save=False)
    attachment.size = attachment.file.size
    attachment.save()
    return attachment


def _named(name: str, suffix: str) -> str:
    """The name that was given, with the end that tells the truth."""
    stem = PurePath(name.replace("\\", "/")).stem.replace("\x00", "").strip() or "fichier"
    return stem[: NAME_LENGTH - len(suffix)] + suffix


def _no_larger(picture: Any, side: int) -> Any:
    picture.seek(0)
    with Image.open(picture) as opened:
        if max(opened.size) <= side:
            picture.seek(0)
            return picture
        kind = opened.format
        profile = opened.info.get("icc_profile")
        opened.thumbnail((side, side))
        written = BytesIO()
        opened.save(written, format=kind, quality=85, icc_profile=profile)
    return ContentFile(written.getvalue(), name=picture.name)
