"""“I act here”, and asking another organisation to."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors.enums import Verb
from actors.policies import for_signed_in
from actors.views.asking import person
from cms.models import PlatformPage
from collaboration.forms import ActForm, InviteForm
from collaboration.models import Intervention
from collaboration.queries.coordination import actors_of
from collaboration.services.coordination import act_here, act_no_longer, decline_to_act, invite_to_act
from collaboration.views.asking import page_or_404


@for_signed_in
def act(request: HttpRequest, key: UUID) -> HttpResponse:
    page = page_or_404(request, key, Verb.INTERVENE)
    known = actors_of(page, reader=request.user)
    if known is None or not known.may_act:
        raise Http404
    said = known.own or known.asked
    form = ActForm(request.POST or None, initial={"themes": said.themes if said else []})
    if form.is_bound and form.is_valid():
        act_here(user=person(request), page=page, themes=form.cleaned_data["themes"])
        messages.success(request, _("Thank you: everyone who reads this page knows that you act here."))
        return _to(page)
    context = {"form": form, "heading": _("My organisation acts here"), "cancel_url": page.get_url()}
    return render(request, "collaboration/act_form.html", context)


@for_signed_in
def invite(request: HttpRequest, key: UUID) -> HttpResponse:
    page = page_or_404(request, key, Verb.INTERVENE)
    form = InviteForm(request.POST or None, page=page)
    if form.is_bound and form.is_valid():
        try:
            invite_to_act(user=person(request), page=page, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, _("The organisation is invited: its members are told."))
            return _to(page)
    context = {"form": form, "heading": _("Invite an organisation to act here"), "cancel_url": page.get_url()}
    return render(request, "collaboration/act_form.html", context)


@for_signed_in
@require_POST
def decline(request: HttpRequest, key: UUID) -> HttpResponse:
    page = page_or_404(request, key, Verb.INTERVENE)
    decline_to_act(user=person(request), page=page)
    messages.success(request, _("The invitation is declined."))
    return _to(page)


@for_signed_in
@require_POST
def end(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    page = page_or_404(request, key, Verb.READ_JOURNAL)
    intervention = get_object_or_404(Intervention, pk=pk, page_id=page.pk)
    try:
        act_no_longer(user=person(request), page=page, intervention=intervention)
    except PermissionDenied:
        raise Http404 from None
    messages.success(request, _("The intervention is ended; it stays in the history."))
    return _to(page)


def _to(page: PlatformPage) -> HttpResponse:
    return redirect((page.get_url() or "/") + "#acteurs")
