"""Proposing the end of a site, or its reopening, where one may not decide it; and judging what was proposed."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actors.enums import Verb
from actors.models import User
from cms.services import ask_judges
from cms.services.steps import require
from sites.enums import Validation
from sites.models import Closure, ClosureProposal, SitePage
from sites.services.closure import ClosureFacts, check_closure, close_site, reopen_site
from sites.services.steps import announce, hold, hold_to_judge, judge, require_open, require_reason

# What was typed, as a form sends it: the values of each field, by name.
Said = Mapping[str, list[str]]


@transaction.atomic
def propose_closure(*, user: User, site: SitePage, facts: ClosureFacts, said: Said) -> ClosureProposal:
    """Awaits a pilot of the territory, and changes nothing yet. What closing would refuse is refused at once."""
    held = _site_held(user, site)
    require_open(held)
    check_closure(facts, site=held)
    return _propose(held, user=user, said=said)


@transaction.atomic
def propose_reopening(*, user: User, site: SitePage, reason: str, said: Said) -> ClosureProposal:
    require_reason(reason)
    held = _site_held(user, site)
    if held.is_open:
        raise ValidationError(_("The site is open."), code="open")
    return _propose(held, user=user, said=said, reopens=True)


@transaction.atomic
def accept_closure(*, user: User, proposal: ClosureProposal, facts: ClosureFacts) -> Closure:
    """The site is closed as `facts` say; whoever proposed it is told."""
    return close_site(user=user, site=hold_to_judge(proposal, user=user).site, facts=facts)


@transaction.atomic
def accept_reopening(*, user: User, proposal: ClosureProposal, reason: str) -> SitePage:
    return reopen_site(user=user, site=hold_to_judge(proposal, user=user).site, reason=reason)


@transaction.atomic
def refuse_proposal(*, user: User, proposal: ClosureProposal, reason: str) -> ClosureProposal:
    """With a reason, which its author reads; what they typed is kept, for them to correct."""
    reason = require_reason(reason)
    held = hold_to_judge(proposal, user=user)
    judge(held, user=user, validation=Validation.REFUSED, reason=reason)
    announce(held.site, "sites.refuse_closure", user=user, data={"proposal": held.pk}, answers_id=held.author_id)
    return held


@transaction.atomic
def withdraw_proposal(*, user: User, proposal: ClosureProposal) -> None:
    held = hold(proposal)
    if held.author_id != user.pk:
        raise PermissionDenied
    if held.validation != Validation.WAITING:
        raise ValidationError(_("Nothing awaits validation any more."), code="judged")
    judge(held, user=user, validation=Validation.WITHDRAWN)
    announce(held.site, "sites.withdraw_closure", user=user, data={"proposal": held.pk})


def _site_held(user: User, site: SitePage) -> SitePage:
    """The site as it is now, held against others who would propose or decide at the same time."""
    require(user, Verb.PROPOSE_CLOSURE, site)
    return SitePage.objects.select_for_update(of=("self",)).get(pk=site.pk)


def _propose(site: SitePage, *, user: User, said: Said, reopens: bool = False) -> ClosureProposal:
    """Whoever proposed already changes their own; two proposals do not wait over each other."""
    waiting = ClosureProposal.objects.waiting().filter(site=site).first()
    if waiting and waiting.author_id != user.pk:
        raise ValidationError(
            _("Somebody has proposed it already: it awaits a pilot of the territory."), code="waiting"
        )
    proposal = waiting or ClosureProposal(site=site, author=user, validation=Validation.WAITING)
    proposal.organisation, proposal.reopens, proposal.said = user.organisation, reopens, dict(said)
    ask_judges(proposal, about=proposal, is_told=waiting is None)
    action = "sites.propose_reopening" if reopens else "sites.propose_closure"
    announce(site, action, user=user, data={"proposal": proposal.pk})
    return proposal
