"""Following, and no longer following. Leaving is always possible, whatever rights have become."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from actors.enums import Noun, Verb
from actors.models import User
from actors.rules import can
from cms.models import PlatformPage
from collaboration.enums import JournalTag
from collaboration.models import Follow
from collaboration.queries.follows import may_follow_territory
from territories.models import Territory


def follow_page(*, user: User, page: PlatformPage, follows: bool) -> None:
    if not follows:
        Follow.objects.filter(user=user, page_id=page.pk).delete()
        return
    if not can(user, Verb.READ_JOURNAL, page):
        raise PermissionDenied
    Follow.objects.get_or_create(user=user, page_id=page.pk)


def follow_territory(*, user: User, territory: Territory, follows: bool) -> None:
    if not follows:
        Follow.objects.filter(user=user, territory=territory).delete()
        return
    if not may_follow_territory(user, territory):
        raise PermissionDenied
    Follow.objects.get_or_create(user=user, territory=territory)


@transaction.atomic
def follow_themes(*, user: User, tags: set[JournalTag]) -> None:
    """These themes and no other, in all that the person may read."""
    if tags and not can(user, Verb.READ_JOURNAL, Noun.SITE):
        raise PermissionDenied
    Follow.objects.filter(user=user).exclude(tag="").exclude(tag__in=tags).delete()
    for tag in sorted(tags):
        Follow.objects.get_or_create(user=user, tag=tag)
