"""The path to resorption: nine dated phases."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.enums import Verb
from actors.models import User
from catalog.services import publish_page
from cms.services.steps import require
from sites.enums import PhaseKind, SiteStatus
from sites.models import Phase, SitePage
from sites.services.steps import announce, require_open


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
    before = Phase.objects.filter(site=site, kind=PhaseKind(kind)).first()
    phase, _created = Phase.objects.update_or_create(
        site=site, kind=PhaseKind(kind), defaults={"started_on": started_on, "completed_on": completed_on}
    )
    _follow_path(site, action="sites.set_phase", user=user, said=_said(kind, before, phase))
    return phase


@transaction.atomic
def clear_phase(*, user: User, site: SitePage, kind: PhaseKind) -> None:
    """A phase dated by mistake. Without any phase, the site is open and nothing more."""
    require(user, Verb.RECORD, site)
    require_open(site)
    before = Phase.objects.filter(site=site, kind=PhaseKind(kind)).first()
    if before:
        Phase.objects.filter(pk=before.pk).delete()
        _follow_path(site, action="sites.clear_phase", user=user, said=_said(kind, before, None))


def _follow_path(site: SitePage, *, action: str, user: User, said: dict[str, Any]) -> None:
    status = SiteStatus.IN_RESORPTION if site.phases.exists() else SiteStatus.OPEN
    SitePage.objects.filter(pk=site.pk).update(status=status)
    site.status = status
    announce(site, action, user=user, data=said)
    publish_page(site)


def _said(kind: PhaseKind, before: Phase | None, after: Phase | None) -> dict[str, Any]:
    """For the history: what the phase said, and what it says."""
    return {"kind": str(kind), "before": _dates(before), "after": _dates(after)}


def _dates(phase: Phase | None) -> dict[str, str | None]:
    days = {"started_on": phase.started_on, "completed_on": phase.completed_on} if phase else {}
    return {name: day.isoformat() if day else None for name, day in days.items()}
