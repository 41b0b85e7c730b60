"""What a pilot says of a version of a site that awaits them."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.enums import Verb
from actors.models import User
from catalog.services import publish_page
from sites.enums import Validation
from sites.models import Observation, SitePage, Submission
from sites.services.placing import follow_commune
from sites.services.steps import announce, judge, require, require_judge, require_reason


@transaction.atomic
def publish_site(*, user: User, site: SitePage) -> SitePage:
    """Publish the version that waits. The author's first count comes out of waiting with a site's first publication."""
    submission = _waiting(site, user=user)
    site = submission.site
    version = site.get_latest_revision_as_object()
    # A version may bring the site into another territory: the pilot must be at home there too.
    require(user, Verb.PUBLISH, version)
    is_first = not site.live
    judge(submission, user=user, validation=Validation.VALIDATED)
    if is_first:
        Observation.objects.waiting().filter(site=site, author=submission.author).update(
            validation=Validation.VALIDATED, judged_by=user, judged_at=timezone.now()
        )
    site.get_latest_revision().publish(user=user, skip_permission_checks=True, log_action=False)
    site.refresh_from_db()
    follow_commune(site)
    announce(site, "sites.publish", user=user, answers_id=submission.author_id)
    return site


@transaction.atomic
def refuse_site(*, user: User, site: SitePage, reason: str) -> Submission:
    """Refuse the version that waits; a site already published goes on as it was, the rest stays a draft."""
    reason = require_reason(reason)
    submission = _waiting(site, user=user)
    site = submission.site
    judge(submission, user=user, validation=Validation.REFUSED, reason=reason)
    if site.live:
        published = SitePage.objects.get(pk=site.pk)
        published.save_revision(user=user, changed=False, clean=False)
        SitePage.objects.filter(pk=site.pk).update(has_unpublished_changes=False)
        site.refresh_from_db()
        publish_page(site)
    announce(site, "sites.refuse", user=user, answers_id=submission.author_id)
    return submission


def _waiting(site: SitePage, *, user: User) -> Submission:
    """The version that waits, held against a second judge."""
    require(user, Verb.PUBLISH, site)
    waiting = Submission.objects.waiting().filter(site_id=site.pk).select_for_update(of=("self",)).first()
    if waiting is None:
        raise ValidationError(_("Nothing awaits validation any more."), code="judged")
    require_judge(waiting, user)
    return waiting
