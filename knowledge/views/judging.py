"""Recommending a practice, and what evaluations from outside say of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors.enums import Noun, Verb
from actors.forms.answering import take_refusal
from actors.policies import for_signed_in, needs
from actors.views.asking import person, posted
from knowledge.forms import EndorsementForm, EvaluationForm
from knowledge.rules.endorsement import can_revoke
from knowledge.services import attach_evaluation, endorse_practice, remove_evaluation, revoke_endorsement
from knowledge.views.asking import practice_or_404


@needs(Verb.ENDORSE, Noun.PRACTICE)
def endorse(request: HttpRequest, slug: str) -> HttpResponse:
    user, practice = person(request), practice_or_404(slug)
    form = EndorsementForm(posted(request))
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
    user, practice = person(request), practice_or_404(slug)
    endorsement = get_object_or_404(practice.endorsements.in_force().select_related("practice"), pk=endorsement_id)
    if not can_revoke(user, endorsement):
        raise Http404
    revoke_endorsement(user=user, endorsement=endorsement)
    messages.success(request, _("The recommendation is taken back."))
    return redirect(practice.get_url() or "/")


@needs(Verb.PUBLISH, Noun.PRACTICE)
def evaluate(request: HttpRequest, slug: str) -> HttpResponse:
    practice = practice_or_404(slug)
    form = EvaluationForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            attach_evaluation(user=person(request), practice=practice, facts=form.cleaned_data)
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("The evaluation is attached."))
            return redirect(practice.get_url() or "/")
    heading = _("Attach an evaluation from outside")
    context = {"page": practice, "form": form, "heading": heading, "cancel_url": practice.get_url()}
    return render(request, "knowledge/evaluation_form.html", context)


@needs(Verb.PUBLISH, Noun.PRACTICE)
@require_POST
def remove(request: HttpRequest, slug: str, evaluation_id: int) -> HttpResponse:
    practice = practice_or_404(slug)
    attached = practice.evaluations.filter(removed_at=None).select_related("practice")
    remove_evaluation(user=person(request), evaluation=get_object_or_404(attached, pk=evaluation_id))
    messages.success(request, _("The evaluation no longer counts."))
    return redirect(practice.get_url() or "/")
