"""Recording an observation."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from actors.enums import Noun, Verb
from actors.policies import for_signed_in, needs
from actors.views.asking import person, posted, sent_files
from actors.views.receiving import received_once
from collaboration.views.files import file_answer
from sites.enums import Validation
from sites.forms import CorrectionForm, ObservationForm
from sites.models import Observation
from sites.queries.files import find_photo
from sites.queries.state import latest_observation
from sites.rules.photos import can_remove_photo
from sites.services import (
    confirm_unchanged,
    correct_observation,
    record_observation,
    remove_photo,
    with_photos,
)
from sites.views.asking import site_or_404, to_sheet


@needs(Verb.OBSERVE, Noun.SITE)
@received_once
def observe(request: HttpRequest, slug: str) -> HttpResponse:
    site = site_or_404(request, slug, Verb.OBSERVE)
    last = latest_observation(site)
    form = ObservationForm(posted(request), sent_files(request), last=last, carried=request.GET)
    if form.is_bound and form.is_valid():
        observation = form.submit(
            with_photos,
            verb=record_observation,
            photos=form.joined,
            user=person(request),
            site=site,
            observed_on=form.cleaned_data["observed_on"],
            values=form.values,
            confirmed=form.cleaned_data["confirmed"],
            based_on=form.based_on_version,
        )
        if observation:
            _thank(request, observation)
            return to_sheet(site)
    return render(request, "sites/observation_form.html", {"form": form, "site": site, "last": last})


@needs(Verb.OBSERVE, Noun.SITE)
@received_once
def correct(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    site = site_or_404(request, slug, Verb.OBSERVE)
    observation = get_object_or_404(site.observations.select_related("site__commune"), pk=pk)
    is_waiting = observation.validation == Validation.WAITING and observation.author_id == person(request).pk
    if observation.validation != Validation.VALIDATED and not is_waiting:
        raise Http404
    form = CorrectionForm(posted(request), sent_files(request), last=observation)
    if form.is_bound and form.is_valid():
        correction = form.submit(
            with_photos,
            verb=correct_observation,
            photos=form.joined,
            user=person(request),
            observation=observation,
            observed_on=form.cleaned_data["observed_on"],
            values=form.values,
            reason=form.cleaned_data["reason"],
            confirmed=form.cleaned_data["confirmed"],
        )
        if correction:
            _thank(request, correction)
            return to_sheet(site)
    return render(request, "sites/correction_form.html", {"form": form, "site": site, "observation": observation})


@for_signed_in
@require_GET
def photo(request: HttpRequest, key: UUID) -> FileResponse:
    return file_answer(request, find_photo(request.user, key))


@for_signed_in
@require_POST
def take_photo_away(request: HttpRequest, key: UUID) -> HttpResponse:
    found = find_photo(request.user, key)
    if found is None or not can_remove_photo(request.user, found.observation):
        raise Http404
    remove_photo(user=person(request), photo=found)
    messages.success(request, _("The photo is erased: nobody can see it any more."))
    return to_sheet(found.observation.site, "#habitants")


@needs(Verb.OBSERVE, Noun.SITE)
@require_POST
@received_once
def say_unchanged(request: HttpRequest, slug: str) -> HttpResponse:
    """On the day of the visit, which a phone without network sends later."""
    site = site_or_404(request, slug, Verb.OBSERVE)
    try:
        observation = confirm_unchanged(user=person(request), site=site, observed_on=_visited_on(request))
    except ValidationError as refusal:
        # Shown and not redirected: what was refused was not received.
        messages.error(request, " ".join(refusal.messages))
        last = latest_observation(site)
        context = {"form": ObservationForm(last=last), "site": site, "last": last}
        return render(request, "sites/observation_form.html", context)
    _thank(request, observation)
    return to_sheet(site)


def _visited_on(request: HttpRequest) -> date:
    try:
        return parse_date(request.POST.get("observed_on", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()


def _thank(request: HttpRequest, observation: Observation) -> None:
    if observation.validation == Validation.VALIDATED:
        messages.success(request, _("Thank you: the site is up to date."))
    else:
        messages.success(request, _("Thank you. It counts as soon as a pilot of the territory has validated it."))
