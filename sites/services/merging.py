"""Two pages of one settlement become one: everything that speaks of the duplicate speaks of the site that is kept.

The duplicate stays in the tree, unpublished, with its versions and its log; its address leads to the site kept. Every
table that refers to a site is moved, unless it is in LEFT with the reason why: a new one is moved without being named.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from actors.enums import Verb
from actors.models import User
from catalog.services import publish_page
from cms.services import open_submission
from cms.services.steps import require
from collaboration.services.merging import MOVED_TABLES, move_conversations
from sites.models import Closure, ClosureProposal, Observation, Phase, Resettlement, SitePage
from sites.queries.merging import LEFT, references
from sites.rules.merging import merged_people
from sites.services.closure import end_closure
from sites.services.steps import announce
from sites.signals import site_absorbed

MERGED, ABSORBED = "sites.merge", "sites.absorbed"

# Moved by the floor above that holds them (signal `site_absorbed`).
MOVED_ABOVE = frozenset({"actions.ActionPage_sites.sitepage"})


@transaction.atomic
def merge_sites(*, user: User, kept: SitePage, absorbed: SitePage) -> SitePage:
    """`absorbed` is a duplicate of `kept`. It cannot be undone."""
    for site in (kept, absorbed):
        require(user, Verb.MERGE, site)
    kept, absorbed = _held(kept, absorbed)
    _refuse_impossible(kept, absorbed)
    said = {"slug": absorbed.slug, "title": absorbed.title, "left": []}
    for label, field in references():
        if label in LEFT or label in MOVED_ABOVE or label in MOVED_TABLES:
            continue
        SPECIAL.get(label, _move_all)(field, kept, absorbed, user, said)
    move_conversations(from_page=absorbed, to_page=kept)
    site_absorbed.send(sender=SitePage, kept_id=kept.pk, absorbed_id=absorbed.pk, user=user)
    _retire(absorbed, kept, user=user)
    announce(kept, MERGED, user=user, data=said)
    publish_page(kept)
    kept.refresh_from_db()
    return kept


def _held(kept: SitePage, absorbed: SitePage) -> tuple[SitePage, SitePage]:
    """Both, held in one order whichever is kept: two mergers at once wait for each other."""
    rows = SitePage.objects.select_for_update(of=("self",)).filter(pk__in=[kept.pk, absorbed.pk]).order_by("pk")
    found = {site.pk: site for site in rows}
    return found[kept.pk], found[absorbed.pk]


def _refuse_impossible(kept: SitePage, absorbed: SitePage) -> None:
    if kept.pk == absorbed.pk:
        raise ValidationError(_("A site is not a duplicate of itself."), code="same")
    if not (kept.live and absorbed.live):
        raise ValidationError(_("Both sites must be published."), code="unpublished")
    proposed = ClosureProposal.objects.waiting().filter(site__in=[kept, absorbed])
    if proposed.exists() or any(site.workflow_in_progress or open_submission(site) for site in (kept, absorbed)):
        raise ValidationError(_("A change already awaits validation: validate or refuse it first."), code="waiting")


def _retire(absorbed: SitePage, kept: SitePage, *, user: User) -> None:
    """Unpublished (the catalogue hears of it, with a change number), locked, and never published again."""
    absorbed.unpublish(user=user, log_action=False)
    absorbed.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    SitePage.objects.filter(pk=absorbed.pk).update(
        merged_into=kept, locked=True, locked_at=timezone.now(), go_live_at=None, has_unpublished_changes=False
    )
    log(instance=absorbed, action=ABSORBED, user=user, data={"into": kept.slug})


# How each is moved: (column, kept, absorbed, user, what the log will say).
Move = Callable[[Any, SitePage, SitePage, User, dict[str, Any]], None]


def _rows(field: Any, site: SitePage) -> Any:
    return field.model._base_manager.filter(**{field.name: site.pk})


def _move_all(field: Any, kept: SitePage, absorbed: SitePage, _user: User, _said: dict[str, Any]) -> None:
    _rows(field, absorbed).update(**{field.name: kept.pk})


def _move_observations(_field: Any, kept: SitePage, absorbed: SitePage, _user: User, _said: dict[str, Any]) -> None:
    """All are kept, those of one same day included, and each says on which page it was recorded."""
    there = Observation.objects.filter(site=absorbed)
    there.filter(merged_from=None).update(merged_from=absorbed)
    there.update(site=kept)


def _move_phases(_field: Any, kept: SitePage, absorbed: SitePage, _user: User, said: dict[str, Any]) -> None:
    """A phase is dated once: the dates of the kept site stand, the others are in the history."""
    dated = set(Phase.objects.filter(site=kept).values_list("kind", flat=True))
    there = Phase.objects.filter(site=absorbed)
    for phase in there.filter(kind__in=dated).order_by("pk"):
        done = phase.completed_on.isoformat() if phase.completed_on else ""
        said["left"].append({"phase": phase.kind, "started_on": phase.started_on.isoformat(), "completed_on": done})
    there.filter(kind__in=dated).delete()
    there.update(site=kept)


def _move_closure(_field: Any, kept: SitePage, absorbed: SitePage, user: User, _said: dict[str, Any]) -> None:
    """The state of the kept site stands; how its duplicate had ended is a former closure."""
    closure = Closure.objects.select_related("follow_up").filter(site=absorbed).first()
    if closure:
        end_closure(closure, site=kept, user=user, why=_("Closure of a duplicate, merged into this site."))


def _move_resettlements(field: Any, kept: SitePage, absorbed: SitePage, _user: User, said: dict[str, Any]) -> None:
    """One link between two sites: who settled from the one on the other was on one same site."""
    other = "destination" if field.name == "origin" else "origin"
    known = {getattr(link, f"{other}_id"): link for link in Resettlement.objects.filter(**{field.name: kept})}
    for link in Resettlement.objects.filter(**{field.name: absorbed}).order_by("pk"):
        twin, end = known.get(getattr(link, f"{other}_id")), getattr(link, f"{other}_id")
        if end == kept.pk or twin:
            said["left"].append({"resettlement": field.name, "site": end, "people": link.people})
            link.delete()
        else:
            Resettlement.objects.filter(pk=link.pk).update(**{field.name: kept})
        if twin:
            twin.people = merged_people(twin.people, link.people)
            twin.save(update_fields=["people"])


SPECIAL: dict[str, Move] = {
    # One waits for each site, and none does when sites merge.
    "sites.ClosureProposal.site": _move_all,
    "sites.Observation.site": _move_observations,
    "sites.Phase.site": _move_phases,
    "sites.Closure.site": _move_closure,
    "sites.Resettlement.origin": _move_resettlements,
    "sites.Resettlement.destination": _move_resettlements,
}
