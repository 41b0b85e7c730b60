"""Files that people join: cleaned on the way in, taken off the disk when what they were joined to goes."""

from collections.abc import Callable, Iterable
from functools import partial
from io import BytesIO
from pathlib import PurePath
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image

from cms.enums import FileKind
from cms.forms import without_metadata
from cms.services.antivirus import refuse_infected
from cms.validators import MAX_FILES, FileType, identify
from collaboration.models.attachment import StoredFile

Kept = TypeVar("Kept", bound=StoredFile)
# A photo of a phone is four times as large as a screen can show.
MAX_SIDE, PREVIEW_SIDE = 2560, 480
NAME_LENGTH = 120


def keep_files(
    files: Iterable[Any], *, make: Callable[[], Kept], description: str = "", only: FileKind | None = None
) -> list[Kept]:
    """All the files, or none: each is what it says it is, pictures without what the camera wrote in them.

    `make` answers the row of each, which knows what it is joined to. `only`: no other kind of file is taken.
    """
    files = list(files)
    if len(files) > MAX_FILES:
        raise ValidationError({"files": _("%(n)s files at most for one message.") % {"n": MAX_FILES}})
    found = [(uploaded, identify(uploaded, only=only)) for uploaded in files]
    for uploaded in files:
        try:
            refuse_infected(uploaded)
        except ValidationError as refused:
            raise ValidationError({"files": refused.messages}) from refused
    kept: list[Kept] = []
    try:
        for uploaded, kind in found:
            kept.append(make())
            _keep(kept[-1], uploaded, kind, description=description)
    except BaseException:
        _take_off_the_disk(kept)
        raise
    return kept


def remove_files(stored: Iterable[StoredFile]) -> None:
    """For ever: a photo that should never have been taken is on no disk. That there was one stays known."""
    for one in stored:
        for file in (one.file, one.preview):
            if file.name:
                transaction.on_commit(partial(file.storage.delete, file.name))
        one.removed_at = timezone.now()
        one.save(update_fields=["removed_at"])


def _take_off_the_disk(stored: Iterable[StoredFile]) -> None:
    """Their rows go with the transaction; files know of none."""
    for one in stored:
        for file in (one.file, one.preview):
            if file.name:
                file.storage.delete(file.name)


def _keep(stored: Kept, uploaded: Any, kind: FileType, *, description: str) -> Kept:
    stored.kind = kind.kind
    stored.content_type = kind.content_type
    stored.name = _named(uploaded.name, kind.suffix)
    stored.description = description if kind.kind == FileKind.IMAGE else ""
    kept = uploaded
    if kind.kind == FileKind.IMAGE:
        kept = _no_larger(without_metadata(uploaded), MAX_SIDE)
        preview = _no_larger(kept, PREVIEW_SIDE)
        stored.preview.save("preview", preview, save=False)
        with Image.open(preview) as drawn:
            stored.width, stored.height = drawn.size
    kept.seek(0)
    stored.file.save("file", kept, save=False)
    stored.size = stored.file.size
    stored.save()
    return stored


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
