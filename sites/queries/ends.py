"""How sites ended: the closure that stands, those that were before it, and what people have become since."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from actors.enums import Verb
from actors.models import User
from actors.queries.pilots import nearest_deciders
from collaboration.models import Follow, Intervention
from collaboration.queries.people import readers_of
from sites.enums import ClosureReason, Destination
from sites.models import Closure, FormerClosure, SitePage


@dataclass(frozen=True)
class StillThere:
    """Of those who went to a destination, how many are still there; None is unknown."""

    destination: str
    label: str
    went: int | None
    still: int | None


@dataclass(frozen=True)
class FormerEnd:
    closed_on: date
    reason: str
    ended_at: datetime
    why: str
    went: list[tuple[str, int | None, int | None]]


def closure_of(site: SitePage) -> Closure | None:
    """With its destinations and what was said of them since: two queries, one where there is none."""
    closures = Closure.objects.select_related("follow_up__organisation", "follow_up__author")
    return closures.prefetch_related("destinations").filter(site=site).first()


def follow_up_lines(closure: Closure | None) -> list[StillThere]:
    """Nothing before it was answered."""
    follow_up = getattr(closure, "follow_up", None)
    if closure is None or follow_up is None or follow_up.answered_on is None:
        return []
    return [
        StillThere(
            one.destination, one.get_destination_display(), one.people, follow_up.still_there.get(one.destination)
        )
        for one in closure.destinations.all()
    ]


def former_ends(site: SitePage) -> list[FormerEnd]:
    return [
        FormerEnd(
            closed_on=one.closed_on,
            reason=one.get_reason_display() if one.reason in ClosureReason.values else one.reason,
            ended_at=one.ended_at,
            why=one.why_ended,
            went=[(_label(row["destination"]), row["people"], row["households"]) for row in one.said["destinations"]],
        )
        for one in FormerClosure.objects.filter(site=site).order_by("-closed_on", "-pk")
    ]


def team_of(closure: Closure) -> QuerySet[User] | list[User]:
    """Who can say what became of the people of a closed site: those who acted there, follow it or closed it, and may
    record; if there is nobody left, those who steer the territory."""
    site = closure.site
    acted = Intervention.objects.filter(page=site.pk).values("organisation")
    followers = Follow.objects.filter(page=site.pk).values("user")
    able = readers_of(site, verb=Verb.RECORD)
    team = able.filter(Q(organisation__in=acted) | Q(pk__in=followers) | Q(pk=closure.author_id))
    return team if team.exists() else nearest_deciders(site.as_thing(), verb=Verb.CLOSE)


def _label(destination: str) -> str:
    return str(Destination(destination).label) if destination in Destination.values else destination
