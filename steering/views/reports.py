"""The yearly report of a territory, as a PDF or a Word document."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from actors.enums import Noun, Verb
from actors.policies import needs
from actors.views.asking import number_in
from steering.exports.report import docx, pdf
from steering.queries.places import view_named
from steering.queries.report import yearly_report, years_of_reports
from steering.queries.tallies import snapshots_at
from steering.rules.reports import Report
from steering.tasks import take_snapshots

FILES = {"pdf": (pdf.report_pdf, pdf.CONTENT_TYPE), "docx": (docx.report_docx, docx.CONTENT_TYPE)}


@needs(Verb.EXPORT_AGGREGATED, Noun.SITE)
def report(request: HttpRequest, key: str) -> HttpResponse:
    """`annee` and `format`: of the form of the dashboard."""
    view = view_named(key, request.user, verb=Verb.EXPORT_AGGREGATED)
    if view is None:
        raise Http404
    year, form = number_in(request.GET.get("annee", "")), request.GET.get("format", "pdf")
    if year not in years_of_reports() or form not in FILES:
        raise Http404
    if snapshots_at() is None:
        take_snapshots.enqueue()
        return render(request, "steering/board_waiting.html", {"view": view}, status=503)
    return _file(yearly_report(view, year, user=request.user), form, f"rapport-{key}-{year}.{form}")


def _file(made: Report, form: str, name: str) -> HttpResponse:
    write, content_type = FILES[form]
    response = HttpResponse(write(made), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
