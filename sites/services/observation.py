"""Recording who lives on a site and how, and validating what those who are not trusted recorded."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.enums import Verb
from actors.models import User
from actors.rules import can
from catalog.services import publish_page
from cms.rules.problems import SURPRISING
from cms.services import ask_judges
from cms.services.steps import refuse_if, require
from sites.enums import Validation
from sites.models import Observation, ObservationPhoto, SitePage
from sites.queries.state import observation_version
from sites.rules.counts import COUNTS, impossible_counts, impossible_date, surprising_counts
from sites.rules.living import ANSWERS_OF_BLOCK
from sites.services.steps import CONFLICT, announce, hold, hold_to_judge, judge, require_open, require_reason

ANSWERS = tuple(name for names in ANSWERS_OF_BLOCK.values() for name in names)
ALERTS = ("heatwave_alert", "coldwave_alert")
# What an observation states; "nothing has changed" repeats all of it but the comment.
STATED = (*COUNTS, *ANSWERS, *ALERTS, "origins")


@transaction.atomic
def record_observation(
    *,
    user: User,
    site: SitePage,
    observed_on: date,
    values: Mapping[str, Any],
    confirmed: bool = False,
    based_on: str | None = None,
) -> Observation:
    """A dated, complete statement: what `values` (STATED and "comment") leaves out is unknown.

    Impossible values are refused, each on its field. Surprising ones are refused with the code SURPRISING unless
    `confirmed`. Without the right to record, it waits for a pilot and changes nothing yet. `based_on` is the version
    (`observation_version`) that the values started from: when another came in between, the code is CONFLICT.
    """
    require(user, Verb.OBSERVE, site)
    require_open(site)
    if based_on is not None:
        _require_unchanged(site, based_on)
    _refuse_counts(values, site=site, observed_on=observed_on, confirmed=confirmed)
    is_validated = site.live and can(user, Verb.RECORD, site)
    observation = add_observation(site, user=user, observed_on=observed_on, values=values, is_validated=is_validated)
    _follow(observation, "sites.observe", user=user)
    return observation


@transaction.atomic
def correct_observation(
    *, user: User, observation: Observation, observed_on: date, values: Mapping[str, Any], reason: str, confirmed: bool
) -> Observation:
    """Say what an observation should have said: the former version is kept, beside who corrected it, when and why.

    Whoever may observe may correct what counts, and their own that still waits. Without the right to record, the
    correction waits for a pilot, and until then the former version counts.
    """
    site = observation.site
    require(user, Verb.OBSERVE, site)
    require_open(site)
    reason = require_reason(reason)
    former = _correctable(observation, user=user)
    _refuse_counts(values, site=site, observed_on=observed_on, confirmed=confirmed, instead_of=former)
    is_validated = site.live and can(user, Verb.RECORD, site)
    said = {**values, "corrects": former, "correction_reason": reason}
    if is_validated or former.validation == Validation.WAITING:
        _give_way(former)
    correction = add_observation(site, user=user, observed_on=observed_on, values=said, is_validated=is_validated)
    if former.validation == Validation.CORRECTED:
        _take_photos(correction)
    _follow(correction, "sites.correct_observation", user=user)
    return correction


@transaction.atomic
def confirm_unchanged(*, user: User, site: SitePage, observed_on: date) -> Observation:
    """Nothing has changed since the last observation: a new one says the same, at its own date."""
    require(user, Verb.OBSERVE, site)
    last = site.observations.validated().latest_first().first()
    if last is None:
        raise ValidationError(_("Nobody has observed this site yet: say what you see."), code="first")
    if observed_on < last.observed_on:
        raise ValidationError({"observed_on": _("The last observation is more recent.")})
    values = {name: getattr(last, name) for name in STATED} | {"is_unchanged": True}
    return record_observation(user=user, site=site, observed_on=observed_on, values=values, confirmed=True)


@transaction.atomic
def validate_observation(*, user: User, observation: Observation) -> Observation:
    held = hold_to_judge(observation, user=user)
    require_open(held.site)
    if held.corrects_id:
        _replace(Observation.objects.select_for_update().get(pk=held.corrects_id), held)
    judge(held, user=user, validation=Validation.VALIDATED)
    said = {"observation": held.pk}
    announce(held.site, "sites.validate_observation", user=user, data=said, answers_id=held.author_id)
    publish_page(held.site)
    return held


@transaction.atomic
def refuse_observation(*, user: User, observation: Observation, reason: str) -> Observation:
    """A refused observation is kept with its reason, and counts for nothing."""
    reason = require_reason(reason)
    held = hold_to_judge(observation, user=user)
    judge(held, user=user, validation=Validation.REFUSED, reason=reason)
    said = {"observation": held.pk}
    announce(held.site, "sites.refuse_observation", user=user, data=said, answers_id=held.author_id)
    return held


def add_observation(
    site: SitePage, *, user: User, observed_on: date, values: Mapping[str, Any], is_validated: bool
) -> Observation:
    """The row itself, once the right is known. Impossible values are refused here, whoever asks."""
    dated = impossible_date(observed_on, today=timezone.localdate(), installed_on=site.installed_on)
    refuse_if([*dated, *impossible_counts(values)])
    observation = Observation(
        site=site,
        observed_on=observed_on,
        author=user,
        organisation=user.organisation,
        validation=Validation.VALIDATED if is_validated else Validation.WAITING,
        **values,
    )
    observation.full_clean()
    observation.save()
    return observation


def _follow(observation: Observation, action: str, *, user: User) -> None:
    """What counts at once is said and published; what waits is asked of the nearest pilots."""
    said = {"observation": observation.pk}
    if observation.validation == Validation.VALIDATED:
        announce(observation.site, action, user=user, data=said)
        publish_page(observation.site)
    else:
        ask_judges(observation, about=observation, is_told=observation.site.live)
        announce(observation.site, "sites.propose_observation", user=user, data=said)


def _refuse_counts(
    values: Mapping[str, Any],
    *,
    site: SitePage,
    observed_on: date,
    confirmed: bool,
    instead_of: Observation | None = None,
) -> None:
    """What cannot be; and, unless it is confirmed, what surprises beside what counted on that day."""
    refuse_if(impossible_counts(values))
    if not confirmed:
        earlier = site.observations.validated().filter(observed_on__lte=observed_on)
        others = earlier.exclude(pk=instead_of.pk) if instead_of else earlier
        before = others.latest_first().values(*COUNTS).first()
        refuse_if(surprising_counts(values, before=before), code=SURPRISING)


def _require_unchanged(site: SitePage, based_on: str) -> None:
    """Nobody observed the site since. The site is held: of two who started from the same, the second is told."""
    SitePage.objects.select_for_update(of=("self",)).get(pk=site.pk)
    latest = site.observations.validated().latest_first().first()
    if based_on != observation_version(latest):
        raise ValidationError(_("Somebody recorded an observation meanwhile. Compare, then record."), code=CONFLICT)


def _correctable(observation: Observation, *, user: User) -> Observation:
    held = hold(observation)
    is_own_waiting = held.validation == Validation.WAITING and held.author_id == user.pk
    if held.validation != Validation.VALIDATED and not is_own_waiting:
        raise ValidationError(_("This observation no longer counts: correct the one that replaced it."), code="judged")
    return held


def _replace(former: Observation, correction: Observation) -> None:
    if former.validation == Validation.CORRECTED and former.corrections.validated().exists():
        raise ValidationError(_("Another correction was recorded meanwhile: refuse this one."), code=CONFLICT)
    _give_way(former)
    _take_photos(correction)


def _give_way(former: Observation) -> None:
    former.validation = Validation.CORRECTED
    former.save(update_fields=["validation"])


def _take_photos(correction: Observation) -> None:
    """Photos show what was seen, whichever version tells it."""
    ObservationPhoto.objects.filter(observation=correction.corrects_id).update(observation=correction)
