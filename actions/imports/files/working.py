"""Reading a file of results, and writing what it says: the two works that are done in the background."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from actions.enums import FileState, ResultsKind
from actions.imports.files.planning import Planned, Planner
from actions.models import REFUSED_SUFFIX, ResultsFile
from actions.queries.files.fields import SCHEMAS, label_of
from actions.queries.files.opening import open_file, stored_on_disk
from actions.registry import Work, works
from actors.models import User
from registers.imports.errors import RegisterError
from registers.imports.records import Reason, Refusal
from registers.imports.refused import reasons_in_words, write_refused
from registers.imports.work import RegisterWork, plan_register

TOLD_EVERY = 25
LINES_SHOWN = 50


def read_file(file_id: int) -> None:
    """Says what would be done. Nothing of actions is written."""
    file = ResultsFile.objects.filter(pk=file_id, state=FileState.READING).select_related("author").first()
    if file is not None:
        _worked(file, writes=False)


def write_file(file_id: int) -> None:
    """Row by row, each whole or not at all: run again after a halt, it writes what is left."""
    file = ResultsFile.objects.filter(pk=file_id, state=FileState.WRITING).select_related("author").first()
    if file is not None:
        _worked(file, writes=True)


def _worked(file: ResultsFile, *, writes: bool) -> None:
    with stored_on_disk(file) as path:
        try:
            work = _planned(path, file)
        except RegisterError as error:
            ResultsFile.objects.filter(pk=file.pk).update(state=FileState.FAILED, problem=str(error))
            return
        written = _write(file, work) if writes else 0
        _report(file, work, written=written)
    state = FileState.WRITTEN if writes else FileState.READ
    ResultsFile.objects.filter(pk=file.pk, state__in=(FileState.READING, FileState.WRITING)).update(state=state)


def _planned(path: Path, file: ResultsFile) -> RegisterWork[Planned]:
    def say(count: int) -> None:
        ResultsFile.objects.filter(pk=file.pk).update(done=count)

    opened = open_file(path, file, SCHEMAS[file.kind], say=say)
    planner = Planner(kind=ResultsKind(file.kind), mapping=file.mapping, user=file.author)
    return plan_register(opened, planner)


def _write(file: ResultsFile, work: RegisterWork[Planned]) -> int:
    """How many rows were written; those that are refused after all go with the others."""
    author: User = file.author
    written = 0
    changes = [one for one in work.planned if not one.is_same]
    for rank, one in enumerate(changes, start=1):
        try:
            with transaction.atomic():
                work.planner.write_one(one, user=author)  # type: ignore[attr-defined]
            written += 1
        except ValidationError as refused:
            work.report.refuse(Refusal(one.record.row, [Reason(" ".join(refused.messages))]))
        except PermissionDenied:
            work.report.refuse(Refusal(one.record.row, [Reason(_("you may no longer update this action"))]))
        if rank % TOLD_EVERY == 0:
            ResultsFile.objects.filter(pk=file.pk).update(done=rank)
    return written


def _report(file: ResultsFile, work: RegisterWork[Planned], *, written: int) -> None:
    report = work.report
    report.refused.sort(key=lambda refusal: refusal.row.number)
    lines = [_line(one) for one in work.planned if not one.is_same]
    file.report = {
        "counts": report.counts,
        "written": written,
        "told": [_in_words(line, file.kind) for line in report.told],
        "lines": lines[:LINES_SHOWN],
        "more": max(0, len(lines) - LINES_SHOWN),
        "refused": [
            {"row": refusal.row.number, "why": reasons_in_words(refusal)} for refusal in report.refused[:LINES_SHOWN]
        ],
    }
    file.done = report.rows
    former = file.refused.name
    if report.refused:
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"refused{REFUSED_SUFFIX}"
            write_refused(path, work.table, report.refused)
            file.refused.save("refused", ContentFile(path.read_bytes()), save=False)
    else:
        file.refused = ""
    file.save(update_fields=["report", "done", "refused", "changed_at"])
    if former:
        # What was refused before is told anew or no longer: nothing leads to that file any more.
        file.refused.storage.delete(former)


def _in_words(line: str, kind: str) -> str:
    """What was guessed of a field, by the name that people know."""
    name = next((one for one in SCHEMAS[kind] if line.startswith(one)), "")
    return label_of(name) + line.removeprefix(name) if name else line


def _line(one: Planned) -> dict[str, Any]:
    return {
        "row": one.record.number,
        "action": one.action.title,
        "year": one.year,
        "source": one.source,
        "is_new": one.is_new,
        "changes": [[change.label, change.before, change.after] for change in one.in_words()],
    }


def sign_up() -> None:
    works[Work.READ] = read_file
    works[Work.WRITE] = write_file
