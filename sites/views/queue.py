"""What awaits validation."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors.enums import Noun, Verb
from actors.policies import for_signed_in, needs
from actors.rules import can
from sites.models import Observation, SitePage
from sites.queries.queue import validation_queue
from sites.services import publish_site, refuse_observation, refuse_site, validate_observation
from sites.views.asking import person

VALIDATE, REFUSE = "valider", "refuser"


@for_signed_in
def show_queue(request: HttpRequest) -> HttpResponse:
    return render(request, "sites/validation_queue.html", {"queue": validation_queue(request.user)})


@needs(Verb.PUBLISH, Noun.SITE)
@require_POST
def judge_site(request: HttpRequest, slug: str) -> HttpResponse:
    site = SitePage.objects.select_related("commune").filter(slug=slug).first()
    _must_judge(request, site)
    return _judge(request, site=site, validate=publish_site, refuse=refuse_site)


@needs(Verb.PUBLISH, Noun.SITE)
@require_POST
def judge_observation(request: HttpRequest, pk: int) -> HttpResponse:
    observation = Observation.objects.select_related("site__commune").filter(pk=pk).first()
    _must_judge(request, observation.site if observation else None)
    return _judge(request, observation=observation, validate=validate_observation, refuse=refuse_observation)


def _must_judge(request: HttpRequest, site: SitePage | None) -> None:
    if site is None or not can(request.user, Verb.PUBLISH, site):
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
