"""Asking for access, and the queue of those who decide."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from actors.enums import Noun, Verb
from actors.forms.access import AcceptForm, AccessRequestForm, RefuseForm, organisation_names
from actors.models import AccessRequest, User
from actors.policies import needs, open_to_all
from actors.queries.pilots import waiting_requests
from actors.services.access import accept_request, ask_for_access, ensure_organisation, refuse_request
from actors.services.invitations import WantedScope
from actors.views.asking import is_too_often, person, posted


@open_to_all
def ask(request: HttpRequest) -> HttpResponse:
    """Public. Whatever the e-mail, the same page, and nothing is looked up before it is shown."""
    form = AccessRequestForm(posted(request))
    if form.is_bound and form.is_from_a_program:
        return redirect("access_asked")
    if form.is_bound and form.is_valid():
        if is_too_often(request, "access", limit=10):
            form.add_error(None, _("Many requests came from your network: try again in an hour."))
        elif form.submit(ask_for_access, **form.facts):
            return redirect("access_asked")
    context = {"form": form, "organisations": organisation_names()}
    return render(request, "actors/access_form.html", context)


@open_to_all
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "actors/access_asked.html")


@needs(Verb.INVITE, Noun.ACCOUNT)
def show_requests(request: HttpRequest) -> HttpResponse:
    user = person(request)
    return render(request, "actors/access_requests.html", {"requests": list(waiting_requests(user))})


@needs(Verb.INVITE, Noun.ACCOUNT)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, with the scope that is given."""
    asked_for = _request_or_404(request, pk)
    user = person(request)
    form = AcceptForm(posted(request), user=user, asked=asked_for)
    if form.is_bound and form.is_valid() and _submitted(form, user=user, asked_for=asked_for):
        messages.success(request, _("Accepted: the link that opens the account has been sent."))
        return redirect("access_requests")
    context = {"form": form, "asked": asked_for, "refusal": RefuseForm(), "organisations": organisation_names()}
    return render(request, "actors/access_request.html", context)


@needs(Verb.INVITE, Noun.ACCOUNT)
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    asked_for = _request_or_404(request, pk)
    user = person(request)
    form = RefuseForm(posted(request))
    if form.is_bound and form.is_valid():
        form.submit(refuse_request, user=user, request=asked_for, reason=form.cleaned_data["reason"])
        if not form.errors:
            messages.success(request, _("Refused: the reason has been sent."))
            return redirect("access_requests")
    return render(request, "actors/access_refusal.html", {"form": form, "asked": asked_for})


def _submitted(form: AcceptForm, **asked: Any) -> bool:
    return form.submit(_accept, form=form, **asked) is not None


@transaction.atomic
def _accept(*, form: AcceptForm, user: User, asked_for: AccessRequest) -> User:
    said = form.cleaned_data
    organisation = ensure_organisation(
        name=said["organisation_name"], kind=said["organisation_kind"], territory=asked_for.territory
    )
    wanted = WantedScope(role=said["role"], on=form.on, options=form.options_said, ends_at=form.ends_at)
    return accept_request(user=user, request=asked_for, organisation=organisation, wanted=wanted)


def _request_or_404(request: HttpRequest, pk: int) -> AccessRequest:
    found = waiting_requests(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
