"""Closing a site and opening it again: decided at once by right, otherwise proposed to a pilot of the territory."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors.enums import Noun, Verb
from actors.policies import for_signed_in, needs
from actors.rules import can
from actors.views.asking import number_or_404, person, posted
from actors.views.receiving import received_once
from sites.enums import Validation
from sites.forms import ClosureForm, FollowUpForm, ReopenForm
from sites.models import Closure, ClosureProposal, SitePage
from sites.queries.ends import closure_of
from sites.queries.state import latest_observation
from sites.services import (
    accept_closure,
    accept_reopening,
    answer_follow_up,
    close_site,
    propose_closure,
    propose_reopening,
    refuse_proposal,
    reopen_site,
    withdraw_proposal,
)
from sites.views.asking import site_or_404, to_sheet
from sites.views.queue import REFUSE

PROPOSED = "proposition"


@needs(Verb.PROPOSE_CLOSURE, Noun.SITE)
@received_once
def close(request: HttpRequest, slug: str) -> HttpResponse:
    site = site_or_404(request, slug, Verb.PROPOSE_CLOSURE)
    decides = can(request.user, Verb.CLOSE, site)
    form = ClosureForm(_typed(request, site), site=site, user=person(request))
    if request.method == "POST" and form.is_valid():
        said = {"user": person(request), "site": site, "facts": form.facts}
        proposal = None if decides else form.submit(propose_closure, **said, said=form.said)
        closure = form.submit(close_site, **said) if decides else None
        if proposal:
            return _proposed(request)
        if closure:
            return _closed(request, closure)
    return _show_closure(request, form, site, decides=decides)


@needs(Verb.PROPOSE_CLOSURE, Noun.SITE)
@received_once
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    site = site_or_404(request, slug, Verb.PROPOSE_CLOSURE)
    decides = can(request.user, Verb.CLOSE, site)
    form = ReopenForm(_typed(request, site, reopens=True), carried=request.GET)
    if request.method == "POST" and form.is_valid():
        said = {"user": person(request), "site": site, "reason": form.cleaned_data["reason"]}
        proposal = None if decides else form.submit(propose_reopening, **said, said=form.said)
        opened = form.submit(reopen_site, **said) if decides else None
        if proposal:
            return _proposed(request)
        if opened:
            return _reopened(request, site)
    return render(request, "sites/reopen_form.html", {"form": form, "site": site, "decides": decides})


@needs(Verb.CLOSE, Noun.SITE)
@received_once
def judge_closure(request: HttpRequest, pk: int) -> HttpResponse:
    """All that was typed, in the form that it was typed in: validated as it stands, or corrected, or refused."""
    proposal = _judged_or_404(request, pk)
    if request.method == "POST" and request.POST.get("decision") == REFUSE:
        return _refuse(request, proposal)
    return _judge_reopening(request, proposal) if proposal.reopens else _judge_end(request, proposal)


@needs(Verb.RECORD, Noun.SITE)
@received_once
def follow_up(request: HttpRequest, slug: str) -> HttpResponse:
    """Once it has been asked."""
    site = site_or_404(request, slug, Verb.RECORD)
    closure = closure_of(site)
    if closure is None or not hasattr(closure, "follow_up"):
        raise Http404
    form = FollowUpForm(posted(request), closure=closure)
    if form.is_bound and form.is_valid():
        answered = form.submit(
            answer_follow_up,
            user=person(request),
            site=site,
            answered_on=form.cleaned_data["answered_on"],
            still_there=form.still_there,
            comment=form.cleaned_data["comment"],
        )
        if answered:
            messages.success(request, _("Thank you: it shows on the page of the site."))
            return to_sheet(site, "#fermeture")
    return render(request, "sites/follow_up_form.html", {"form": form, "site": site, "closure": closure})


@for_signed_in
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = get_object_or_404(ClosureProposal.objects.waiting(), pk=pk, author=request.user.pk)
    withdraw_proposal(user=person(request), proposal=proposal)
    messages.success(request, _("Taken back: nobody is asked to validate it any more."))
    return redirect("validation_queue")


def _judge_end(request: HttpRequest, proposal: ClosureProposal) -> HttpResponse:
    user, site = person(request), proposal.site
    form = ClosureForm(posted(request) or proposal.as_data(), site=site, user=user)
    if request.method == "POST" and form.is_valid():
        closure = form.submit(accept_closure, user=user, proposal=proposal, facts=form.facts)
        if closure:
            return _closed(request, closure)
    return _show_closure(request, form, site, decides=True, proposal=proposal)


def _judge_reopening(request: HttpRequest, proposal: ClosureProposal) -> HttpResponse:
    user, site = person(request), proposal.site
    form = ReopenForm(posted(request) or proposal.as_data())
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        opened = form.submit(accept_reopening, user=user, proposal=proposal, reason=reason)
        if opened:
            return _reopened(request, site)
    context = {"form": form, "site": site, "decides": True, "proposal": proposal}
    return render(request, "sites/reopen_form.html", context)


def _refuse(request: HttpRequest, proposal: ClosureProposal) -> HttpResponse:
    try:
        refuse_proposal(user=person(request), proposal=proposal, reason=request.POST.get("refusal", ""))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("judge_closure", pk=proposal.pk)
    messages.success(request, _("Refused: the author sees why."))
    return redirect("validation_queue")


def _judged_or_404(request: HttpRequest, pk: int) -> ClosureProposal:
    """One that waits, of somebody else, on a site where the reader may decide."""
    waiting = ClosureProposal.objects.judged_by(request.user)
    proposal: ClosureProposal = get_object_or_404(
        waiting.select_related("author", "organisation", "site__commune"), pk=pk
    )
    site_or_404(request, proposal.site.slug, Verb.CLOSE)
    return proposal


def _typed(request: HttpRequest, site: SitePage, *, reopens: bool = False) -> Any:
    """What is sent, or what the reader proposed before and goes on from."""
    asked = request.GET.get(PROPOSED, "")
    if request.method == "POST" or not asked:
        return posted(request)
    own = ClosureProposal.objects.filter(site=site, author=request.user.pk, reopens=reopens)
    going_on = own.filter(validation__in=(Validation.WAITING, Validation.REFUSED))
    return get_object_or_404(going_on, pk=number_or_404(asked)).as_data()


def _show_closure(request: HttpRequest, form: ClosureForm, site: SitePage, **context: Any) -> HttpResponse:
    said = {"form": form, "site": site, "last": latest_observation(site), **context}
    return render(request, "sites/closure_form.html", said)


def _proposed(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Thank you. A pilot of the territory validates it; you are told what becomes of it."))
    return redirect("validation_queue")


def _closed(request: HttpRequest, closure: Closure) -> HttpResponse:
    told = _("The site is closed, and counted as resorbed.") if closure.is_resorbed else _("The site is closed.")
    messages.success(request, told)
    return to_sheet(closure.site)


def _reopened(request: HttpRequest, site: SitePage) -> HttpResponse:
    messages.success(request, _("The site is open again."))
    return to_sheet(site)
