"""Acting on a page, no longer acting, asking another organisation to."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from actors.enums import Verb
from actors.models import Organisation, User
from actors.rules import can
from cms.models import PlatformPage
from collaboration.models import Intervention, InvitationToAct
from collaboration.queries.people import readers_of
from collaboration.services.follows import follow_page
from collaboration.signals import acted, invited


@transaction.atomic
def act_here(*, user: User, page: PlatformPage, themes: Iterable[str]) -> Intervention:
    """The user's organisation acts on a page, on these themes and no other. An invitation that waited is accepted."""
    organisation = _organisation(user, page)
    chosen = _chosen(themes)
    held, is_new = Intervention.objects.get_or_create(
        page_id=page.pk,
        organisation=organisation,
        ended_on=None,
        defaults={"themes": chosen, "declared_by": user},
    )
    if not is_new:
        held.themes = chosen
    held.full_clean(exclude=["page", "organisation", "declared_by"])
    held.save()
    InvitationToAct.objects.filter(page_id=page.pk, organisation=organisation, answered_at=None).update(
        answered_at=timezone.now(), is_accepted=True
    )
    if is_new:
        follow_page(user=user, page=page, follows=True)
        _announce(page, "collaboration.act_here", user=user)
    return held


@transaction.atomic
def act_no_longer(*, user: User, page: PlatformPage, intervention: Intervention) -> None:
    """Said by someone of the organisation, or by who moderates there."""
    is_own = can(user, Verb.INTERVENE, page) and user.organisation_id == intervention.organisation_id
    if intervention.page_id != page.pk or not (is_own or can(user, Verb.MODERATE_JOURNAL, page)):
        raise PermissionDenied
    held = Intervention.objects.select_for_update().get(pk=intervention.pk)
    if held.ended_on is None:
        held.ended_on = max(timezone.localdate(), held.started_on)
        held.save(update_fields=["ended_on"])
        log(instance=page, action="collaboration.act_no_longer", user=user)


@transaction.atomic
def invite_to_act(
    *, user: User, page: PlatformPage, organisation: Organisation, themes: Iterable[str]
) -> InvitationToAct:
    """Ask an organisation that has someone who may read the page; who has nobody there is not told that it exists."""
    if not can(user, Verb.INTERVENE, page):
        raise PermissionDenied
    if not readers_of(page, verb=Verb.INTERVENE).filter(organisation=organisation).exists():
        raise ValidationError({"organisation": _("Nobody of this organisation may act here.")})
    if Intervention.objects.filter(page_id=page.pk, organisation=organisation, ended_on=None).exists():
        raise ValidationError({"organisation": _("This organisation acts here already.")})
    invitation, is_new = InvitationToAct.objects.get_or_create(
        page_id=page.pk,
        organisation=organisation,
        answered_at=None,
        defaults={"themes": _chosen(themes), "invited_by": user},
    )
    if is_new:
        log(instance=page, action="collaboration.invite_to_act", user=user, data={"organisation": organisation.pk})
        invited.send(sender=InvitationToAct, invitation_id=invitation.pk)
    return invitation


@transaction.atomic
def decline_to_act(*, user: User, page: PlatformPage) -> None:
    organisation = _organisation(user, page)
    waiting = InvitationToAct.objects.filter(page_id=page.pk, organisation=organisation, answered_at=None)
    waiting.update(answered_at=timezone.now(), is_accepted=False)


def _organisation(user: User, page: PlatformPage) -> Organisation:
    if not can(user, Verb.INTERVENE, page) or user.organisation is None:
        raise PermissionDenied
    return user.organisation


def _chosen(themes: Iterable[str]) -> list[str]:
    chosen = sorted(set(themes))
    if not chosen:
        raise ValidationError({"themes": _("Choose at least one theme.")})
    return chosen


def _announce(page: PlatformPage, action: str, *, user: User) -> None:
    log(instance=page, action=action, user=user)
    acted.send(sender=Intervention, page_id=page.pk, action=action, user_id=user.pk)
