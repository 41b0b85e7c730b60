"""Declaring a site, and changing its sheet."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from actors.enums import Noun, Verb
from actors.policies import needs
from actors.rules import can
from actors.views.asking import number_in, person, posted
from actors.views.receiving import received_once
from sites.enums import SiteStatus
from sites.forms import DeclarationForm, SiteFactsForm
from sites.models import PlaceReport, SitePage
from sites.queries.finding import find_draft, find_site
from sites.queries.reports import find_report
from sites.services import declare_reported, declare_site, note_reading, update_site
from sites.views.asking import to_sheet

# The button of a known site that was found close by, and the report that is answered.
KNOWN, REPORT = "connu", "signalement"


@needs(Verb.DECLARE, Noun.SITE)
@received_once
def declare(request: HttpRequest) -> HttpResponse:
    report = _report(request)
    form = DeclarationForm(posted(request), user=person(request), initial=_reported(report))
    if KNOWN in request.POST:
        return _to_known(request, form)
    if form.is_bound and form.is_valid():
        site = form.submit(
            partial(declare_reported, report=report) if report else declare_site,
            user=person(request),
            commune=form.cleaned_data["commune"],
            facts=form.facts,
            observation=form.observation,
        )
        if site:
            return _thank(request, site)
    return render(request, "sites/declaration_form.html", {"form": form, "report": report, "statuses": _statuses()})


@needs(Verb.UPDATE, Noun.SITE)
@received_once
def update(request: HttpRequest, slug: str) -> HttpResponse:
    site = find_site(request.user, slug, verb=Verb.UPDATE) or find_draft(request.user, slug)
    if site is None:
        raise Http404
    note_reading(site, user=request.user)
    form = SiteFactsForm(posted(request), user=person(request), site=site)
    if form.is_bound and form.is_valid():
        version = form.submit(
            update_site,
            user=person(request),
            site=site,
            facts=form.facts,
            commune=form.cleaned_data["commune"],
            since=form.cleaned_data["mark"],
        )
        if version:
            return _thank(request, version)
    return render(request, "sites/site_form.html", {"form": form, "site": site})


def _to_known(request: HttpRequest, form: DeclarationForm) -> HttpResponse:
    """It is a site that is known: its own form, with what was typed of who lives there."""
    site = find_site(request.user, request.POST[KNOWN], verb=Verb.READ_EXACT)
    if site is None:
        raise Http404
    name = "observe_site" if site.is_open else "reopen_site"
    if not can(request.user, Verb.OBSERVE if site.is_open else Verb.CLOSE, site):
        return to_sheet(site)
    carried = urlencode(form.carried())
    return redirect(reverse(name, args=[site.slug]) + (f"?{carried}" if carried else ""))


def _statuses() -> dict[str, str]:
    """What a script calls the statuses of sites."""
    return {code: str(text) for code, text in SiteStatus.choices}


def _report(request: HttpRequest) -> PlaceReport | None:
    """The report that is answered by a declaration, for who may answer it."""
    key = request.POST.get(REPORT) or request.GET.get(REPORT, "")
    report = find_report(request.user, number_in(key))
    return report if report and report.is_waiting else None


def _reported(report: PlaceReport | None) -> dict[str, Any]:
    if report is None:
        return {}
    said = {"lat": report.lat, "lon": report.lon, "address": report.address, REPORT: report.pk}
    # The commune is found from the point; without one it is named.
    return said | {"commune_name": "" if report.lat else report.commune.name, "observed_on": report.seen_on}


def _thank(request: HttpRequest, site: SitePage) -> HttpResponse:
    site.refresh_from_db()
    if site.live and not site.has_unpublished_changes:
        messages.success(request, _("Saved: it shows now."))
        return to_sheet(site)
    messages.success(request, _("Thank you. It shows as soon as a pilot of the territory has validated it."))
    return redirect("validation_queue")
