"""What may be joined to something: told by what is in the file, never by its name."""

import warnings
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import puremagic
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image

from cms.enums import FileKind
from registers.imports.archives import TooHeavy, refuse_heavy

MEGABYTE = 1024 * 1024
MAX_FILES = 6
MAX_BYTES = {FileKind.IMAGE: 20 * MEGABYTE, FileKind.PDF: 20 * MEGABYTE, FileKind.OFFICE: 10 * MEGABYTE}
MAX_PIXELS = 60_000_000
HEAD_BYTES = 4096

_OPENXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"


@dataclass(frozen=True)
class FileType:
    kind: FileKind
    content_type: str
    suffix: str


TYPES = {
    one.content_type: one
    for one in (
        FileType(FileKind.IMAGE, "image/jpeg", ".jpg"),
        FileType(FileKind.IMAGE, "image/png", ".png"),
        FileType(FileKind.IMAGE, "image/webp", ".webp"),
        FileType(FileKind.PDF, "application/pdf", ".pdf"),
        FileType(FileKind.OFFICE, f"{_OPENXML}.wordprocessingml.document", ".docx"),
        FileType(FileKind.OFFICE, f"{_OPENXML}.spreadsheetml.sheet", ".xlsx"),
        FileType(FileKind.OFFICE, f"{_OPENXML}.presentationml.presentation", ".pptx"),
        FileType(FileKind.OFFICE, f"{_ODF}.text", ".odt"),
        FileType(FileKind.OFFICE, f"{_ODF}.spreadsheet", ".ods"),
        FileType(FileKind.OFFICE, f"{_ODF}.presentation", ".odp"),
    )
}
# The part that an Office Open XML archive always holds.
PARTS = {
    "word/document.xml": f"{_OPENXML}.wordprocessingml.document",
    "xl/workbook.xml": f"{_OPENXML}.spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OPENXML}.presentationml.presentation",
}
# What else editors publish: films with their subtitles, tables and maps. Marks: where they stand, and what they are.
FILMS = {".mp4": ((4, b"ftyp"),), ".webm": ((0, b"\x1a\x45\xdf\xa3"),)}
TEXTS = frozenset({".csv", ".txt", ".vtt", ".json", ".geojson"})
SAME_SUFFIXES = {".jpeg": ".jpg"}
MAX_FILM_BYTES = 120 * MEGABYTE
ACCEPTED = gettext_lazy("photos (JPEG, PNG, WebP), PDF, Word, Excel, PowerPoint, LibreOffice")
PHOTOS_ACCEPTED = gettext_lazy("photos (JPEG, PNG, WebP)")
IMAGES_ACCEPTED = ",".join(name for name, one in TYPES.items() if one.kind == FileKind.IMAGE)
FILES_ACCEPTED = ",".join([*TYPES, *(one.suffix for one in TYPES.values())])
HELP = format_lazy("{} : {}", gettext_lazy("Accepted"), ACCEPTED)


def identify(uploaded: Any, *, only: FileKind | None = None) -> FileType:
    """What the file is. Raises ValidationError, with the file's name and what to do, for what may not be joined."""
    content_type = _content_type(uploaded)
    found = TYPES.get(content_type)
    if found is None or (only and found.kind != only):
        accepted = PHOTOS_ACCEPTED if only == FileKind.IMAGE else ACCEPTED
        raise ValidationError(
            _("“%(name)s” cannot be joined: only %(accepted)s can.") % {"name": uploaded.name, "accepted": accepted},
            code="type",
        )
    _refuse_over(uploaded, MAX_BYTES[found.kind])
    if found.kind == FileKind.IMAGE:
        _refuse_bad_image(uploaded)
    return found


def identify_document(uploaded: Any) -> None:
    """A document that editors publish is of a known kind, and its name ends as that kind does."""
    suffix = PurePath(uploaded.name).suffix.lower()
    if suffix in FILMS:
        is_said = _begins(uploaded, FILMS[suffix])
        _refuse_over(uploaded, MAX_FILM_BYTES)
    elif suffix in TEXTS:
        is_said = _is_text(uploaded)
    else:
        is_said = SAME_SUFFIXES.get(suffix, suffix) == identify(uploaded).suffix
    if not is_said:
        raise ValidationError(
            _("“%(name)s” is not what the end of its name says.") % {"name": uploaded.name}, code="type"
        )


def _begins(uploaded: Any, marks: tuple[tuple[int, bytes], ...]) -> bool:
    uploaded.seek(0)
    head = uploaded.read(64)
    uploaded.seek(0)
    return any(head[at:].startswith(mark) for at, mark in marks)


def _is_text(uploaded: Any) -> bool:
    _refuse_over(uploaded, MAX_BYTES[FileKind.OFFICE])
    uploaded.seek(0)
    content = uploaded.read()
    uploaded.seek(0)
    return b"\0" not in content


def _content_type(uploaded: Any) -> str:
    uploaded.seek(0)
    head = uploaded.read(HEAD_BYTES)
    uploaded.seek(0)
    if head.startswith(b"PK\x03\x04"):
        return _office_type(uploaded)
    try:
        candidates = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    return str(candidates[0].mime_type) if candidates else ""


def _office_type(uploaded: Any) -> str:
    """An archive is an office file by its parts; one that carries macros is none."""
    try:
        with zipfile.ZipFile(uploaded) as archive:
            refuse_heavy(archive)
            names = set(archive.namelist())
            if any(name.endswith("vbaProject.bin") for name in names):
                return ""
            if "mimetype" in names:
                with archive.open("mimetype") as said:
                    return said.read(100).decode("ascii", "replace").strip()
    except TooHeavy as heavy:
        raise ValidationError(
            _("“%(name)s” is too large once opened: it cannot be joined.") % {"name": uploaded.name}, code="size"
        ) from heavy
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return ""
    finally:
        uploaded.seek(0)
    return next((content_type for part, content_type in PARTS.items() if part in names), "")


def _refuse_over(uploaded: Any, limit: int) -> None:
    if uploaded.size > limit:
        raise ValidationError(
            _("“%(name)s” is too large: %(limit)s MB at most.") % {"name": uploaded.name, "limit": limit // MEGABYTE},
            code="size",
        )


def _refuse_bad_image(uploaded: Any) -> None:
    """Opened as it will be: a picture that cannot be drawn, or that would fill the memory, is refused here."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(uploaded) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise ValidationError(
                        _("“%(name)s” has too many pixels: make it smaller first.") % {"name": uploaded.name},
                        code="size",
                    )
                picture.load()
    except ValidationError:
        raise
    except Exception as broken:
        raise ValidationError(
            _("“%(name)s” cannot be read: the picture is damaged.") % {"name": uploaded.name}, code="damaged"
        ) from broken
    finally:
        uploaded.seek(0)
