"""What people wrote, follow and do on a page goes on on another, when the two were pages of one thing."""

from django.db.models import Q
from django.utils import timezone

from cms.models import PlatformPage
from collaboration.models import Follow, Intervention, InvitationToAct, JournalEntry, JournalReading, Notification
from collaboration.services.journal import take_turn

# "app.Model.field" that `move_conversations` moves.
MOVED_TABLES = frozenset(
    f"collaboration.{name}.page"
    for name in ("JournalEntry", "JournalReading", "Follow", "Intervention", "InvitationToAct", "Notification")
)


def move_conversations(*, from_page: PlatformPage, to_page: PlatformPage) -> None:
    """In the transaction of who merges the pages. Nothing is written twice, and nothing is lost."""
    _move_journal(from_page, to_page)
    _move_readings(from_page, to_page)
    followers = Follow.objects.filter(page_id=to_page.pk).values("user")
    Follow.objects.filter(page_id=from_page.pk, user__in=followers).delete()
    Follow.objects.filter(page_id=from_page.pk).update(page_id=to_page.pk)
    _move_interventions(from_page, to_page)
    asked = InvitationToAct.objects.filter(page_id=to_page.pk, answered_at=None).values("organisation")
    twice = InvitationToAct.objects.filter(page_id=from_page.pk, answered_at=None, organisation__in=asked)
    twice.update(answered_at=timezone.now())
    InvitationToAct.objects.filter(page_id=from_page.pk).update(page_id=to_page.pk)
    Notification.objects.filter(page_id=from_page.pk).update(page_id=to_page.pk)


def _move_journal(from_page: PlatformPage, to_page: PlatformPage) -> None:
    """Messages keep their dates and their files; those who read the journal live are told of them as of new ones."""
    change = take_turn(to_page)
    moved = list(JournalEntry.objects.filter(page_id=from_page.pk).order_by("change", "pk"))
    for offset, entry in enumerate(moved):
        entry.page_id, entry.change = to_page.pk, change + offset
    JournalEntry.objects.bulk_update(moved, ["page_id", "change"])


def _move_readings(from_page: PlatformPage, to_page: PlatformPage) -> None:
    """Of who had read both, the shorter reading: better read again than missed."""
    here = {one.user_id: one for one in JournalReading.objects.filter(page_id=to_page.pk)}
    for there in JournalReading.objects.filter(page_id=from_page.pk).order_by("pk"):
        twin = here.get(there.user_id)
        if twin is None:
            JournalReading.objects.filter(pk=there.pk).update(page_id=to_page.pk)
            continue
        JournalReading.objects.filter(pk=twin.pk).update(seen=min(twin.seen, there.seen))
        there.delete()


def _move_interventions(from_page: PlatformPage, to_page: PlatformPage) -> None:
    """An organisation that acts on both acts once, on the themes of both, since the first of the two days."""
    here = {one.organisation_id: one for one in Intervention.objects.filter(page_id=to_page.pk, ended_on=None)}
    for there in Intervention.objects.filter(Q(page_id=from_page.pk) & Q(ended_on=None)).order_by("pk"):
        twin = here.get(there.organisation_id)
        if twin:
            twin.themes = [*twin.themes, *(theme for theme in there.themes if theme not in twin.themes)]
            twin.started_on = min(twin.started_on, there.started_on)
            twin.save(update_fields=["themes", "started_on"])
            there.ended_on = max(timezone.localdate(), there.started_on)
            there.save(update_fields=["ended_on"])
    Intervention.objects.filter(page_id=from_page.pk).update(page_id=to_page.pk)
