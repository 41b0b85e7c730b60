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
from cms.services import (
    add_page,
    ensure_territory_page,
    hold_page,
    open_submission,
    require_free,
    require_unchanged,
    save_version,
    version_to_change,
)
from cms.services.steps import require
from sites.models import SitePage
from sites.services.observation import add_observation
from sites.services.steps import announce, require_open
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
    if observation is not None:
        values, publishes = dict(observation), can(user, Verb.PUBLISH, site)
        add_observation(site, user=user, observed_on=values.pop("observed_on"), values=values, is_validated=publishes)
    save_version(user=user, version=site)
    announce(site, "sites.declare", user=user)
    return site


@transaction.atomic
def update_site(
    *,
    user: User,
    site: SitePage,
    facts: Mapping[str, Any],
    commune: Territory | None = None,
    since: int | None = None,
) -> SitePage:
    """Change the sheet: at once if the user may, otherwise as a version that awaits a pilot of the territory.

    `since`: the mark of the version that was read (cms.services.mark_of); refused with the code "stale" if it changed.
    """
    require(user, Verb.UPDATE, site)
    require_open(site)
    current = hold_page(site)
    require_free(open_submission(current), user=user)
    require_unchanged(current, user=user, since=since)
    version = version_to_change(current, user=user)
    before = {name: getattr(version, name) for name in SITE_FACTS}
    if commune and commune.pk != version.commune_id:
        thing = Thing(noun=Noun.SITE, territory_ids=frozenset(commune.ancestor_ids), page_id=site.pk)
        require(user, Verb.UPDATE, thing)
        version.commune = commune
    _state(version, facts, user=user, thing=version.as_thing())
    changed = [name for name in SITE_FACTS if getattr(version, name) != before[name]]
    shows = save_version(user=user, version=version)
    # Names of fields only: the owner's name must not reach those who may not read it by way of the history.
    announce(version, "sites.update" if shows else "sites.propose", user=user, data={"fields": changed})
    return version


def _state(site: SitePage, facts: Mapping[str, Any], *, user: User, thing: Thing) -> None:
    unknown = facts.keys() - set(SITE_FACTS)
    if unknown:
        raise TypeError(f"A site has no {sorted(unknown)}.")
    if SitePage.restricted & facts.keys() and not can(user, Verb.READ_RESTRICTED, thing):
        raise PermissionDenied
    for name, value in facts.items():
        setattr(site, name, value)
    if (site.lon is None) != (site.lat is None):
        raise ValidationError({"lon": _("A point has a longitude and a latitude.")})
