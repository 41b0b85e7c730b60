"""What comes with a site that is published for the first time."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from actors.models import User
from catalog.services import publish_page
from sites.enums import Validation
from sites.models import Observation, SitePage


@transaction.atomic
def validate_first_count(*, user: User, site: SitePage, author_ids: Collection[int]) -> None:
    """Who declared a site counted its people: whoever validates it has read that count, and validates it as well."""
    if site.observations.validated().exists():
        return
    first = Observation.objects.waiting().filter(site=site, author__in=author_ids)
    if first.update(validation=Validation.VALIDATED, judged_by=user, judged_at=timezone.now()):
        publish_page(site)
