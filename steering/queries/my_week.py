"""The week of one person: what waits for them, what is late, what changed. By their rights, never by their role."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from actions.models import ActionPage
from actions.queries.asked import Asked, Missing, asked_of, missing_results, outcomes_awaited
from actions.queries.mine import actions_for
from actors.enums import Noun, Verb
from actors.models import AccessRequest
from actors.queries.pilots import waiting_requests
from actors.rules import Viewer, can
from collaboration.models import Follow, Intervention, InvitationToAct
from sites.models import Closure, FollowUp, Observation, SitePage
from sites.queries.finding import readable_sites
from sites.queries.queue import count_of_queue
from steering.queries.follow_up import sites_without_action, sites_without_news
from steering.queries.troubled import Troubled, troubled_territories
from steering.queries.waiting import judges
from steering.queries.week import WEEK, week_closures, week_observations

SHOWN = 8
MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Listed:
    """The first of many things, and how many there are."""

    things: list[Any]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.things)


@dataclass(frozen=True)
class Late:
    """What has been waited for too long in what one may change."""

    silent_sites: Listed
    sites_without_action: Listed
    outcomes: Listed
    missing: Listed

    @property
    def is_empty(self) -> bool:
        return not (
            self.silent_sites.count or self.sites_without_action.count or self.outcomes.count or self.missing.count
        )


@dataclass(frozen=True)
class Changed:
    observations: list[Observation]
    closures: list[Closure]
    declared: list[SitePage]
    results: list[ActionPage]

    @property
    def is_empty(self) -> bool:
        return not (self.observations or self.closures or self.declared or self.results)


@dataclass(frozen=True)
class MyWeek:
    """None: a part that is not open to this person."""

    requests: list[AccessRequest] | None
    submissions: int | None
    follow_ups: list[FollowUp]
    invitations: list[InvitationToAct]
    asked: Asked | None
    late: Late | None
    changed: Changed | None
    troubled: list[Troubled]

    @property
    def waits(self) -> bool:
        return bool(
            self.requests
            or self.submissions
            or self.follow_ups
            or self.invitations
            or (self.asked and (self.asked.outcomes or self.asked.reviews))
        )


def my_week(user: Any) -> MyWeek:
    changes_sites = can(user, Verb.UPDATE, Noun.SITE)
    changes_actions = can(user, Verb.UPDATE, Noun.ACTION)
    asked = asked_of(user) if changes_actions else None
    return MyWeek(
        requests=list(waiting_requests(user)[:SHOWN]) if can(user, Verb.INVITE, Noun.ACCOUNT) else None,
        submissions=count_of_queue(user) if judges(user) else None,
        follow_ups=_follow_ups(user),
        invitations=_invitations(user),
        asked=asked,
        late=_late(user, asked) if changes_sites or changes_actions else None,
        changed=_changed(user) if can(user, Verb.READ, Noun.SITE) else None,
        troubled=troubled_territories(user),
    )


def _late(user: Any, asked: Asked | None) -> Late:
    """Of all that one may change, but for what is asked of oneself and told above."""
    mine = {action.pk for action in asked.outcomes} | {one.action.pk for one in asked.missing} if asked else set()
    actions = actions_for(user, Verb.UPDATE).exclude(pk__in=mine).select_related("operator")
    missing: list[Missing] = missing_results(actions)
    return Late(
        silent_sites=_first(sites_without_news(user)),
        sites_without_action=_first(sites_without_action(user, Verb.PUBLISH)),
        outcomes=_first(outcomes_awaited(actions)),
        missing=Listed(missing[:SHOWN], len(missing)),
    )


def _first(things: Any) -> Listed:
    return Listed(list(things[:SHOWN]), things.count())


def _changed(user: Any) -> Changed:
    viewer, since = Viewer(user=user), timezone.now() - WEEK
    # Of registers that were imported, what has been there for long is no news.
    new = {"first_published_at__gte": since, "declared_on__gte": since.date() - MONTH}
    declared = readable_sites(user).filter(**new).select_related("commune")
    results = actions_for(user, Verb.READ).filter(
        Q(indicators__updated_at__gte=since) | Q(reviews__answered_on__gte=since.date())
    )
    return Changed(
        observations=list(week_observations(viewer, limit=SHOWN)),
        closures=list(week_closures(viewer, limit=SHOWN)),
        declared=list(declared.order_by("-first_published_at", "-pk")[:SHOWN]),
        results=list(results.distinct()[:SHOWN]),
    )


def _follow_ups(user: Any) -> list[FollowUp]:
    """What people of closed sites have become: asked of those who acted there, follow it or closed it."""
    sites = readable_sites(user, Verb.RECORD).filter(pk=OuterRef("closure__site"))
    acted = Intervention.objects.filter(page=OuterRef("closure__site"), organisation=user.organisation_id)
    followed = Follow.objects.filter(page=OuterRef("closure__site"), user=user.pk)
    closing = readable_sites(user, Verb.CLOSE).filter(pk=OuterRef("closure__site"))
    waiting = FollowUp.objects.filter(Exists(sites), answered_on=None)
    mine = waiting.filter(Exists(acted) | Exists(followed) | Exists(closing) | Q(closure__author=user.pk))
    return list(mine.select_related("closure__site__commune").order_by("asked_at", "pk")[:SHOWN])


def _invitations(user: Any) -> list[InvitationToAct]:
    """To the organisation of this person, on sites where they may say that it acts."""
    sites = readable_sites(user, Verb.INTERVENE).filter(pk=OuterRef("page"))
    waiting = InvitationToAct.objects.filter(
        Exists(sites), answered_at=None, organisation__isnull=False, organisation=user.organisation_id
    )
    return list(waiting.select_related("page").order_by("invited_at", "pk")[:SHOWN])
