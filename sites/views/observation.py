"""Recording an observation."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors.enums import Noun, Verb
from actors.policies import needs
from actors.views.asking import person, posted
from actors.views.receiving import received_once
from sites.enums import Validation
from sites.forms import ObservationForm
from sites.models import Observation
from sites.queries.state import latest_observation
from sites.services import confirm_unchanged, record_observation
from sites.views.asking import site_or_404, to_sheet


@needs(Verb.OBSERVE, Noun.SITE)
@received_once
def observe(request: HttpRequest, slug: str) -> HttpResponse:
    site = site_or_404(request, slug, Verb.OBSERVE)
    last = latest_observation(site)
    form = ObservationForm(posted(request), last=last)
    if form.is_bound and form.is_valid():
        observation = form.submit(
            record_observation,
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
