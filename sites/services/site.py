"""Declaring a site, and changing what its sheet says."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.enums import Noun, Verb
from actors.models import User
from actors.rules import Thing, can
from cms.services import add_page, ensure_territory_page
from sites.enums import Validation
from sites.models import SitePage, Submission
from sites.services.observation import add_observation
from sites.services.placing import follow_commune
from sites.services.steps import announce, require, require_open
from territories.models import Territory

# What a form, an import or the API may say of a site, besides its commune.
SITE_FACTS = (
    "title",
    "address",
    "access_details",
    "lon",
    "lat",
    "kind_of_place",
    "owner_kind",
    "owner_name",
    "installed_on",
    "installed_precision",
    "declared_on",
    "reinstallation",
    "resorption_target",
)
RESTRICTED_FACTS = frozenset({"owner_name"})


@transaction.atomic
def declare_site(
    *, user: User, commune: Territory, facts: Mapping[str, Any], observation: Mapping[str, Any] | None = None
) -> SitePage:
    """A new site, published if the user may, otherwise a draft that awaits a pilot of the territory.

    `facts`: SITE_FACTS, of which "title" is required. `observation`: values of the first one, with "observed_on".
    """
    thing = Thing(noun=Noun.SITE, territory_ids=frozenset(commune.ancestor_ids), author_id=user.pk)
    require(user, Verb.DECLARE, thing)
    site = SitePage(commune=commune, owner=user, live=False, declared_on=timezone.localdate())
    _state(site, facts, user=user, thing=thing)
    add_page(site, parent=ensure_territory_page(commune))
    publishes = can(user, Verb.PUBLISH, site)
    if observation is not None:
        values = dict(observation)
        add_observation(site, user=user, observed_on=values.pop("observed_on"), values=values, is_validated=publishes)
    _save_version(site, user=user, publishes=publishes)
    announce(site, "sites.declare", user=user)
    return site


@transaction.atomic
def update_site(*, user: User, site: SitePage, facts: Mapping[str, Any], commune: Territory | None = None) -> SitePage:
    """Change the sheet: at once if the user may, otherwise as a version that awaits a pilot of the territory."""
    require(user, Verb.UPDATE, site)
    require_open(site)
    waiting = Submission.objects.waiting().filter(site=site).first()
    if waiting and waiting.author_id != user.pk:
        raise ValidationError(_("A change already awaits validation: validate or refuse it first."), code="waiting")
    current = SitePage.objects.get(pk=site.pk)
    is_draft = bool(waiting) or not current.live
    publishes = can(user, Verb.PUBLISH if is_draft else Verb.RECORD, current)
    version = current.get_latest_revision_as_object() if is_draft else current
    before = {name: getattr(version, name) for name in SITE_FACTS}
    if commune and commune.pk != version.commune_id:
        thing = Thing(noun=Noun.SITE, territory_ids=frozenset(commune.ancestor_ids), page_id=site.pk)
        require(user, Verb.UPDATE, thing)
        version.commune = commune
    _state(version, facts, user=user, thing=version.as_thing())
    changed = [name for name in SITE_FACTS if getattr(version, name) != before[name]]
    _save_version(version, user=user, publishes=publishes)
    # Names of fields only: the owner's name must not reach those who may not read it by way of the history.
    announce(version, "sites.update" if publishes else "sites.propose", user=user, data={"fields": changed})
    return version


def _state(site: SitePage, facts: Mapping[str, Any], *, user: User, thing: Thing) -> None:
    unknown = facts.keys() - set(SITE_FACTS)
    if unknown:
        raise TypeError(f"A site has no {sorted(unknown)}.")
    if RESTRICTED_FACTS & facts.keys() and not can(user, Verb.READ_RESTRICTED, thing):
        raise PermissionDenied
    for name, value in facts.items():
        setattr(site, name, value)
    if (site.lon is None) != (site.lat is None):
        raise ValidationError({"lon": _("A point has a longitude and a latitude.")})


def _save_version(site: SitePage, *, user: User, publishes: bool) -> None:
    """One version: published, or submitted. Wagtail's own check is passed over: `can` has answered."""
    site.full_clean()
    revision = site.save_revision(user=user, clean=False)
    if publishes:
        revision.publish(user=user, skip_permission_checks=True, log_action=False)
        site.refresh_from_db()
        follow_commune(site)
    else:
        waits, _created = Submission.objects.get_or_create(
            site=site, validation=Validation.WAITING, defaults={"author": user}
        )
        Submission.objects.filter(pk=waits.pk).update(author=user, submitted_at=timezone.now())
