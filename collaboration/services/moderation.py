"""What pilots do to messages that should not be read."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from actors.enums import Verb
from actors.models import User
from actors.rules import can
from cms.models import PlatformPage
from collaboration.models import JournalEntry
from collaboration.services.journal import take_turn


@transaction.atomic
def hide_message(*, user: User, page: PlatformPage, entry: JournalEntry, reason: str) -> None:
    """Nobody reads it but its author and those who moderate; everyone sees that it was hidden, and why."""
    entry = _moderated(entry, user=user, page=page)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: everyone will read it.")})
    entry.hidden_at, entry.hidden_by, entry.hidden_reason = timezone.now(), user, reason.strip()
    entry.change = take_turn(page)
    entry.full_clean(exclude=["page"])
    entry.save()
    log(instance=page, action="collaboration.hide_message", user=user, data={"entry": entry.pk})


@transaction.atomic
def show_message(*, user: User, page: PlatformPage, entry: JournalEntry) -> None:
    """Hidden by mistake: as it was before."""
    entry = _moderated(entry, user=user, page=page)
    entry.hidden_at, entry.hidden_by, entry.hidden_reason = None, None, ""
    entry.change = take_turn(page)
    entry.save()
    log(instance=page, action="collaboration.show_message", user=user, data={"entry": entry.pk})


def _moderated(entry: JournalEntry, *, user: User, page: PlatformPage) -> JournalEntry:
    if not can(user, Verb.MODERATE_JOURNAL, page):
        raise PermissionDenied
    entry = JournalEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.deleted_at is not None:
        raise ValidationError(_("This message is no longer in the journal."), code="withdrawn")
    return entry
