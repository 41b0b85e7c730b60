"""Files of results on their way: received, mapped by hand, sent to be read or written, forgotten."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.enums import FileState, ResultsKind
from actions.models import ResultsFile
from actors.enums import Noun, Verb
from actors.models import User
from actors.rules import can

KEPT_FOR = timedelta(days=30)
# A worker that was cut short leaves a file between two states: it may be sent again after this.
LOST_AFTER = timedelta(minutes=30)


@transaction.atomic
def receive_file(
    *, user: User, kind: ResultsKind, name: str, content: bytes, columns: Sequence[Mapping[str, Any]], rows: int
) -> ResultsFile:
    """A file that can be read, with its columns. Whoever imports fundings sees finances."""
    if not may_import(user, kind):
        raise PermissionDenied
    file = ResultsFile(author=user, kind=kind, name=name[-120:], columns=list(columns), rows=rows)
    file.file.save("file", ContentFile(content), save=False)
    file.save()
    return file


def may_import(user: Any, kind: ResultsKind) -> bool:
    verb = Verb.READ_FINANCES if kind == ResultsKind.FUNDINGS else Verb.UPDATE
    return can(user, Verb.UPDATE, Noun.ACTION) and can(user, verb, Noun.ACTION)


@transaction.atomic
def set_mapping(*, user: User, file: ResultsFile, mapping: Mapping[str, Any]) -> ResultsFile:
    """How its columns are read, as a person checked it. It is to be read again."""
    held = _hold(file, user=user)
    held.mapping, held.state, held.done = dict(mapping), FileState.READING, 0
    held.problem, held.report = "", {}
    held.save()
    return held


@transaction.atomic
def set_writing(*, user: User, file: ResultsFile) -> ResultsFile:
    """What was read is to be written."""
    held = _hold(file, user=user)
    if held.state != FileState.READ:
        raise ValidationError(_("Read the file first: see what would be done."), code="state")
    held.state, held.done = FileState.WRITING, 0
    held.save()
    return held


def forget_files() -> int:
    """Files of more than a month, with what was written beside them."""
    old = list(ResultsFile.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).order_by("pk"))
    for file in old:
        for stored in (file.file, file.refused):
            if stored:
                stored.delete(save=False)
        file.delete()
    return len(old)


def _hold(file: ResultsFile, *, user: User) -> ResultsFile:
    held = ResultsFile.objects.select_for_update().get(pk=file.pk)
    if held.author_id != user.pk:
        raise PermissionDenied
    if held.is_working and held.changed_at > timezone.now() - LOST_AFTER:
        raise ValidationError(_("This file is being worked on: wait until it is done."), code="state")
    if held.state == FileState.WRITTEN:
        raise ValidationError(_("This file was imported already."), code="state")
    return held
