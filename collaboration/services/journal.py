"""Writing in the journal, and what authors do to their messages afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from actors.enums import Verb
from actors.models import Organisation, User
from actors.rules import can
from cms.models import PlatformPage
from collaboration.models import Addressee, Attachment, JournalEntry, JournalReading, JournalVersion
from collaboration.queries.people import readers_of
from collaboration.services.attachments import keep_files, remove_files
from collaboration.signals import journal_written

# With a page's number, the lock of its journal.
JOURNAL_LOCK = 0x10A2


@dataclass(frozen=True)
class Audience:
    """Whom a message names, and whether it is for them alone (and for those who moderate)."""

    people: tuple[User, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    is_restricted: bool = False


@dataclass(frozen=True)
class Files:
    """What is joined: uploaded files, and what the pictures among them show, for those who do not see them."""

    uploaded: tuple[Any, ...] = field(default=())
    description: str = ""


EVERYONE = Audience()
NO_FILES = Files()


@transaction.atomic
def write_in_journal(
    *,
    user: User,
    page: PlatformPage,
    text: str,
    tags: Iterable[str] = (),
    to: Audience = EVERYONE,
    files: Files = NO_FILES,
) -> JournalEntry:
    """A message on a page (a site, an action), under the name of the author's organisation of that day."""
    if not can(user, Verb.WRITE_JOURNAL, page):
        raise PermissionDenied
    _refuse_who_cannot_read(page, to)
    entry = JournalEntry(
        page=page,
        author=user,
        organisation=user.organisation,
        text=text.strip(),
        tags=sorted(set(tags)),
        is_restricted=to.is_restricted,
    )
    entry.full_clean()
    entry.change = take_turn(page)
    entry.save()
    _address(entry, to)
    keep_files(files.uploaded, make=lambda: Attachment(entry=entry), description=files.description)
    # The log says that somebody wrote, never what.
    log(instance=page, action="collaboration.write_in_journal", user=user, data={"entry": entry.pk})
    journal_written.send(sender=JournalEntry, entry_id=entry.pk, page_id=page.pk, user_id=user.pk)
    return entry


@transaction.atomic
def edit_message(*, user: User, page: PlatformPage, entry: JournalEntry, text: str, tags: Iterable[str]) -> None:
    """Say it better. What was said before is kept for those who moderate."""
    entry = _own(entry, user=user, page=page)
    text, tags = text.strip(), sorted(set(tags))
    if (entry.text, sorted(entry.tags)) == (text, tags):
        return
    JournalVersion.objects.create(entry=entry, text=entry.text, tags=entry.tags, replaced_at=timezone.now())
    entry.text, entry.tags, entry.edited_at = text, tags, timezone.now()
    entry.full_clean()
    entry.change = take_turn(page)
    entry.save()
    log(instance=page, action="collaboration.edit_message", user=user, data={"entry": entry.pk})


@transaction.atomic
def delete_message(*, user: User, page: PlatformPage, entry: JournalEntry) -> None:
    """Its author takes it back: nobody reads it any more but those who moderate; its files are gone for everyone."""
    entry = _own(entry, user=user, page=page)
    entry.deleted_at, entry.deleted_by = timezone.now(), user
    entry.change = take_turn(page)
    entry.save()
    remove_files(entry.attachments.there())
    log(instance=page, action="collaboration.delete_message", user=user, data={"entry": entry.pk})


@transaction.atomic
def mark_read(*, user: User, page: PlatformPage, until: int) -> None:
    """Everything up to a message is read. Never goes back, whichever of two screens answers last."""
    if not can(user, Verb.READ_JOURNAL, page):
        raise PermissionDenied
    last = JournalEntry.objects.filter(page_id=page.pk, pk__lte=until).aggregate(last=Max("pk"))["last"]
    if last is None:
        return
    reading, _created = JournalReading.objects.get_or_create(user=user, page_id=page.pk)
    JournalReading.objects.filter(pk=reading.pk, seen__lt=last).update(seen=last)


def take_turn(page: PlatformPage) -> int:
    """The next change number of a page's journal. Held until the transaction ends: numbers are in commit order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [JOURNAL_LOCK, page.pk])
    last = JournalEntry.objects.filter(page_id=page.pk).aggregate(last=Max("change"))["last"]
    return (last or 0) + 1


def _own(entry: JournalEntry, *, user: User, page: PlatformPage) -> JournalEntry:
    entry = JournalEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.author_id != user.pk or not can(user, Verb.WRITE_JOURNAL, page):
        raise PermissionDenied
    if entry.is_withdrawn:
        raise ValidationError(_("This message is no longer in the journal."), code="withdrawn")
    return entry


def _refuse_who_cannot_read(page: PlatformPage, to: Audience) -> None:
    """Nobody is told of a page that they may not read; a restricted message has someone to read it."""
    if to.is_restricted and not to.people and not to.organisations:
        raise ValidationError({"to": _("Choose at least one person or organisation who may read this message.")})
    if not to.people and not to.organisations:
        return
    readers = list(readers_of(page).values_list("pk", "organisation_id"))
    people, organisations = {pk for pk, _org in readers}, {org for _pk, org in readers}
    if {one.pk for one in to.people} - people or {one.pk for one in to.organisations} - organisations:
        raise ValidationError({"to": _("Someone chosen may not read this page any more. Choose again.")})


def _address(entry: JournalEntry, to: Audience) -> None:
    Addressee.objects.bulk_create(
        [Addressee(entry=entry, user=one) for one in to.people]
        + [Addressee(entry=entry, organisation=one) for one in to.organisations]
    )
