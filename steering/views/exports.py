"""Exports: asking for one from a list, the list of one's own, taking a file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors.policies import for_signed_in
from actors.views.asking import person, posted
from steering.enums import Dataset, ExportFormat
from steering.filters import Question, read_question
from steering.forms.export import ExportForm
from steering.models import Export
from steering.queries.exports import exports_of
from steering.registry import ExportTable, open_tables, tables
from steering.rules.exports import AT_ONCE, KEPT
from steering.services.exports import Wanted, ask_export, forget_export, take_export

CONTENT_TYPES = {
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    ExportFormat.CSV: "application/zip",
    ExportFormat.GEOJSON: "application/geo+json",
}


@for_signed_in
def own(request: HttpRequest) -> HttpResponse:
    user = person(request)
    found = list(exports_of(user))
    in_hand = any(one.is_in_hand for one in found)
    context = {"exports": found, "in_hand": in_hand, "tables": open_tables(user), "kept_days": KEPT.days}
    return render(request, "steering/exports.html", context)


@for_signed_in
def ask(request: HttpRequest, dataset: str) -> HttpResponse:
    """The filters stay in the address, as in the list that one comes from."""
    user, table = person(request), _table_or_404(request, dataset)
    question = read_question(table, request.GET, user=user)
    count = 0 if question.errors else table.count(question.asked_by(user))
    form = ExportForm(posted(request), table=table, user=user, count=count)
    if form.is_bound and form.is_valid() and not question.errors:
        export = form.submit(ask_export, user=user, wanted=_wanted(form, table, question))
        if export:
            return _answered(request, export)
    context: dict[str, Any] = {
        "table": table,
        "form": form,
        "question": question,
        "count": count,
        "is_long": count > AT_ONCE,
        "others": [one for one in open_tables(user) if one.noun == table.noun],
    }
    return render(request, "steering/export_form.html", context, status=400 if question.errors else 200)


@for_signed_in
@transaction.non_atomic_requests
def download(request: HttpRequest, key: UUID) -> FileResponse:
    """What is written (a reading, a file that goes) is committed by itself: an answer that refuses undoes nothing."""
    export = take_export(user=person(request), key=key)
    if export is None:
        raise Http404
    answer = FileResponse(
        export.file.open("rb"),
        as_attachment=True,
        filename=export.filename,
        content_type=CONTENT_TYPES[ExportFormat(export.format)],
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@for_signed_in
@require_POST
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    forget_export(get_object_or_404(Export, user=person(request), key=key))
    messages.success(request, _("The export is erased."))
    return redirect("exports")


def _table_or_404(request: HttpRequest, dataset: str) -> ExportTable:
    table = tables[Dataset(dataset)] if dataset in Dataset.values else None
    if table is None or not table.is_open_to(request.user):
        raise Http404
    return table


def _wanted(form: ExportForm, table: ExportTable, question: Question) -> Wanted:
    said = form.cleaned_data
    return Wanted(
        dataset=table.dataset,
        format=said["format"],
        columns=said["columns"],
        query=question.query,
        starts_on=said.get("starts_on"),
        ends_on=said.get("ends_on"),
    )


def _answered(request: HttpRequest, export: Export) -> HttpResponse:
    if export.is_there:
        messages.success(request, _("Your export is ready: take it below."))
    else:
        messages.info(request, _("Your export is being made. You will be told here and by mail when it is ready."))
    return redirect("exports")
