"""Mails about what people are told: at once, once a day, once a week. They say that something happened, never what.

No name, no place, no word of a message: whoever reads over a shoulder, or holds a lost phone, learns nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.models import User
from actors.services.mails import queue_mail
from collaboration.enums import DEFAULT_RHYTHMS, NotificationKind, Rhythm
from collaboration.models import Notification, Preference
from collaboration.queries.notifications import told
from collaboration.queries.people import with_scopes
from collaboration.registry import happenings

STOP_SALT = "collaboration.stop"
# Older than this, what was not sent is no longer news.
STALE_AFTER = timedelta(days=14)


def mail_now(row: Notification, *, person: User) -> None:
    """About one thing. Whether the person may still know of it is asked again when the mail leaves."""
    _queue(
        person,
        kind=NotificationKind(row.kind),
        subject=str(happenings[row.happening].words),
        lines=[{"words": happenings[row.happening].words, "count": 1}],
        only_if=f"notification:{row.pk}",
    )


def send_summaries(rhythm: Rhythm) -> int:
    """One mail to each person for all that waits at this rhythm. Run twice, it sends nothing twice."""
    waiting = Notification.objects.filter(mailed_at__isnull=True, created_at__gt=timezone.now() - STALE_AFTER)
    people = with_scopes(waiting.values_list("recipient_id", flat=True).distinct())
    return sum(_summarise(person, rhythm) for person in people)


@transaction.atomic
def _summarise(person: User, rhythm: Rhythm) -> bool:
    kinds = [kind for kind, chosen in rhythms_of(person).items() if chosen == rhythm]
    rows = list(
        Notification.objects.select_for_update(skip_locked=True)
        .filter(recipient=person, mailed_at__isnull=True, kind__in=kinds)
        .order_by("pk")
    )
    Notification.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=timezone.now())
    lines = told([row for row in rows if row.read_at is None], user=person)
    if not lines:
        return False
    counted: dict[Any, int] = defaultdict(int)
    for line in lines:
        counted[str(line.words)] += 1
    subject = ngettext("%(n)s thing is new", "%(n)s things are new", len(lines)) % {"n": len(lines)}
    _queue(
        person,
        kind=NotificationKind(lines[0].notification.kind) if len(kinds) == 1 else None,
        subject=subject,
        lines=[{"words": words, "count": count} for words, count in counted.items()],
        only_if=f"member:{person.pk}",
    )
    return True


def rhythms_of(person: User) -> dict[NotificationKind, Rhythm]:
    chosen = dict(Preference.objects.filter(user=person).values_list("kind", "rhythm"))
    return {kind: Rhythm(chosen.get(kind, default)) for kind, default in DEFAULT_RHYTHMS.items()}


def set_rhythm(*, user: User, kind: NotificationKind, rhythm: Rhythm) -> None:
    Preference.objects.update_or_create(user=user, kind=kind, defaults={"rhythm": rhythm})


def stop_token(person: User, kind: NotificationKind | None) -> str:
    """For the link that stops one kind of mails without logging in; it does that, and nothing else."""
    return signing.dumps([person.pk, str(kind or "")], salt=STOP_SALT)


def stop_link(person: User, kind: NotificationKind | None) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse("stop_mails", args=[stop_token(person, kind)])


def stop_headers(link: str) -> dict[str, str]:
    """What lets mail readers offer to stop (RFC 8058)."""
    return {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def read_stop_token(token: str) -> tuple[User, list[NotificationKind]] | None:
    try:
        pk, kind = signing.loads(token, salt=STOP_SALT)
    except signing.BadSignature:
        return None
    person = User.objects.filter(pk=pk).first()
    every: list[NotificationKind] = [one for one in NotificationKind if one != NotificationKind.WEEK]
    return (person, [NotificationKind(kind)] if kind else every) if person else None


def _queue(
    person: User, *, kind: NotificationKind | None, subject: str, lines: Iterable[dict[str, Any]], only_if: str
) -> None:
    base = settings.WAGTAILADMIN_BASE_URL
    stop = stop_link(person, kind)
    queue_mail(
        to=person.email,
        subject=subject,
        template="collaboration/news",
        context={
            "lines": list(lines),
            "centre": base + reverse("notifications"),
            "preferences": base + reverse("notification_preferences"),
            "stop": stop,
            "kind": kind.label if kind else _("these summaries"),
        },
        headers=stop_headers(stop),
        only_if=only_if,
    )
