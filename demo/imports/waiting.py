"""What waits for the préfecture of the demonstration: a site that its association proposes, and a count."""

from datetime import date, timedelta

from django.utils import timezone

from actors.models import User
from demo.imports.sites import REGISTER
from sites.enums import KindOfPlace, OwnerKind
from sites.models import SitePage
from sites.services import declare_site, record_observation
from sites.services.observation import STATED

PROPOSER = "association@demo.example"
PROPOSED = "Talus de la Rocade"
COUNTED = {"people": 34, "households": 9, "minors": 12, "minors_in_school": None}


def seed_waiting() -> None:
    """By the services that people go through. What is already there stays as it is."""
    person = User.objects.get(email=PROPOSER)
    if SitePage.objects.filter(owner=person).exists() or not person.held_scopes:
        return
    here = SitePage.objects.open().filter(register=REGISTER).inside(person.held_scopes[0].territory).order_by("pk")
    known = here.last()
    if known is None:
        return
    facts = {"title": PROPOSED, "kind_of_place": KindOfPlace.LAND, "owner_kind": OwnerKind.UNKNOWN}
    declare_site(user=person, commune=known.commune, facts=facts, observation=COUNTED | {"observed_on": _days_ago(1)})
    last = known.observations.validated().latest_first().first()
    values = {name: getattr(last, name) for name in STATED} if last else COUNTED
    people = (values["people"] or 0) + 3
    record_observation(
        user=person, site=known, observed_on=_days_ago(1), values=values | {"people": people}, confirmed=True
    )


def _days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)
