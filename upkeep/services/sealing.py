"""Encryption of backups: the age format, so that any `age` program opens what this one wrote.

An installation knows public keys only (`BACKUP_RECIPIENTS`): whoever steals the server reads no backup of before.
"""

import hashlib
from pathlib import Path
from typing import IO, Any

import pyrage
from django.conf import settings
from django.utils.translation import gettext as _

from upkeep.services.errors import UpkeepError


class Counted:
    """A file that is written, and the SHA-256 of what was."""

    def __init__(self, opened: IO[bytes]) -> None:
        self.opened, self.digest = opened, hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        return self.opened.write(data)

    def flush(self) -> None:
        self.opened.flush()


def recipients() -> list[Any]:
    """Raises UpkeepError when there is none: a backup is never written in the clear."""
    try:
        found = [pyrage.x25519.Recipient.from_str(text) for text in settings.BACKUP_RECIPIENTS]
    except pyrage.RecipientError as error:
        raise UpkeepError(_("BACKUP_RECIPIENTS holds a key that is none: %s") % error) from error
    if not found:
        raise UpkeepError(_("BACKUP_RECIPIENTS is empty: make a key with “manage.py backup --new-key FILE”."))
    return found


def seal(source: IO[bytes] | Any, target: IO[bytes]) -> str:
    """Encrypt a stream into another; the SHA-256 of what was written."""
    counted = Counted(target)
    pyrage.encrypt_io(source, counted, recipients())
    return counted.digest.hexdigest()


def unseal(source: IO[bytes], target: IO[bytes] | Any, *, identity: Any) -> None:
    """Decrypt a stream into another. What was written to `target` is not to be trusted before this has returned."""
    try:
        pyrage.decrypt_io(source, target, [identity])
    except pyrage.DecryptError as error:
        raise UpkeepError(_("This key does not open this backup.")) from error
    except OSError as error:
        raise UpkeepError(_("This backup is damaged: %s") % error) from error


def read_identity(path: Path) -> Any:
    """The private key of a file written by `new_identity`, or by `age-keygen`."""
    try:
        lines = [line.strip() for line in path.read_text().splitlines()]
        return pyrage.x25519.Identity.from_str(next(line for line in lines if line.startswith("AGE-SECRET-KEY-")))
    except (OSError, UnicodeDecodeError, StopIteration, pyrage.IdentityError) as error:
        raise UpkeepError(_("%s holds no private key.") % path) from error


def new_identity(path: Path) -> str:
    """Write a private key where nothing is yet, readable by its owner alone; the public key."""
    identity = pyrage.x25519.Identity.generate()
    try:
        path.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise UpkeepError(_("%(path)s cannot be made: %(error)s") % {"path": path, "error": error.strerror}) from error
    path.write_text(f"# public key: {identity.to_public()}\n{identity}\n")
    return str(identity.to_public())
