"""Reporting a place that one may not declare, and what those who steer the territory make of it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.enums import Verb
from actors.models import User
from actors.queries.pilots import first_asked
from actors.rules import can
from cms.services import ensure_territory_page
from cms.services.steps import require
from collaboration.enums import NotificationKind
from collaboration.models import Notification
from collaboration.services.telling import tell_people
from sites.enums import ReportState
from sites.models import PlaceReport, SitePage
from sites.services.site import declare_site
from territories.models import Territory

REPORTED, SETTLED = "sites.report_place", "sites.settle_report"
# How many of one person may wait at once.
MOST_WAITING = 20
REPORT_FACTS = ("lon", "lat", "address", "seen", "seen_on")


@transaction.atomic
def report_place(*, user: User, commune: Territory, facts: Mapping[str, Any]) -> PlaceReport:
    """Open to whoever has an account. The nearest who decide there are told; nobody else ever reads it."""
    if not user.is_active:
        raise PermissionDenied
    if PlaceReport.objects.waiting().filter(reporter=user).count() >= MOST_WAITING:
        raise ValidationError(_("%(n)d places that you reported await an answer already.") % {"n": MOST_WAITING})
    said = {name: facts[name] for name in REPORT_FACTS if name in facts}
    report = PlaceReport(reporter=user, organisation=user.organisation, commune=commune, **said)
    if report.seen_on and report.seen_on > timezone.localdate():
        raise ValidationError({"seen_on": _("This date is in the future.")})
    report.full_clean()
    report.rank, people = first_asked([report.as_thing()], verb=Verb.PUBLISH, except_for=[user.pk])
    report.save()
    _tell(report, people, REPORTED, kind=NotificationKind.TO_VALIDATE)
    return report


@transaction.atomic
def settle_report(
    *, user: User, report: PlaceReport, state: ReportState, site: SitePage | None = None, answer: str = ""
) -> PlaceReport:
    """Declared or known (as which site), or dropped (with the reason). Its reporter is told."""
    held = PlaceReport.objects.select_for_update(of=("self",)).select_related("commune").get(pk=report.pk)
    if not can(user, Verb.PUBLISH, held):
        raise PermissionDenied
    if not held.is_waiting:
        raise ValidationError(_("Somebody has answered already."), code="judged")
    if state == ReportState.DROPPED and not answer.strip():
        raise ValidationError({"answer": _("Say why: the author will read it.")})
    if state in {ReportState.KNOWN, ReportState.DECLARED}:
        if site is None:
            raise ValidationError({"site": _("Say as which site it is known.")})
        require(user, Verb.READ_EXACT, site)
    held.state, held.site, held.answer = state, site, answer.strip()
    held.judged_by, held.judged_at = user, timezone.now()
    held.full_clean()
    held.save()
    if held.reporter:
        _tell(held, [held.reporter], SETTLED, kind=NotificationKind.ANSWER)
    return held


@transaction.atomic
def declare_reported(*, report: PlaceReport, user: User, **declared: Any) -> SitePage:
    """The reported place becomes a site, and its report is answered, together."""
    site = declare_site(user=user, **declared)
    settle_report(user=user, report=report, state=ReportState.DECLARED, site=site)
    return site


def _tell(report: PlaceReport, people: list[User], happening: str, *, kind: NotificationKind) -> None:
    section = ensure_territory_page(report.commune)
    about = Notification(page=section, happening=happening, key=f"{happening}:{report.pk}")
    tell_people(people=[one.pk for one in people], about=about, kind=kind)
