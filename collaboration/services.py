"""Verbs of the journal."""

from collections.abc import Iterable
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from actors.enums import Verb
from actors.models import User
from actors.rules import can
from cms.models import PlatformPage
from collaboration.models import JournalEntry
from collaboration.signals import journal_written


@transaction.atomic
def write_in_journal(*, user: User, page: PlatformPage, text: str, tags: Iterable[str] = ()) -> JournalEntry:
    """A message on a page (a site, an action), under the name of the author's organisation of that day."""
    if not can(user, Verb.WRITE_JOURNAL, page):
        raise PermissionDenied
    entry = JournalEntry(
        page=page, author=user, organisation=user.organisation, text=text.strip(), tags=sorted(set(tags))
    )
    entry.full_clean()
    entry.save()
    # The log says that somebody wrote, never what.
    log(instance=page, action="collaboration.write_in_journal", user=user, data={"entry": entry.pk})
    transaction.on_commit(
        partial(journal_written.send, sender=JournalEntry, entry_id=entry.pk, page_id=page.pk, user_id=user.pk)
    )
    return entry
