"""The path to resorption, phase by phase."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from actors.enums import Noun, Verb
from actors.models import User
from actors.policies import needs
from actors.views.asking import person, posted
from sites.enums import PhaseKind
from sites.forms import PathForm
from sites.models import SitePage
from sites.services import clear_phase, set_phase
from sites.views.asking import site_or_404, to_sheet


@needs(Verb.RECORD, Noun.SITE)
def follow_path(request: HttpRequest, slug: str) -> HttpResponse:
    site = site_or_404(request, slug, Verb.RECORD)
    form = PathForm(posted(request), phases={phase.kind: phase for phase in site.phases.all()})
    if form.is_bound and form.is_valid() and _save(form, site=site, user=person(request)):
        messages.success(request, _("The path to resorption is up to date."))
        return to_sheet(site, "#parcours")
    return render(request, "sites/path_form.html", {"form": form, "site": site})


def _save(form: PathForm, *, site: SitePage, user: User) -> bool:
    """All the phases that changed, or none."""
    with transaction.atomic():
        for kind, dates in form.changed.items():
            try:
                _date(kind, dates, site=site, user=user)
            except ValidationError as refusal:
                form.take_for(kind, refusal)
        if form.errors:
            transaction.set_rollback(True)
    return not form.errors


def _date(kind: PhaseKind, dates: tuple[date | None, date | None], *, site: SitePage, user: User) -> None:
    started_on, completed_on = dates
    if started_on is None:
        clear_phase(user=user, site=site, kind=kind)
    else:
        set_phase(user=user, site=site, kind=kind, started_on=started_on, completed_on=completed_on)
