"""Taking a practice up, saying what came of it, and what has become of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from actors.enums import Noun, Verb
from actors.forms.answering import take_refusal
from actors.policies import for_signed_in, needs
from actors.views.asking import person, posted
from knowledge.enums import AdoptionOutcome
from knowledge.forms import AdoptionForm, CloseAdoptionForm, FollowUpForm
from knowledge.models import Adoption, PracticePage
from knowledge.rules.adoption import can_tell
from knowledge.services import adopt_practice, close_adoption, follow_up_adoption
from knowledge.views.asking import practice_or_404


@needs(Verb.ADOPT, Noun.PRACTICE)
def adopt(request: HttpRequest, slug: str) -> HttpResponse:
    user, practice = person(request), practice_or_404(slug)
    form = AdoptionForm(posted(request), user=user)
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


@for_signed_in
def close(request: HttpRequest, slug: str, adoption_id: int) -> HttpResponse:
    practice, adoption = _theirs(request, slug, adoption_id)
    said_before = {name: getattr(adoption, name) for name in ("ended_on", "people", "people_helped", "cost_eur")}
    form = CloseAdoptionForm(posted(request), initial=said_before)
    if request.method == "POST" and form.is_valid():
        try:
            close_adoption(user=person(request), adoption=adoption, end=form.end)
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("Thank you for saying what came of it."))
            return redirect(practice.get_url() or "/")
    context = {"page": practice, "form": form, "heading": _("What came of it"), "cancel_url": practice.get_url()}
    return render(request, "knowledge/adoption_form.html", context)


@for_signed_in
def follow_up(request: HttpRequest, slug: str, adoption_id: int) -> HttpResponse:
    practice, adoption = _theirs(request, slug, adoption_id)
    form = FollowUpForm(posted(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            follow_up_adoption(
                user=person(request),
                adoption=adoption,
                followed_up_on=said["followed_up_on"],
                lasting_outcome=AdoptionOutcome(said["lasting_outcome"]),
                comment=said["comment"],
            )
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("Thank you for saying what has become of it."))
            return redirect(practice.get_url() or "/")
    heading = _("What has become of it")
    context = {"page": practice, "form": form, "heading": heading, "cancel_url": practice.get_url()}
    return render(request, "knowledge/adoption_form.html", context)


def _theirs(request: HttpRequest, slug: str, adoption_id: int) -> tuple[PracticePage, Adoption]:
    """One that they may tell of; the same answer for what is not there."""
    practice = practice_or_404(slug)
    found = Adoption.objects.select_related("territory", "practice")
    adoption = get_object_or_404(found, pk=adoption_id, practice=practice)
    if not can_tell(request.user, adoption):
        raise Http404
    return practice, adoption
