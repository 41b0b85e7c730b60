"""The charter: published by version, signed by everyone, signed again when it changes."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from actors.enums import Noun, Verb
from actors.models import Charter, CharterSignature, User
from actors.rules import Thing, can


def current_charter() -> Charter | None:
    return Charter.objects.order_by("-version").first()


@transaction.atomic
def sign_charter(*, user: User, version: int, has_read: bool, commits: bool) -> CharterSignature:
    """Both boxes, on the version of today: one that was replaced while it was read is shown again."""
    charter = current_charter()
    problems = {
        name: _("Tick this box to go on.") for name, said in (("has_read", has_read), ("commits", commits)) if not said
    }
    if problems:
        raise ValidationError(problems)
    if charter is None or charter.version != version:
        raise ValidationError(_("A new version was published meanwhile: here it is."), code="replaced")
    signature, _created = CharterSignature.objects.get_or_create(user=user, charter=charter)
    user.charter_due = False
    user.save(update_fields=["charter_due"])
    log(instance=user, action="actors.sign_charter", user=user, title=f"account {user.pk}", data={"version": version})
    return signature


@transaction.atomic
def publish_charter(*, user: User, text: str, summary: str) -> Charter:
    """A new version. Everyone is asked to sign again at their next page."""
    if not can(user, Verb.INVITE, Thing(noun=Noun.ACCOUNT)):
        raise PermissionDenied
    before = Charter.objects.select_for_update().order_by("-version").first()
    if before and before.text.strip() == text.strip():
        raise ValidationError({"text": _("Nothing has changed in the text.")})
    charter = Charter(
        version=before.version + 1 if before else 1,
        text=text.strip(),
        summary=summary.strip(),
        published_at=timezone.now(),
        published_by=user,
    )
    charter.full_clean()
    charter.save()
    User.objects.filter(anonymised_at__isnull=True).update(charter_due=True)
    log(instance=charter, action="actors.publish_charter", user=user, data={"version": charter.version})
    return charter


@transaction.atomic
def end_tour(*, user: User, now: datetime) -> None:
    """Followed or skipped: it is not shown again, and can be read from one's account."""
    user.toured_at = user.toured_at or now
    user.save(update_fields=["toured_at"])
