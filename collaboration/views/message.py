"""One message: edit, delete, hide, show; and its files."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from actors.enums import Verb
from actors.policies import for_signed_in
from actors.rules import can
from actors.views.asking import person
from cms.models import PlatformPage
from collaboration.forms import EditForm, HideForm
from collaboration.queries.journal import find_attachment
from collaboration.services import delete_message, edit_message, hide_message, show_message
from collaboration.views.asking import message_or_404
from collaboration.views.files import file_answer


@for_signed_in
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    entry, page = message_or_404(request, pk)
    if entry.author_id != person(request).pk or entry.is_withdrawn or not can(request.user, Verb.WRITE_JOURNAL, page):
        raise Http404
    form = EditForm(request.POST or None, initial={"text": entry.text, "tags": entry.tags})
    if form.is_bound and form.is_valid():
        edit_message(user=person(request), page=page, entry=entry, **form.cleaned_data)
        messages.success(request, _("Your message is changed."))
        return _to(page, pk)
    context = {"form": form, "page": page, "heading": _("Change your message"), "cancel_url": page.get_url()}
    return render(request, "collaboration/message_form.html", context)


@for_signed_in
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    entry, page = message_or_404(request, pk)
    try:
        delete_message(user=person(request), page=page, entry=entry)
    except PermissionDenied:
        raise Http404 from None
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Your message is deleted, and its files with it."))
    return _to(page, pk)


@for_signed_in
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    entry, page = message_or_404(request, pk)
    if not can(request.user, Verb.MODERATE_JOURNAL, page) or entry.is_withdrawn:
        raise Http404
    form = HideForm(request.POST or None)
    if form.is_bound and form.is_valid():
        hide_message(user=person(request), page=page, entry=entry, reason=form.cleaned_data["reason"])
        messages.success(request, _("The message is hidden: its author sees why."))
        return _to(page, pk)
    context = {"form": form, "page": page, "heading": _("Hide a message"), "entry": entry, "cancel_url": page.get_url()}
    return render(request, "collaboration/message_form.html", context)


@for_signed_in
@require_POST
def show(request: HttpRequest, pk: int) -> HttpResponse:
    entry, page = message_or_404(request, pk)
    if not can(request.user, Verb.MODERATE_JOURNAL, page) or entry.hidden_at is None:
        raise Http404
    show_message(user=person(request), page=page, entry=entry)
    messages.success(request, _("The message is shown again."))
    return _to(page, pk)


@for_signed_in
@require_GET
def attachment(request: HttpRequest, key: UUID) -> FileResponse:
    """A file, to be kept by who asked and by nobody in between; `?apercu` answers the small picture."""
    return file_answer(request, find_attachment(request.user, key))


def _to(page: PlatformPage, pk: int) -> HttpResponse:
    return redirect(f"{page.get_url() or '/'}#message-{pk}")
