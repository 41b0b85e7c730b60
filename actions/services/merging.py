"""Actions led on a site that was a duplicate are led on the site that was kept."""

from typing import Any

from django.db.models import Q
from wagtail.models import Revision

from actions.models import ActionPage
from catalog.services import publish_pages


def follow_merger(*, kept_id: int, absorbed_id: int) -> None:
    """The links, and the versions that may still be published: otherwise one of them would bring the duplicate back."""
    through: Any = ActionPage.sites.through
    linked = set(through.objects.filter(sitepage_id=absorbed_id).values_list("actionpage_id", flat=True))
    both = through.objects.filter(sitepage_id=kept_id, actionpage_id__in=linked).values("actionpage_id")
    through.objects.filter(sitepage_id=absorbed_id, actionpage_id__in=list(both)).delete()
    through.objects.filter(sitepage_id=absorbed_id).update(sitepage_id=kept_id)
    _follow_in_versions(kept_id, absorbed_id)
    publish_pages(ActionPage.objects.filter(pk__in=linked).order_by("pk"))


def _follow_in_versions(kept_id: int, absorbed_id: int) -> None:
    actions = ActionPage.objects.order_by("pk")
    may_be_published = (
        Q(pk__in=actions.exclude(latest_revision=None).values("latest_revision"))
        | Q(pk__in=actions.exclude(live_revision=None).values("live_revision"))
        | Q(approved_go_live_at__isnull=False)
    )
    for revision in Revision.objects.filter(may_be_published, content__sites__contains=absorbed_id).order_by("pk"):
        sites = [kept_id if site == absorbed_id else site for site in revision.content["sites"]]
        content = {**revision.content, "sites": list(dict.fromkeys(sites))}
        Revision.objects.filter(pk=revision.pk).update(content=content)
