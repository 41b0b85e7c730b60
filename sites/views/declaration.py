"""Declaring a site, and changing its sheet."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from actors.enums import Noun, Verb
from actors.policies import needs
from actors.views.asking import person, posted
from actors.views.receiving import received_once
from sites.forms import DeclarationForm, SiteFactsForm
from sites.models import SitePage
from sites.queries.finding import find_draft, find_site
from sites.services import declare_site, note_reading, update_site
from sites.views.asking import to_sheet


@needs(Verb.DECLARE, Noun.SITE)
@received_once
def declare(request: HttpRequest) -> HttpResponse:
    form = DeclarationForm(posted(request), user=person(request))
    if form.is_bound and form.is_valid():
        site = form.submit(
            declare_site,
            user=person(request),
            commune=form.cleaned_data["commune"],
            facts=form.facts,
            observation=form.observation,
        )
        if site:
            return _thank(request, site)
    return render(request, "sites/declaration_form.html", {"form": form})


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


def _thank(request: HttpRequest, site: SitePage) -> HttpResponse:
    site.refresh_from_db()
    if site.live and not site.has_unpublished_changes:
        messages.success(request, _("Saved: it shows now."))
        return to_sheet(site)
    messages.success(request, _("Thank you. It shows as soon as a pilot of the territory has validated it."))
    return redirect("validation_queue")
