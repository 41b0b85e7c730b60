"""Procedures of a site, for those who may read restricted parts and change the sheet. Others find nothing there."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from actors.enums import Noun, Verb
from actors.policies import needs
from actors.rules import can
from actors.views.asking import person, posted, sent_files
from collaboration.views.files import file_answer
from sites.forms import ProcedureForm
from sites.models import Procedure, SitePage
from sites.queries.files import find_document
from sites.services import change_procedure, record_procedure, remove_procedure
from sites.views.asking import site_or_404, to_sheet

SECTION = "#procedures"


@never_cache
@needs(Verb.READ_RESTRICTED, Noun.SITE)
def add(request: HttpRequest, slug: str) -> HttpResponse:
    site = _site(request, slug)
    form = ProcedureForm(posted(request), sent_files(request))
    if _is_kept(form, record_procedure, user=person(request), site=site):
        messages.success(request, _("The procedure is recorded. Only those who may read it know of it."))
        return to_sheet(site, SECTION)
    return render(request, "sites/procedure_form.html", {"form": form, "site": site, "procedure": None})


@never_cache
@needs(Verb.READ_RESTRICTED, Noun.SITE)
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    site = _site(request, slug)
    procedure = get_object_or_404(site.procedures.select_related("site__commune"), pk=pk)
    form = ProcedureForm(posted(request), sent_files(request), procedure=procedure)
    if _is_kept(form, change_procedure, user=person(request), procedure=procedure, without=form.without):
        messages.success(request, _("The procedure is up to date."))
        return to_sheet(site, SECTION)
    return render(request, "sites/procedure_form.html", {"form": form, "site": site, "procedure": procedure})


@needs(Verb.READ_RESTRICTED, Noun.SITE)
@require_POST
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    site = _site(request, slug)
    procedure = get_object_or_404(site.procedures.select_related("site__commune"), pk=pk)
    remove_procedure(user=person(request), procedure=procedure)
    messages.success(request, _("The procedure is removed; its history is kept."))
    return to_sheet(site, SECTION)


@needs(Verb.READ_RESTRICTED, Noun.SITE)
@require_GET
def document(request: HttpRequest, key: UUID) -> FileResponse:
    return file_answer(request, find_document(request.user, key))


def _is_kept(form: ProcedureForm, verb: Callable[..., Procedure], **thing: Any) -> bool:
    if not (form.is_bound and form.is_valid()):
        return False
    return form.submit(verb, facts=form.facts, files=form.cleaned_data["documents"], **thing) is not None


def _site(request: HttpRequest, slug: str) -> SitePage:
    """Both rights; the answer of a missing site without one of them."""
    site = site_or_404(request, slug, Verb.READ_RESTRICTED)
    if not can(request.user, Verb.UPDATE, site):
        raise Http404
    return site
