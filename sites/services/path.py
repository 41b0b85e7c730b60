"""The path to resorption: nine dated phases."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.enums import Verb
from actors.models import User
from catalog.services import publish_page
from sites.enums import PhaseKind, SiteStatus
from sites.models import Phase, SitePage
from sites.services.steps import announce, require, require_open


@transaction.atomic
def set_phase(
    *, user: User, site: SitePage, kind: PhaseKind, started_on: date, completed_on: date | None = None
) -> Phase:
    """Date a phase, begun or ended. The first one brings the site from open to in resorption."""
    require(user, Verb.RECORD, site)
    require_open(site)
    if max(started_on, completed_on or started_on) > timezone.localdate():
        raise ValidationError({"started_on": _("This date is in the future.")})
    if completed_on and completed_on < started_on:
        raise ValidationError({"completed_on": _("A phase ends after it has begun.")})
    phase, _created = Phase.objects.update_or_create(
        site=site, kind=PhaseKind(kind), defaults={"started_on": started_on, "completed_on": completed_on}
    )
    _follow_path(site, action="sites.set_phase", user=user, kind=kind)
    return phase


@transaction.atomic
def clear_phase(*, user: User, site: SitePage, kind: PhaseKind) -> None:
    """A phase dated by mistake. Without any phase, the site is open and nothing more."""
    require(user, Verb.RECORD, site)
    require_open(site)
    deleted, _rows = Phase.objects.filter(site=site, kind=PhaseKind(kind)).delete()
    if deleted:
        _follow_path(site, action="sites.clear_phase", user=user, kind=kind)


def _follow_path(site: SitePage, *, action: str, user: User, kind: PhaseKind) -> None:
    status = SiteStatus.IN_RESORPTION if site.phases.exists() else SiteStatus.OPEN
    SitePage.objects.filter(pk=site.pk).update(status=status)
    site.status = status
    announce(site, action, user=user, data={"kind": str(kind)})
    publish_page(site)
