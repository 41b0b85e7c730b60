"""Proposing a practice, taking one up, saying what came of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors.enums import Noun, Verb
from actors.forms.answering import take_refusal
from actors.models import User
from actors.policies import for_signed_in, needs
from actors.rules import can
from knowledge.enums import AdoptionOutcome, AdoptionState
from knowledge.forms import AdoptionForm, CloseAdoptionForm, EndorsementForm, PracticeForm
from knowledge.models import Adoption, PracticePage
from knowledge.rules.endorsement import can_revoke
from knowledge.services import (
    adopt_practice,
    close_adoption,
    endorse_practice,
    propose_practice,
    review_practice,
    revoke_endorsement,
)


@needs(Verb.DECLARE, Noun.PRACTICE)
def propose(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    form = PracticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            propose_practice(user=user, facts=form.facts, steps=form.cleaned_data["steps"])
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("Thank you. An editor will read it and publish it."))
            return redirect("/bonnes-pratiques/")
    context = {"form": form, "heading": _("Propose a good practice"), "cancel_url": "/bonnes-pratiques/"}
    return render(request, "knowledge/practice_form.html", context)


@needs(Verb.ADOPT, Noun.PRACTICE)
def adopt(request: HttpRequest, slug: str) -> HttpResponse:
    user, practice = _user(request), _practice(slug)
    form = AdoptionForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            adopt_practice(user=user, practice=practice, **form.cleaned_data)
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("Noted. You will be asked what came of it."))
            return redirect(practice.get_url() or "/")
    context = {"page": practice, "form": form, "heading": _("I take it up"), "cancel_url": practice.get_url()}
    return render(request, "knowledge/adoption_form.html", context)


@needs(Verb.ENDORSE, Noun.PRACTICE)
def endorse(request: HttpRequest, slug: str) -> HttpResponse:
    user, practice = _user(request), _practice(slug)
    form = EndorsementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            endorse_practice(user=user, practice=practice, comment=form.cleaned_data["comment"])
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("Your recommendation shows now. You may take it back at any time."))
            return redirect(practice.get_url() or "/")
    context = {"page": practice, "form": form, "organisation": user.organisation}
    return render(request, "knowledge/endorsement_form.html", context)


@for_signed_in
@require_POST
def revoke(request: HttpRequest, slug: str, endorsement_id: int) -> HttpResponse:
    user, practice = _user(request), _practice(slug)
    endorsement = get_object_or_404(practice.endorsements.in_force().select_related("practice"), pk=endorsement_id)
    if not can_revoke(user, endorsement):
        raise Http404
    revoke_endorsement(user=user, endorsement=endorsement)
    messages.success(request, _("The recommendation is taken back."))
    return redirect(practice.get_url() or "/")


@needs(Verb.PUBLISH, Noun.PRACTICE)
@require_POST
def review(request: HttpRequest, slug: str) -> HttpResponse:
    practice = _practice(slug)
    review_practice(user=_user(request), practice=practice)
    messages.success(request, _("Thank you. It will be read again in eighteen months."))
    return redirect(practice.get_url() or "/")


@for_signed_in
def close(request: HttpRequest, slug: str, adoption_id: int) -> HttpResponse:
    user, practice = _user(request), _practice(slug)
    adoption = get_object_or_404(Adoption.objects.select_related("territory"), pk=adoption_id, practice=practice)
    if user.organisation_id != adoption.organisation_id and not can(user, Verb.PUBLISH, practice):
        raise Http404
    form = CloseAdoptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            close_adoption(
                user=user,
                adoption=adoption,
                state=AdoptionState(said["state"]),
                ended_on=said["ended_on"],
                outcome=AdoptionOutcome(said["outcome"]),
                comment=said["comment"],
            )
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("Thank you for saying what came of it."))
            return redirect(practice.get_url() or "/")
    context = {"page": practice, "form": form, "heading": _("What came of it"), "cancel_url": practice.get_url()}
    return render(request, "knowledge/adoption_form.html", context)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - its right says so, for the type checker
    return request.user


def _practice(slug: str) -> PracticePage:
    return get_object_or_404(PracticePage.objects.live(), slug=slug)
