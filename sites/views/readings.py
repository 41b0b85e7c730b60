"""Who has read a site, and, for the national team, who read what."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from actors.enums import Noun, Verb
from actors.policies import needs
from actors.queries.readings import tell_readings
from sites.exports.readings import readings_csv
from sites.forms.readings import ReadingSearchForm
from sites.queries.readings import name_sites, readings_of, readings_page, searches_readings
from sites.views.asking import site_or_404

MAX_EXPORTED = 20_000


@needs(Verb.READ_READINGS, Noun.SITE)
def of_site(request: HttpRequest, slug: str) -> HttpResponse:
    site = site_or_404(request, slug, Verb.READ_READINGS)
    with_lists = bool(request.GET.get("listes"))
    page = readings_page(readings_of(site, with_lists=with_lists), asked=request.GET)
    return render(request, "sites/readings.html", {"site": site, "listed": page, "with_lists": with_lists})


@needs(Verb.READ_READINGS, Noun.SITE)
def search(request: HttpRequest) -> HttpResponse:
    _must_search(request)
    form = ReadingSearchForm(request.GET)
    page = readings_page(form.readings, asked=request.GET)
    context = {"form": form, "listed": page, "lines": name_sites(page.lines), "query": request.GET.urlencode()}
    return render(request, "sites/readings_search.html", context, status=400 if form.errors else 200)


@needs(Verb.READ_READINGS, Noun.SITE)
def export(request: HttpRequest) -> HttpResponse:
    """The same question as a file, of the latest MAX_EXPORTED lines."""
    _must_search(request)
    lines = tell_readings(ReadingSearchForm(request.GET).readings, size=MAX_EXPORTED)
    response = HttpResponse(readings_csv(name_sites(lines)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="consultations-{timezone.localdate():%Y-%m-%d}.csv"'
    return response


def _must_search(request: HttpRequest) -> None:
    if not searches_readings(request.user):
        raise PermissionDenied
