"""What awaits validation: for who validates, and for who submitted. Versions of pages, and observations of sites."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.queries import Sent, Waiting, count_waiting, sent_by, waiting_for
from sites.enums import Validation
from sites.models import ClosureProposal, Observation, SitePage
from sites.queries.files import shown_photos
from sites.queries.reports import count_reports

MINE_SHOWN = 20


@dataclass(frozen=True)
class WaitingVersion:
    """A version, with the first count of a site that is declared."""

    waiting: Waiting
    observation: Observation | None


@dataclass(frozen=True)
class Mine:
    """Something that this person submitted, and what became of it. `resume_url`: where they correct it."""

    title: str
    what: str
    at: datetime
    status: str
    label: str
    reason: str
    url: str
    resume_url: str
    withdraw_url: str


@dataclass(frozen=True)
class Queue:
    versions: list[WaitingVersion]
    observations: list[Observation]
    proposals: list[ClosureProposal]
    mine: list[Mine]
    reports: int = 0

    @property
    def count(self) -> int:
        return len(self.versions) + len(self.observations) + len(self.proposals)


def validation_queue(user: Any, *, everything: bool = False) -> Queue:
    """What is asked of `user`, oldest first (with `everything`, all that they may judge), and what they submitted."""
    observations, proposals = (
        rows.select_related("author", "organisation", "site__commune")
        for rows in _waiting_rows(user, asked_only=not everything)
    )
    return Queue(
        versions=_with_first_counts(waiting_for(user, everything=everything)),
        observations=list(observations.select_related("corrects").prefetch_related(shown_photos())),
        proposals=list(proposals),
        mine=_mine(user),
        reports=count_reports(user, everything=everything),
    )


def count_of_queue(user: Any) -> int:
    """How much is asked of `user`, places that were reported included."""
    rows = sum(found.count() for found in _waiting_rows(user, asked_only=True))
    return count_waiting(user) + rows + count_reports(user)


def _waiting_rows(user: Any, *, asked_only: bool) -> list[Any]:
    return [model.objects.judged_by(user, asked_only=asked_only) for model in (Observation, ClosureProposal)]


def _all_waiting(model: Any) -> Any:
    """What `cms.services.remind_validations` looks through."""
    return model.objects.waiting().filter(site__live=True).select_related("site__commune").order_by("recorded_at", "pk")


WAITING_LISTS = (partial(_all_waiting, Observation), partial(_all_waiting, ClosureProposal))


def _with_first_counts(found: list[Waiting]) -> list[WaitingVersion]:
    declared = [waiting.page.pk for waiting in found if waiting.is_new and isinstance(waiting.page, SitePage)]
    counts = {
        (seen.site_id, seen.author_id): seen
        for seen in Observation.objects.waiting().filter(site__in=declared).in_order()
    }
    return [
        WaitingVersion(waiting, counts.get((waiting.page.pk, waiting.author.pk if waiting.author else None)))
        for waiting in found
    ]


def _mine(user: Any) -> list[Mine]:
    """What this person had to submit and its outcome, refusals and their reasons included; newest first."""
    at_once = Q(validation__in=[Validation.VALIDATED, Validation.CORRECTED], judged_at=None)
    observations = Observation.objects.filter(author=user).exclude(at_once)
    recent = observations.select_related("site__commune").order_by("-recorded_at", "-pk")[:MINE_SHOWN]
    proposed = ClosureProposal.objects.filter(author=user).select_related("site__commune")
    closures = map(_proposal, proposed.order_by("-recorded_at", "-pk")[:MINE_SHOWN])
    mine = [*(_version(sent) for sent in sent_by(user)), *_observations(recent), *closures]
    return sorted(mine, key=lambda one: one.at, reverse=True)


def _version(sent: Sent) -> Mine:
    page: Any = sent.page
    return Mine(
        title=sent.title,
        what=sent.kind[:1].upper() + sent.kind[1:],
        at=sent.at,
        status=sent.status,
        label=sent.label,
        reason=sent.reason,
        url=(page.get_url() or "") if page.live else "",
        resume_url=page.form_url if sent.can_be_resumed else "",
        withdraw_url=reverse("withdraw_version", args=[page.pk]) if sent.can_be_resumed else "",
    )


def _observations(recent: Iterable[Observation]) -> Iterable[Mine]:
    for seen in recent:
        yield Mine(
            title=seen.site.title if seen.site.live else seen.site.draft_title,
            what=_("Observation of %(day)s") % {"day": date_format(seen.observed_on)},
            at=seen.recorded_at,
            status=seen.validation,
            label=str(seen.get_validation_display()),
            reason=seen.refusal_reason,
            url=(seen.site.get_url() or "") if seen.site.live else "",
            resume_url=_resumed(seen),
            withdraw_url="",
        )


def _resumed(seen: Observation) -> str:
    """What waits is corrected by who wrote it, and waits again."""
    can_be_corrected = seen.validation == Validation.WAITING and seen.site.live and seen.site.is_open
    return reverse("correct_observation", args=[seen.site.slug, seen.pk]) if can_be_corrected else ""


def _proposal(proposed: ClosureProposal) -> Mine:
    site = proposed.site
    waits = proposed.validation == Validation.WAITING
    can_be_resumed = waits or (proposed.validation == Validation.REFUSED and site.is_open != proposed.reopens)
    form = reverse("reopen_site" if proposed.reopens else "close_site", args=[site.slug])
    return Mine(
        title=site.title,
        what=_("Reopening") if proposed.reopens else _("Closure"),
        at=proposed.recorded_at,
        status=proposed.validation,
        label=str(proposed.get_validation_display()),
        reason=proposed.refusal_reason,
        url=(site.get_url() or "") if site.live else "",
        resume_url=f"{form}?proposition={proposed.pk}" if can_be_resumed and site.live else "",
        withdraw_url=reverse("withdraw_proposal", args=[proposed.pk]) if waits else "",
    )
