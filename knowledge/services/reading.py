"""A practice is read, and said to be useful."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.enums import Verb
from actors.models import User
from cms.services.steps import require
from knowledge.models import PracticePage, PracticeReading, UsefulVote


def count_reading(practice: PracticePage, *, times: int = 1) -> None:
    """So many more that day, by nobody in particular."""
    today = {"practice_id": practice.pk, "day": timezone.localdate()}
    if PracticeReading.objects.filter(**today).update(count=F("count") + times):
        return
    _reading, is_new = PracticeReading.objects.get_or_create(**today, defaults={"count": times})
    if not is_new:
        PracticeReading.objects.filter(**today).update(count=F("count") + times)


@transaction.atomic
def vote_useful(*, user: User, practice: PracticePage, is_useful: bool) -> None:
    """Once each, and taken back as often as one likes. Nobody votes for what they tell themselves."""
    require(user, Verb.WRITE_JOURNAL, practice)
    if not practice.live:
        raise PermissionDenied
    if not is_useful:
        UsefulVote.objects.filter(practice=practice, user=user).delete()
        return
    if practice.owner_id == user.pk:
        raise ValidationError(_("You tell this practice yourself."), code="own")
    UsefulVote.objects.get_or_create(practice=practice, user=user)
