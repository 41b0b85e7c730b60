"""Who acts on a page, as a reader may know it."""

from dataclasses import dataclass
from typing import Any

from actors.enums import Verb
from actors.rules import can
from cms.models import PlatformPage
from collaboration.models import Intervention, InvitationToAct


@dataclass(frozen=True)
class Actors:
    """`own`: the intervention of the reader's organisation. `asked`: the invitation that awaits its answer."""

    page: PlatformPage
    acting: list[Intervention]
    waiting: list[InvitationToAct]
    own: Intervention | None
    asked: InvitationToAct | None
    may_act: bool
    may_moderate: bool


def actors_of(page: PlatformPage, *, reader: Any) -> Actors | None:
    """None for who may not read the journal there: who acts on a site is for its members. Two queries."""
    if not can(reader, Verb.READ_JOURNAL, page):
        return None
    acting = list(
        Intervention.objects.filter(page_id=page.pk, ended_on=None)
        .select_related("organisation")
        .order_by("started_on", "pk")
    )
    waiting = list(
        InvitationToAct.objects.filter(page_id=page.pk, answered_at=None)
        .select_related("organisation")
        .order_by("invited_at", "pk")
    )
    theirs = reader.organisation_id
    return Actors(
        page=page,
        acting=acting,
        waiting=waiting,
        own=next((one for one in acting if one.organisation_id == theirs), None),
        asked=next((one for one in waiting if one.organisation_id == theirs), None),
        may_act=theirs is not None and can(reader, Verb.INTERVENE, page),
        may_moderate=can(reader, Verb.MODERATE_JOURNAL, page),
    )
