"""The end of an action, and what remains of it twelve months later."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.enums import Outcome, ReviewMoment
from actions.forms.ending import EndForm, ReviewForm
from actions.models import Review
from actions.rules.ends import may_be_reviewed
from actions.services import end_action, review_action
from actions.views.asking import action_or_404, to_action
from actors.enums import Noun, Verb
from actors.policies import needs
from actors.views.asking import person, posted
from actors.views.receiving import received_once


@needs(Verb.UPDATE, Noun.ACTION)
@received_once
def end(request: HttpRequest, key: UUID) -> HttpResponse:
    action = action_or_404(request, key, Verb.UPDATE)
    today = timezone.localdate()
    ended_on = min(action.ended_on, today) if action.ended_on else today
    known = {"ended_on": ended_on, "outcome": action.outcome, "reason": action.outcome_reason}
    form = EndForm(posted(request), initial=known)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        ended = form.submit(
            end_action,
            user=person(request),
            action=action,
            ended_on=said["ended_on"],
            outcome=Outcome(said["outcome"]),
            reason=said["reason"],
        )
        if ended:
            messages.success(request, _("The action is ended. Thank you for saying what came of it."))
            return to_action(action)
    context = {"page": action, "form": form, "heading": _("End the action"), "cancel_url": action.get_url()}
    return render(request, "actions/end_form.html", context)


@needs(Verb.UPDATE, Noun.ACTION)
@received_once
def review(request: HttpRequest, key: UUID) -> HttpResponse:
    """Once the twelve months have gone by."""
    action = action_or_404(request, key, Verb.UPDATE)
    if not may_be_reviewed(timezone.localdate(), action.ended_on, outcome=action.outcome):
        raise Http404
    known = Review.objects.filter(action=action, moment=ReviewMoment.YEAR_LATER).first()
    initial = {"outcome": known.outcome, "reason": known.reason} if known else {}
    form = ReviewForm(posted(request), initial=initial)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        told = form.submit(
            review_action,
            user=person(request),
            action=action,
            outcome=Outcome(said["outcome"]),
            reason=said["reason"],
        )
        if told:
            messages.success(request, _("Thank you: it shows on the page of the action."))
            return to_action(action, "#bilan")
    context = {
        "page": action,
        "form": form,
        "heading": _("What remains of it, twelve months later?"),
        "cancel_url": action.get_url(),
    }
    return render(request, "actions/review_form.html", context)
