"""A disk that is full: told in words to whoever sends a file, and no half of a file stays."""

import errno
import shutil
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.utils.translation import gettext as _

ERRORS = frozenset({errno.ENOSPC, errno.EDQUOT})
FULL = "full"
# What a file may bring beside itself: its smaller pictures.
MARGIN_BYTES = 1 << 20


def is_full(error: BaseException | None) -> bool:
    """Whether an error says that there is no room left on a disk of this machine."""
    return (isinstance(error, OSError) and error.errno in ERRORS) or getattr(error, "code", None) == FULL


def refusal() -> ValidationError:
    return ValidationError(
        _("There is no room left for files: nothing was saved. Try again in an hour, or without the file."), code=FULL
    )


class Folder(FileSystemStorage):
    """A folder of uploaded files."""

    def refuse_without_room(self, size: int) -> None:
        """Asked by a form, to answer on its field; what is kept meets the disk itself all the same."""
        try:
            free = shutil.disk_usage(self.location).free
        except FileNotFoundError:  # nothing was kept yet
            return
        if free < size + MARGIN_BYTES:
            raise refusal()

    def _save(self, name: str, content: Any) -> str:
        try:
            return str(super()._save(name, content))  # type: ignore[misc] # (Django's, without types)
        except OSError as error:
            if not is_full(error):
                raise
            self.delete(name)
            raise refusal() from error
