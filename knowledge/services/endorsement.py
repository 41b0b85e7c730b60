"""Recommending a practice in the name of one's organisation, and taking it back."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.enums import Verb
from actors.models import User
from catalog.services import publish_page
from cms.services.steps import require
from knowledge.models import Endorsement, PracticePage
from knowledge.rules.endorsement import can_revoke, is_own
from knowledge.services.steps import announce


@transaction.atomic
def endorse_practice(*, user: User, practice: PracticePage, comment: str = "") -> Endorsement:
    """Shown to everyone with its date, in the name of the organisation. It never counts as evidence."""
    require(user, Verb.ENDORSE, practice)
    held = PracticePage.objects.select_for_update(of=("self",)).get(pk=practice.pk)
    if not held.live:
        raise ValidationError(_("This practice is not published."), code="draft")
    if user.organisation is None:
        raise ValidationError(_("An organisation recommends a practice: your account has none."), code="organisation")
    if is_own(user, held):
        raise ValidationError(_("Nobody recommends what they or their organisation proposed."), code="own")
    if held.endorsements.in_force().filter(organisation=user.organisation).exists():
        raise ValidationError(_("Your organisation recommends it already."), code="twice")
    endorsement = Endorsement(
        practice=held,
        organisation=user.organisation,
        author=user,
        endorsed_on=timezone.localdate(),
        comment=comment.strip(),
    )
    endorsement.full_clean()
    endorsement.save()
    _say(endorsement, "knowledge.endorse", user=user)
    return endorsement


@transaction.atomic
def revoke_endorsement(*, user: User, endorsement: Endorsement) -> Endorsement:
    """By those who recommend in the name of the same organisation, and by those who publish practices."""
    held = Endorsement.objects.select_for_update(of=("self",)).select_related("practice").get(pk=endorsement.pk)
    if not can_revoke(user, held):
        raise PermissionDenied
    if held.revoked_on:
        raise ValidationError(_("This recommendation was taken back already."), code="revoked")
    held.revoked_on = timezone.localdate()
    held.save()
    _say(held, "knowledge.revoke_endorsement", user=user)
    return held


def _say(endorsement: Endorsement, action: str, *, user: User) -> None:
    announce(endorsement.practice, action, user=user, data={"endorsement": endorsement.pk})
    if endorsement.practice.live:
        publish_page(endorsement.practice)
