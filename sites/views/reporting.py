"""Reporting a place, the queue of those that wait, and answering."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actors.enums import Noun, Verb
from actors.policies import for_signed_in, needs
from actors.rules import can
from actors.views.asking import person, posted
from actors.views.receiving import received_once
from sites.enums import ReportState
from sites.forms.report import ReportForm, SettlingForm
from sites.queries.reports import find_report, reports_for
from sites.services import report_place, settle_report
from territories.queries import search_address

MOST_WORDS = 300
# What a declaration out of one's territory carries over.
CARRIED = ("lat", "lon", "commune_name", "address")


@for_signed_in
@received_once
def report(request: HttpRequest) -> HttpResponse:
    carried = {name: request.GET[name] for name in CARRIED if name in request.GET}
    form = ReportForm(posted(request), user=person(request), initial=carried)
    if form.is_bound and form.is_valid():
        sent = form.submit(report_place, user=person(request), commune=form.cleaned_data["commune"], facts=form.facts)
        if sent:
            messages.success(
                request, _("Thank you. Those who steer this territory are told; you will read here what becomes of it.")
            )
            return redirect("place_reports")
    context = {"form": form, "declares": can(request.user, Verb.DECLARE, Noun.SITE)}
    return render(request, "sites/report_form.html", context)


@for_signed_in
@require_safe
def find_address(request: HttpRequest) -> HttpResponse:
    """Places for an address, for the point of a form: `{"places": [{"label", "lon", "lat"}]}`."""
    found = search_address(request.GET.get("q", "")[:MOST_WORDS])
    return JsonResponse({"places": [{"label": place.label, "lon": place.lon, "lat": place.lat} for place in found]})


@for_signed_in
def show_reports(request: HttpRequest) -> HttpResponse:
    everything = request.GET.get("tout") == "oui"
    context = {
        "reports": reports_for(person(request), everything=everything),
        "everything": everything,
        "judges": can(request.user, Verb.PUBLISH, Noun.SITE),
    }
    return render(request, "sites/place_reports.html", context)


@needs(Verb.PUBLISH, Noun.SITE)
@received_once
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_report(request.user, pk)
    if found is None:
        raise Http404
    form = SettlingForm(posted(request), report=found, user=person(request))
    if form.is_bound and form.is_valid():
        settled = form.submit(
            settle_report,
            user=person(request),
            report=found,
            state=ReportState(form.cleaned_data["state"]),
            site=form.chosen,
            answer=form.cleaned_data["answer"],
        )
        if settled:
            messages.success(request, _("Answered: who reported it is told."))
            return redirect("place_reports")
    return render(request, "sites/settle_report.html", {"form": form, "report": found})
