"""Closing a site, and opening it again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from actors.enums import Noun, Verb
from actors.policies import needs
from actors.views.asking import person, posted
from actors.views.receiving import received_once
from sites.forms import ClosureForm, FollowUpForm, ReopenForm
from sites.queries.ends import closure_of
from sites.queries.state import latest_observation
from sites.services import answer_follow_up, close_site, reopen_site
from sites.views.asking import site_or_404, to_sheet


@needs(Verb.CLOSE, Noun.SITE)
@received_once
def close(request: HttpRequest, slug: str) -> HttpResponse:
    site = site_or_404(request, slug, Verb.CLOSE)
    form = ClosureForm(posted(request), site=site, user=person(request))
    if form.is_bound and form.is_valid():
        closure = form.submit(close_site, user=person(request), site=site, facts=form.facts)
        if closure:
            said = (
                _("The site is closed, and counted as resorbed.") if closure.is_resorbed else _("The site is closed.")
            )
            messages.success(request, said)
            return to_sheet(site)
    return render(request, "sites/closure_form.html", {"form": form, "site": site, "last": latest_observation(site)})


@needs(Verb.CLOSE, Noun.SITE)
@received_once
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    site = site_or_404(request, slug, Verb.CLOSE)
    form = ReopenForm(posted(request), carried=request.GET)
    if form.is_bound and form.is_valid():
        opened = form.submit(reopen_site, user=person(request), site=site, reason=form.cleaned_data["reason"])
        if opened:
            messages.success(request, _("The site is open again."))
            return to_sheet(site)
    return render(request, "sites/reopen_form.html", {"form": form, "site": site})


@needs(Verb.RECORD, Noun.SITE)
@received_once
def follow_up(request: HttpRequest, slug: str) -> HttpResponse:
    """Once it has been asked."""
    site = site_or_404(request, slug, Verb.RECORD)
    closure = closure_of(site)
    if closure is None or not hasattr(closure, "follow_up"):
        raise Http404
    form = FollowUpForm(posted(request), closure=closure)
    if form.is_bound and form.is_valid():
        answered = form.submit(
            answer_follow_up,
            user=person(request),
            site=site,
            answered_on=form.cleaned_data["answered_on"],
            still_there=form.still_there,
            comment=form.cleaned_data["comment"],
        )
        if answered:
            messages.success(request, _("Thank you: it shows on the page of the site."))
            return to_sheet(site, "#fermeture")
    return render(request, "sites/follow_up_form.html", {"form": form, "site": site, "closure": closure})
