"""Telling people what happened: one row for each, written once however often the task runs, then mails as they want."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from actors.enums import Verb
from actors.models import User
from actors.queries.pilots import first_asked
from cms.models import PlatformPage
from collaboration.enums import DEFAULT_RHYTHMS, NotificationKind, Rhythm
from collaboration.models import Follow, InvitationToAct, JournalEntry, Notification, Preference
from collaboration.queries.notifications import told
from collaboration.queries.pages import pages_by_id
from collaboration.queries.people import readers_of, with_scopes
from collaboration.registry import happenings
from collaboration.services.mailing import mail_now

MAILED_BY_WORKFLOW = {NotificationKind.TO_VALIDATE, NotificationKind.ANSWER}
WRITTEN = "collaboration.write_in_journal"


@transaction.atomic
def tell_of_message(entry_id: int) -> int:
    """Those whom a message names, then those who follow its page, its territory or one of its themes."""
    entry = JournalEntry.objects.filter(pk=entry_id).first()
    page = pages_by_id([entry.page_id]).get(entry.page_id) if entry else None
    if entry is None or page is None:
        return 0
    addressed = _addressed(entry)
    people = with_scopes(addressed | _followers(page, tags=entry.tags))
    kinds = {
        one: NotificationKind.ADDRESSED if one.pk in addressed else NotificationKind.MESSAGE
        for one in people
        if one.pk != entry.author_id
    }
    key = f"message:{entry.pk}"
    about = Notification(page=page, entry=entry, author_id=entry.author_id, happening=WRITTEN, key=key)
    return _tell(kinds, about)


@transaction.atomic
def tell_of_change(*, page_id: int, action: str, user_id: int | None, answers_id: int | None, key: str) -> int:
    """Those concerned by a deed of the floors above: who follows, who validates, or who had proposed."""
    happening, page = happenings.get(action), pages_by_id([page_id]).get(page_id)
    if happening is None or page is None:
        return 0
    waits = happening.is_beside_versions or page.has_unpublished_changes or not page.live
    kind = NotificationKind.CHANGE if happening.kind == NotificationKind.TO_VALIDATE and not waits else happening.kind
    kinds = dict.fromkeys(with_scopes(_concerned(kind, page, user_id=user_id)), kind)
    kinds |= dict.fromkeys(with_scopes([answers_id] if answers_id else []), NotificationKind.ANSWER)
    kinds = {one: kind for one, kind in kinds.items() if one.pk != user_id}
    return _tell(kinds, Notification(page=page, author_id=user_id, happening=action, key=f"{action}:{key}"))


@transaction.atomic
def tell_of_invitation(invitation_id: int) -> int:
    """Those of the invited organisation who may act there."""
    invitation = InvitationToAct.objects.filter(pk=invitation_id, answered_at=None).first()
    page = pages_by_id([invitation.page_id]).get(invitation.page_id) if invitation else None
    if invitation is None or page is None:
        return 0
    people = readers_of(page, verb=Verb.INTERVENE).filter(organisation_id=invitation.organisation_id)
    key = f"invitation:{invitation.pk}"
    about = Notification(
        page=page, author_id=invitation.invited_by_id, happening="collaboration.invite_to_act", key=key
    )
    return tell_people(people=people.values_list("pk", flat=True), about=about, kind=NotificationKind.INVITATION)


@transaction.atomic
def tell_people(*, people: Iterable[int], about: Notification, kind: NotificationKind) -> int:
    """These people, of one thing."""
    return _tell(dict.fromkeys(with_scopes(people), kind), about)


@transaction.atomic
def mark_told(*, user: User, until: int) -> None:
    """Everything up to one is read."""
    rows = Notification.objects.filter(recipient_id=user.pk, pk__lte=until, read_at__isnull=True)
    rows.update(read_at=timezone.now())


def _tell(kinds: Mapping[User, NotificationKind], about: Notification) -> int:
    """Rows for those who may know of it, and mails for those of them who want one at once."""
    already = set(
        Notification.objects.filter(recipient__in=kinds, key=about.key).values_list("recipient_id", flat=True)
    )
    rhythms, pages = _rhythms(kinds), pages_by_id([about.page_id] if about.page_id else [])
    count = 0
    for person, kind in kinds.items():
        row = Notification(
            recipient=person,
            kind=kind,
            happening=about.happening,
            key=about.key,
            page_id=about.page_id,
            entry_id=about.entry_id,
            author_id=about.author_id,
        )
        if person.pk in already or not told([row], user=person, pages=pages):
            continue
        is_mailed = happenings[about.happening].is_mailed and kind in MAILED_BY_WORKFLOW
        rhythm = Rhythm.NEVER if is_mailed else rhythms.get((person.pk, kind), DEFAULT_RHYTHMS[kind])
        row.mailed_at = timezone.now() if rhythm in {Rhythm.NOW, Rhythm.NEVER} else None
        row.save()
        if rhythm == Rhythm.NOW:
            mail_now(row, person=person)
        count += 1
    return count


def _concerned(kind: NotificationKind, page: PlatformPage, *, user_id: int | None) -> set[int]:
    """What is to be validated is told to those who are asked: the nearest who may, and not to every level above."""
    if kind == NotificationKind.TO_VALIDATE:
        authors = [user_id] if user_id else []
        _rank, people = first_asked([page.as_thing()], verb=Verb.PUBLISH, except_for=authors)
        return {one.pk for one in people}
    return set() if kind == NotificationKind.ANSWER else _followers(page)


def _rhythms(kinds: Mapping[User, NotificationKind]) -> dict[tuple[int, str], str]:
    rows = Preference.objects.filter(user__in=kinds).values_list("user_id", "kind", "rhythm")
    return {(user_id, kind): rhythm for user_id, kind, rhythm in rows}


def _addressed(entry: JournalEntry) -> set[int]:
    people = set(entry.addressees.filter(user__isnull=False).values_list("user_id", flat=True))
    organisations = entry.addressees.filter(organisation__isnull=False).values("organisation_id")
    members = User.objects.filter(is_active=True, organisation_id__in=organisations)
    return people | set(members.values_list("pk", flat=True))


def _followers(page: PlatformPage, *, tags: Iterable[str] = ()) -> set[int]:
    here = page.as_thing().territory_ids
    follows = Follow.objects.filter(Q(page_id=page.pk) | Q(territory_id__in=here) | Q(tag__in=list(tags) or ["-"]))
    return set(follows.values_list("user_id", flat=True))
