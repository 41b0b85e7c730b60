"""Importing results and fundings from a spreadsheet: sent, checked, read without writing anything, then written."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from actions.enums import FileState, ResultsKind
from actions.forms.files import MappingForm, UploadForm
from actions.models import REFUSED_SUFFIX, ResultsFile
from actions.registry import Work
from actions.services.files import may_import, receive_file, set_mapping, set_writing
from actions.tasks import work_on_file
from actors.enums import Noun, Verb
from actors.policies import needs
from actors.views.asking import person, posted, sent_files

SHOWN = 20
MAPPING = "correspondance"


@needs(Verb.UPDATE, Noun.ACTION)
def send(request: HttpRequest) -> HttpResponse:
    kinds = [kind for kind in ResultsKind if may_import(request.user, kind)]
    form = UploadForm(posted(request), sent_files(request), kinds=kinds)
    if form.is_bound and form.is_valid():
        file = form.submit(
            receive_file,
            user=person(request),
            kind=ResultsKind(form.cleaned_data["kind"]),
            name=form.cleaned_data["file"].name,
            content=form.content,
            columns=form.columns,
            rows=form.rows,
        )
        if file:
            return redirect("results_file", key=file.key)
    context = {
        "form": form,
        "heading": _("Import results from a spreadsheet"),
        "files": ResultsFile.objects.filter(author=request.user.pk)[:SHOWN],
    }
    return render(request, "actions/files.html", context)


@needs(Verb.UPDATE, Noun.ACTION)
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """What the file needs next: its columns checked, patience, a decision, or nothing more."""
    file = _own_or_404(request, key)
    is_mapped_again = MAPPING in request.GET and file.state in {FileState.READ, FileState.FAILED}
    if file.state == FileState.TO_MAP or is_mapped_again:
        return _map(request, file)
    return render(request, "actions/file.html", {"file": file, "report": file.report})


@needs(Verb.UPDATE, Noun.ACTION)
@require_POST
def write(request: HttpRequest, key: UUID) -> HttpResponse:
    file = _own_or_404(request, key)
    try:
        set_writing(user=person(request), file=file)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        _enqueue(file, Work.WRITE)
    return redirect("results_file", key=key)


@needs(Verb.UPDATE, Noun.ACTION)
@require_GET
def refused_rows(request: HttpRequest, key: UUID) -> FileResponse:
    """The rows that were not taken, with the reason, to be corrected and sent again."""
    file = _own_or_404(request, key)
    if not file.refused:
        raise Http404
    name = _("refused rows of %(name)s") % {"name": file.name.rsplit(".", 1)[0]}
    return FileResponse(file.refused.open("rb"), as_attachment=True, filename=name + REFUSED_SUFFIX)


def _map(request: HttpRequest, file: ResultsFile) -> HttpResponse:
    form = MappingForm(posted(request), file=file, user=person(request))
    if form.is_bound and form.is_valid():
        kept = form.submit(set_mapping, user=person(request), file=file, mapping=form.mapping)
        if kept:
            _enqueue(file, Work.READ)
            return redirect("results_file", key=file.key)
    context: dict[str, Any] = {"file": file, "form": form, "heading": _("Check the columns")}
    return render(request, "actions/mapping_form.html", context)


def _enqueue(file: ResultsFile, work: Work) -> None:
    work_on_file.enqueue(file.pk, work.value)


def _own_or_404(request: HttpRequest, key: UUID) -> ResultsFile:
    """Nobody reads the file of another, which may speak of money; nor their own once they may no longer."""
    file = get_object_or_404(ResultsFile, key=key, author=request.user.pk)
    if not may_import(request.user, ResultsKind(file.kind)):
        raise Http404
    return file
