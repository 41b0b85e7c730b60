"""What awaits validation."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Page

from actors.enums import Noun, Verb
from actors.policies import for_signed_in, needs
from actors.rules import can
from actors.views.asking import number_in, person
from cms.models import PlatformPage
from cms.services import approve_version, open_submission, refuse_version, withdraw_version
from sites.models import Observation
from sites.queries.queue import validation_queue
from sites.services import refuse_observation, validate_observation

VALIDATE, REFUSE = "valider", "refuser"


@for_signed_in
def show_queue(request: HttpRequest) -> HttpResponse:
    everything = request.GET.get("tout") == "oui"
    context = {"queue": validation_queue(request.user, everything=everything), "everything": everything}
    return render(request, "sites/validation_queue.html", context)


@for_signed_in
@require_POST
def judge_version(request: HttpRequest, pk: int) -> HttpResponse:
    page = _page(pk)
    _must_judge(request, page)
    return _judge(
        request,
        page=page,
        revision_id=number_in(request.POST.get("revision", "")),
        validate=approve_version,
        refuse=refuse_version,
    )


@for_signed_in
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    page = _page(pk)
    submission = open_submission(page)
    if submission is None or submission.requested_by_id != request.user.pk:
        raise Http404
    withdraw_version(user=person(request), page=page)
    messages.success(request, _("Taken back: nobody is asked to validate it any more. It is kept as a draft."))
    return redirect("validation_queue")


@needs(Verb.PUBLISH, Noun.SITE)
@require_POST
def judge_observation(request: HttpRequest, pk: int) -> HttpResponse:
    observation = Observation.objects.select_related("site__commune").filter(pk=pk).first()
    _must_judge(request, observation.site if observation else None)
    return _judge(request, observation=observation, validate=validate_observation, refuse=refuse_observation)


def _page(pk: int) -> PlatformPage:
    page: Any = get_object_or_404(Page, pk=pk).specific
    if not isinstance(page, PlatformPage):
        raise Http404
    return page


def _must_judge(request: HttpRequest, page: PlatformPage | None) -> None:
    if page is None or not can(request.user, Verb.PUBLISH, page):
        raise Http404


def _judge(
    request: HttpRequest, *, validate: Callable[..., Any], refuse: Callable[..., Any], **thing: Any
) -> HttpResponse:
    try:
        if request.POST.get("decision") == REFUSE:
            refuse(user=person(request), reason=request.POST.get("reason", ""), **thing)
            messages.success(request, _("Refused: the author sees why."))
        elif request.POST.get("decision") == VALIDATE:
            validate(user=person(request), **thing)
            messages.success(request, _("Validated: it shows now."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("validation_queue")
