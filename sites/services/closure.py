"""Closing a site, and opening it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.enums import Verb
from actors.models import User
from catalog.services import publish_page
from sites.enums import SiteStatus, YesNo
from sites.models import Closure, ClosureDestination, Observation, Resettlement, SitePage
from sites.rules.closure import impossible_closure, is_resorbed, status_of_closed, unexplained_difference
from sites.services.steps import announce, refuse_if, require, require_open, require_reason


@dataclass(frozen=True)
class ClosureFacts:
    """What is said of the end of a site.

    people, households: by destination (enums.Destination); None or missing is unknown, which is not zero.
    resettled_on: the sites where people settled again, when `resettled_known` is yes.
    """

    closed_on: date
    reason: str
    people: Mapping[str, int | None] = field(default_factory=dict)
    households: Mapping[str, int | None] = field(default_factory=dict)
    resettled_known: str = YesNo.UNKNOWN
    resettled_on: tuple[SitePage, ...] = ()
    comment: str = ""

    @property
    def people_out(self) -> int | None:
        """Everyone, if each destination that was filled in says how many."""
        counts = list(self.people.values())
        return sum(count for count in counts if count is not None) if any(c is not None for c in counts) else None


@transaction.atomic
def close_site(*, user: User, site: SitePage, facts: ClosureFacts) -> Closure:
    """The end of a site. Whether it is resorbed is computed from the people counted last."""
    require(user, Verb.CLOSE, site)
    held = SitePage.objects.select_for_update(of=("self",)).get(pk=site.pk)
    require_open(held)
    last = held.observations.validated().latest_first().first()
    _refuse_impossible(facts, site=held, last=last)
    resorbed = is_resorbed(people_last=last.people if last else None, housed=facts.people)
    closure = Closure(
        site=held,
        closed_on=facts.closed_on,
        reason=facts.reason,
        resettled_known=facts.resettled_known,
        comment=facts.comment,
        is_resorbed=resorbed,
        author=user,
    )
    closure.full_clean()
    closure.save()
    _record_destinations(closure, facts)
    Resettlement.objects.bulk_create(
        [Resettlement(origin=held, destination=other) for other in facts.resettled_on], ignore_conflicts=True
    )
    _set_status(site, status_of_closed(resorbed=resorbed))
    announce(site, "sites.close", user=user, data={"closed_on": facts.closed_on.isoformat(), "reason": facts.reason})
    publish_page(site)
    return closure


@transaction.atomic
def reopen_site(*, user: User, site: SitePage, reason: str) -> SitePage:
    """A closure recorded by mistake, or people who came back. What it said stays in the log."""
    reason = require_reason(reason)
    require(user, Verb.CLOSE, site)
    closure = Closure.objects.select_for_update(of=("self",)).filter(site=site).first()
    if closure is None and site.is_open:
        raise ValidationError(_("The site is open."), code="open")
    said = {"closed_on": closure.closed_on.isoformat(), "was": closure.reason} if closure else {}
    if closure:
        closure.delete()
    _set_status(site, SiteStatus.IN_RESORPTION if site.phases.exists() else SiteStatus.OPEN)
    announce(site, "sites.reopen", user=user, data={**said, "reason": reason})
    publish_page(site)
    return site


def _refuse_impossible(facts: ClosureFacts, *, site: SitePage, last: Observation | None) -> None:
    refuse_if(
        [
            *impossible_closure(
                facts.closed_on,
                today=timezone.localdate(),
                installed_on=site.installed_on,
                last_observed_on=last.observed_on if last else None,
            ),
            *unexplained_difference(
                people_last=last.people if last else None, people_out=facts.people_out, comment=facts.comment
            ),
        ]
    )
    if facts.resettled_on and facts.resettled_known != YesNo.YES:
        raise ValidationError({"resettled_known": _("You name sites where people resettled: answer yes.")})
    if any(other.pk == site.pk for other in facts.resettled_on):
        raise ValidationError({"resettled_on": _("People cannot resettle on the site that closes.")})


def _record_destinations(closure: Closure, facts: ClosureFacts) -> None:
    names = [name for name in {**facts.people, **facts.households} if _counted(facts, name)]
    rows = [
        ClosureDestination(
            closure=closure,
            destination=name,
            people=facts.people.get(name),
            households=facts.households.get(name),
        )
        for name in names
    ]
    for row in rows:
        row.full_clean(exclude=["closure"])
    ClosureDestination.objects.bulk_create(rows)


def _counted(facts: ClosureFacts, name: str) -> bool:
    return facts.people.get(name) is not None or facts.households.get(name) is not None


def _set_status(site: SitePage, status: SiteStatus) -> None:
    """Beside the versions: a draft under way keeps its changes, and no version brings the old status back."""
    SitePage.objects.filter(pk=site.pk).update(status=status)
    site.status = status
