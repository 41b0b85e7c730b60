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
from cms.services.steps import refuse_if, require
from sites.enums import SiteStatus, YesNo
from sites.models import Closure, ClosureDestination, FormerClosure, Observation, Resettlement, SitePage
from sites.rules.closure import impossible_closure, is_resorbed, status_of_closed, unexplained_difference
from sites.services.steps import announce, answer_proposals, require_open, require_reason


@dataclass(frozen=True)
class ClosureFacts:
    """What is said of the end of a site.

    people, households: by destination (enums.Destination); None or missing is unknown, which is not zero.
    difference: why the destinations do not add up to what was counted last.
    resettled_on: the sites where people settled again, when `resettled_known` is yes; resettled_people: how many, by
    the key of the site.
    """

    closed_on: date
    reason: str
    people: Mapping[str, int | None] = field(default_factory=dict)
    households: Mapping[str, int | None] = field(default_factory=dict)
    resettled_known: str = YesNo.UNKNOWN
    resettled_on: tuple[SitePage, ...] = ()
    resettled_people: Mapping[int, int | None] = field(default_factory=dict)
    difference: str = ""
    comment: str = ""


@transaction.atomic
def close_site(*, user: User, site: SitePage, facts: ClosureFacts) -> Closure:
    """The end of a site. Whether it is resorbed is computed from the people counted last."""
    require(user, Verb.CLOSE, site)
    held = SitePage.objects.select_for_update(of=("self",)).get(pk=site.pk)
    require_open(held)
    last = check_closure(facts, site=held)
    resorbed = is_resorbed(people_last=last.people if last else None, housed=facts.people)
    closure = Closure(
        site=held,
        closed_on=facts.closed_on,
        reason=facts.reason,
        difference=facts.difference,
        resettled_known=facts.resettled_known,
        comment=facts.comment,
        is_resorbed=resorbed,
        author=user,
    )
    closure.full_clean()
    closure.save()
    _record_destinations(closure, facts)
    _record_resettlements(held, facts)
    set_status(site, status_of_closed(resorbed=resorbed))
    data = {"closed_on": facts.closed_on.isoformat(), "reason": facts.reason}
    answered = answer_proposals(site, user=user)
    announce(site, "sites.close", user=user, data=data, answers_id=answered)
    publish_page(site)
    return closure


@transaction.atomic
def reopen_site(*, user: User, site: SitePage, reason: str) -> SitePage:
    """A closure recorded by mistake, or people who came back. What it said is kept as a former closure."""
    reason = require_reason(reason)
    require(user, Verb.CLOSE, site)
    closure = Closure.objects.select_for_update(of=("self",)).filter(site=site).first()
    if closure is None and site.is_open:
        raise ValidationError(_("The site is open."), code="open")
    said = {"closed_on": closure.closed_on.isoformat(), "was": closure.reason} if closure else {}
    if closure:
        end_closure(closure, site=site, user=user, why=reason)
    set_status(site, SiteStatus.IN_RESORPTION if site.phases.exists() else SiteStatus.OPEN)
    answered = answer_proposals(site, user=user, reopens=True)
    announce(site, "sites.reopen", user=user, data={**said, "reason": reason}, answers_id=answered)
    publish_page(site)
    return site


def end_closure(closure: Closure, *, site: SitePage, user: User, why: str) -> FormerClosure:
    """All that a closure said, kept in the history of `site`; the closure itself is no more."""
    follow_up = getattr(closure, "follow_up", None)
    said = {
        "destinations": list(closure.destinations.order_by("pk").values("destination", "people", "households")),
        "difference": closure.difference,
        "resettled_known": closure.resettled_known,
        "comment": closure.comment,
        "still_there": follow_up.still_there if follow_up else {},
        "still_there_on": follow_up.answered_on.isoformat() if follow_up and follow_up.answered_on else "",
    }
    former = FormerClosure.objects.create(
        site=site,
        closed_on=closure.closed_on,
        reason=closure.reason,
        is_resorbed=closure.is_resorbed,
        said=said,
        author=closure.author,
        recorded_at=closure.recorded_at,
        ended_by=user,
        why_ended=why,
    )
    closure.delete()
    return former


def check_closure(facts: ClosureFacts, *, site: SitePage) -> Observation | None:
    """What may be said of the end of a site, each refusal on its field. Answers the observation that it was held to."""
    last = site.observations.validated().latest_first().first()
    refuse_if(
        [
            *impossible_closure(
                facts.closed_on,
                today=timezone.localdate(),
                installed_on=site.installed_on,
                last_observed_on=last.observed_on if last else None,
            ),
            *unexplained_difference(
                people=(last.people if last else None, _sum(facts.people)),
                households=(last.households if last else None, _sum(facts.households)),
                difference=facts.difference,
            ),
        ]
    )
    if facts.resettled_on and facts.resettled_known != YesNo.YES:
        raise ValidationError({"resettled_known": _("You name sites where people resettled: answer yes.")})
    if facts.resettled_known == YesNo.YES and not facts.resettled_on:
        raise ValidationError({"resettled_on": _("Say on which sites; if nobody knows, answer “unknown”.")})
    if any(other.pk == site.pk for other in facts.resettled_on):
        raise ValidationError({"resettled_on": _("People cannot resettle on the site that closes.")})
    return last


def _sum(counts: Mapping[str, int | None]) -> int | None:
    """Everyone of the destinations that were filled in; unknown if none was."""
    known = [count for count in counts.values() if count is not None]
    return sum(known) if known else None


def _record_resettlements(site: SitePage, facts: ClosureFacts) -> None:
    for other in facts.resettled_on:
        people = facts.resettled_people.get(other.pk)
        link, is_new = Resettlement.objects.get_or_create(origin=site, destination=other, defaults={"people": people})
        if not is_new and people is not None:
            link.people = people
            link.save(update_fields=["people"])


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


def set_status(site: SitePage, status: SiteStatus) -> None:
    """Beside the versions: a draft under way keeps its changes, and no version brings the old status back."""
    SitePage.objects.filter(pk=site.pk).update(status=status)
    site.status = status
