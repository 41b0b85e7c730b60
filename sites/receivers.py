"""What this floor does when a site is published, whichever door it came by, and who is told of changes of sites."""

from collections.abc import Collection
from typing import Any
from uuid import uuid4

from django.dispatch import receiver
from wagtail.signals import page_published

from actors.models import User
from cms.enums import Step
from cms.signals import version_approved, version_stepped
from collaboration.tasks import tell_of_change
from sites.models import SitePage
from sites.services import follow_commune, validate_first_count
from sites.signals import site_changed

ACTIONS = {Step.APPROVED: "sites.publish", Step.REFUSED: "sites.refuse"}


@receiver(site_changed)
def tell(site_id: int, action: str, user_id: int, answers_id: int | None, **_: Any) -> None:
    tell_of_change.enqueue(site_id, action, [user_id, answers_id], uuid4().hex)


@receiver(version_stepped, sender=SitePage)
def tell_of_version(page_id: int, step: Step, user_id: int | None, author_id: int | None, **_: Any) -> None:
    if step in ACTIONS:
        said = {"site_id": page_id, "action": ACTIONS[step], "user_id": user_id, "answers_id": author_id}
        site_changed.send(sender=SitePage, **said)


@receiver(page_published, sender=SitePage)
def stand_where_the_commune_is(instance: SitePage, **_: Any) -> None:
    follow_commune(instance)


@receiver(version_approved, sender=SitePage)
def count_the_first_time(page: SitePage, user: User, author_ids: Collection[int], **_: Any) -> None:
    validate_first_count(user=user, site=page, author_ids=author_ids)
