"""Recording an observation."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors.enums import Noun, Verb
from actors.policies import needs
from sites.enums import Validation
from sites.forms import ObservationForm
from sites.models import Observation
from sites.queries.state import latest_observation
from sites.services import confirm_unchanged, record_observation
from sites.views.asking import person, posted, site_or_404, to_sheet


@needs(Verb.OBSERVE, Noun.SITE)
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
        )
        if observation:
            _thank(request, observation)
            return to_sheet(site)
    return render(request, "sites/observation_form.html", {"form": form, "site": site, "last": last})


@needs(Verb.OBSERVE, Noun.SITE)
@require_POST
def say_unchanged(request: HttpRequest, slug: str) -> HttpResponse:
    site = site_or_404(request, slug, Verb.OBSERVE)
    try:
        observation = confirm_unchanged(user=person(request), site=site, observed_on=timezone.localdate())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("observe_site", slug=slug)
    _thank(request, observation)
    return to_sheet(site)


def _thank(request: HttpRequest, observation: Observation) -> None:
    if observation.validation == Validation.VALIDATED:
        messages.success(request, _("Thank you: the site is up to date."))
    else:
        messages.success(request, _("Thank you. It counts as soon as a pilot of the territory has validated it."))
