"""Exports: asked for, made, given to who asked for them, forgotten.

What a row may say is asked of the rights table when the file is made; whether the file is still its owner's, each time
that it is taken. Whoever takes it is told to the teams of its sites (docs/decisions/0080).
"""

import logging
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actors.enums import ReadingKind
from actors.models import User
from actors.rules import Viewer
from actors.services.readings import record_reading
from collaboration.enums import NotificationKind
from collaboration.models import Notification
from collaboration.services.telling import tell_people
from steering.enums import Dataset, ExportFormat, ExportState
from steering.filters import read_question
from steering.models import Export
from steering.registry import Column, Content, ExportTable, Point, Value, tables, writers
from steering.rules.exports import AT_ONCE, KEPT, MAX_IN_HAND, mark_of_rights
from steering.signals import export_due

logger = logging.getLogger(__name__)

# How many rows between two marks of progress.
STEP = 1_000
READY = "steering.export_ready"


@dataclass(frozen=True)
class Wanted:
    """What somebody chose on the form, and the filters of the list that it was opened from."""

    dataset: Dataset
    format: ExportFormat
    columns: list[str]
    query: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@transaction.atomic
def ask_export(*, user: User, wanted: Wanted) -> Export:
    """Made at once if it is small, by the worker if not. The caller has asked whether `user` may."""
    in_hand = Export.objects.filter(user=user, state__in=(ExportState.WAITING, ExportState.MAKING))
    if in_hand.count() >= MAX_IN_HAND:
        raise ValidationError(_("You have several exports being made: wait for one of them."))
    export = Export(user=user, rights=mark_of_rights(user), **vars(wanted))
    export.rows_total = tables[wanted.dataset].count(_asked(export))
    export.save()
    if export.rows_total <= AT_ONCE:
        make_export(export.pk, is_told=False)
        export.refresh_from_db()
    else:
        export_due.send(sender=Export, export_id=export.pk)
    return export


def make_export(export_id: int, *, is_told: bool = True) -> None:
    """Write the file and tell of it, once. Run again after a worker was stopped, it begins again, or tells of a file
    that is ready and of which nobody was told.
    """
    export = Export.objects.select_related("user").filter(pk=export_id).first()
    if export is None:
        return
    is_made = export.state == ExportState.READY or _made(export)
    if is_made and is_told:
        about = Notification(happening=READY, key=f"{READY}:{export.pk}")
        tell_people(people=[export.user_id], about=about, kind=NotificationKind.EXPORT)


def _made(export: Export) -> bool:
    if export.rights != mark_of_rights(export.user):
        Export.objects.filter(pk=export.pk).update(state=ExportState.FAILED)
        return False
    _mark(export, state=ExportState.MAKING, rows_done=0)
    try:
        with translation.override(settings.LANGUAGE_CODE), tempfile.TemporaryDirectory() as folder:
            return _write(export, Path(folder) / "export")
    except Exception:
        logger.exception("export %s failed", export.pk)
        _mark(export, state=ExportState.FAILED)
        raise


@transaction.atomic
def take_export(*, user: User, key: Any) -> Export | None:
    """The file for who asked for it, if it is still there and still theirs; told to the teams of its sites.

    With other rights than those that it was made for, the file goes.
    """
    export = Export.objects.filter(user=user, key=key).first()
    if export is None or not export.is_there:
        return None
    if export.rights != mark_of_rights(user) or not export.file.storage.exists(str(export.file.name)):
        forget_export(export)
        return None
    record_reading(viewer=Viewer(user=user), kind=ReadingKind.EXPORT, page_ids=export.page_ids)
    return export


def forget_export(export: Export) -> None:
    """The file leaves the disk once that is committed."""
    if export.file:
        transaction.on_commit(partial(export.file.storage.delete, str(export.file.name)))
    export.delete()


@transaction.atomic
def forget_exports_of(user_id: int) -> None:
    for export in Export.objects.filter(user_id=user_id):
        forget_export(export)


@transaction.atomic
def forget_expired_exports() -> int:
    """Files whose time has come, and what was asked for too long ago to be ever made. How many."""
    now = timezone.now()
    gone = list(Export.objects.filter(expires_at__lte=now)) + list(
        Export.objects.filter(expires_at__isnull=True, asked_at__lte=now - KEPT)
    )
    for export in gone:
        forget_export(export)
    return len(gone)


def _asked(export: Export) -> Any:
    question = read_question(tables[Dataset(export.dataset)], QueryDict(export.query), user=export.user)
    return question.asked_by(export.user, starts_on=export.starts_on, ends_on=export.ends_on)


def _write(export: Export, path: Path) -> bool:
    """False where the export was erased meanwhile: nothing of it stays."""
    making = _Making(export)
    writers[ExportFormat(export.format)](path, making.content())
    with path.open("rb") as written:
        export.file.save("export", File(written), save=False)
    now = timezone.now()
    is_kept = Export.objects.filter(pk=export.pk).update(
        file=export.file.name,
        size=path.stat().st_size,
        page_ids=sorted(making.page_ids),
        rows_done=making.kept,
        rows_total=making.kept,
        state=ExportState.READY,
        ready_at=now,
        expires_at=now + KEPT,
    )
    if not is_kept:
        export.file.delete(save=False)
    return bool(is_kept)


class _Making:
    """The rows of one export on their way into its file: counted, and the sites that they tell of kept in mind."""

    def __init__(self, export: Export) -> None:
        self.export = export
        self.table: ExportTable = tables[Dataset(export.dataset)]
        chosen = set(export.columns)
        self.columns: list[Column] = [one for one in self.table.columns_for(export.user) if one.code in chosen]
        self.tells_sites = not self.table.sites_told_by or self.table.sites_told_by in chosen
        self.page_ids: set[int] = set()
        self.kept = 0

    def content(self) -> Content:
        return Content(
            title=str(self.table.dataset.label).capitalize(),
            headings=[str(column.heading) for column in self.columns],
            meanings=[str(column.meaning) for column in self.columns],
            rows=self.rows(),
            days=frozenset(str(column.heading) for column in self.columns if column.code.endswith("_on")),
            about=self.about,
        )

    def rows(self) -> Iterator[tuple[list[Value], Point]]:
        point_of = self.table.point_of
        reads = [column.read for column in self.columns]
        for looked_at, row in enumerate(self.table.rows(_asked(self.export)), start=1):
            if looked_at % STEP == 0:
                _mark(self.export, rows_done=looked_at)
            if row is not None:
                self.kept += 1
                self.page_ids.update(self.table.sites_of(row) if self.tells_sites else ())
                yield [read(row) for read in reads], point_of(row) if point_of else None

    def about(self) -> list[tuple[str, str]]:
        """Where the file comes from, what was asked, and how to treat it."""
        export, user = self.export, self.export.user
        who = f"{user}, {user.organisation}" if user.organisation else str(user)
        question = read_question(self.table, QueryDict(export.query), user=user)
        lines = [
            (_("Content"), str(self.table.dataset.label)),
            (_("Rows"), str(self.kept)),
            (_("Asked by"), who),
            (_("Made on"), date_format(timezone.localtime(), "j F Y, H:i")),
            (_("Filters"), " ; ".join(chip.label for chip in question.chips) or _("none")),
        ]
        if export.starts_on:
            lines.append((_("From"), date_format(export.starts_on, "j F Y")))
        if export.ends_on:
            lines.append((_("On") if not export.starts_on else _("To"), date_format(export.ends_on, "j F Y")))
        lines += [(_("To be known"), str(note)) for note in self.table.notes]
        return [*lines, (_("Blank cell"), _("unknown, which is not zero")), (_("Care"), _care(self.table))]


def _care(table: ExportTable) -> str:
    if table.dataset == Dataset.PRACTICES:
        return _("Published content.")
    return _(
        "For those who work there only: people can be hurt by what is passed on. Whoever takes this file is "
        "written down. Delete it when it has served."
    )


def _mark(export: Export, **said: Any) -> None:
    Export.objects.filter(pk=export.pk).update(**said)
