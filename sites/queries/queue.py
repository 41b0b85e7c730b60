"""What awaits validation: for who validates, and for who submitted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actors.enums import Noun, Verb
from actors.rules import can, granted_scopes
from sites.enums import Validation
from sites.models import Observation, SitePage, Submission
from territories.models import Territory

MINE_SHOWN = 20
# What a pilot compares; each is shown when the version proposed says otherwise.
COMPARED = (
    "title",
    "commune",
    "address",
    "access_details",
    "lon",
    "lat",
    "kind_of_place",
    "owner_kind",
    "owner_name",
    "installed_on",
    "reinstallation",
    "resorption_target",
)
RESTRICTED = frozenset({"owner_name"})


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class WaitingVersion:
    """A site declared (never published), or a change of its sheet."""

    submission: Submission
    version: SitePage
    is_new: bool
    changes: list[Change]
    observation: Observation | None
    is_mine: bool


@dataclass(frozen=True)
class Sent:
    """Something that this person submitted, and what became of it."""

    what: str
    site: SitePage
    at: datetime
    validation: str
    label: str
    reason: str


@dataclass(frozen=True)
class Queue:
    versions: list[WaitingVersion]
    observations: list[Observation]
    mine: list[Sent]

    @property
    def count(self) -> int:
        return len(self.versions) + len(self.observations)


def validation_queue(user: Any) -> Queue:
    """What waits on the sites that `user` may publish on, oldest first, and what `user` submitted, newest first."""
    sites = SitePage.objects.all().reached(granted_scopes(user, Verb.PUBLISH, Noun.SITE))
    submissions = Submission.objects.waiting().filter(site__in=sites).oldest_first()
    observations = Observation.objects.waiting().filter(site__in=sites, site__live=True).order_by("recorded_at", "pk")
    return Queue(
        versions=_versions(submissions.select_related("author", "site__commune", "site__latest_revision"), user),
        observations=list(observations.select_related("author", "organisation", "site__commune")),
        mine=_mine(user),
    )


def _versions(submissions: Any, user: Any) -> list[WaitingVersion]:
    """Four queries, however many: what is proposed is read from the revisions' content, communes all at once."""
    found = list(submissions)
    first_counts = {
        (seen.site_id, seen.author_id): seen
        for seen in Observation.objects.waiting()
        .filter(site__in=[waits.site_id for waits in found if not waits.site.live])
        .in_order()
    }
    versions = [_proposed(waits.site) for waits in found]
    communes = Territory.objects.in_bulk({version.commune_id for version in versions})
    for version in versions:
        version.commune = communes[version.commune_id]
    return [
        WaitingVersion(
            submission=waits,
            version=version,
            is_new=not waits.site.live,
            changes=_changes(waits.site, version, user=user),
            observation=first_counts.get((waits.site_id, waits.author_id)),
            is_mine=waits.author_id == user.pk,
        )
        for waits, version in zip(found, versions, strict=True)
    ]


def _proposed(site: SitePage) -> SitePage:
    """The latest version, for reading only."""
    version: SitePage = SitePage.from_serializable_data(site.latest_revision.content, check_fks=False)
    return version


def _changes(site: SitePage, version: SitePage, *, user: Any) -> list[Change]:
    """Field by field, in words. For a new site, all that is known."""
    shows_restricted = can(user, Verb.READ_RESTRICTED, site)
    changes = []
    for name in COMPARED:
        before, after = (_said(site, name) if site.live else ""), _said(version, name)
        if before != after and (shows_restricted or name not in RESTRICTED):
            label = str(SitePage._meta.get_field(name).verbose_name)
            changes.append(Change(label[:1].upper() + label[1:], before or _("unknown"), after or _("unknown")))
    return changes


def _said(site: SitePage, name: str) -> str:
    display = getattr(site, f"get_{name}_display", None)
    if name == "installed_on":
        return site.installed_in_words
    value = display() if display else getattr(site, name)
    return "" if value is None else str(value)


def _mine(user: Any) -> list[Sent]:
    """What this person had to submit and its outcome, refusals and their reasons included; newest first."""
    submissions = Submission.objects.filter(author=user).select_related("site__commune")
    observations = Observation.objects.filter(author=user).exclude(validation=Validation.VALIDATED, judged_at=None)
    sent = [_sent(waits, _("Sheet of the site"), waits.submitted_at) for waits in submissions.in_order()[:MINE_SHOWN]]
    sent += [
        _sent(seen, _("Observation of %(day)s") % {"day": date_format(seen.observed_on)}, seen.recorded_at)
        for seen in observations.select_related("site__commune").order_by("-recorded_at", "-pk")[:MINE_SHOWN]
    ]
    return sorted(sent, key=lambda one: one.at, reverse=True)


def _sent(thing: Submission | Observation, what: str, at: datetime) -> Sent:
    return Sent(
        what=what,
        site=thing.site,
        at=at,
        validation=thing.validation,
        label=str(thing.get_validation_display()),
        reason=thing.refusal_reason,
    )
