"""The journal of a page: read, write, follow as it is written."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from actors.enums import Verb
from actors.policies import for_signed_in
from actors.views.asking import number_or_404, person
from actors.views.receiving import received_once
from cms.models import PlatformPage
from collaboration.forms import JournalForm
from collaboration.queries.journal import journal_changes, read_journal
from collaboration.services import mark_read, write_in_journal
from collaboration.views.asking import note_reading, page_or_404


@for_signed_in
@received_once
def journal(request: HttpRequest, key: UUID) -> HttpResponse:
    """A page of messages; what was typed and refused is shown again here."""
    page = page_or_404(request, key, Verb.WRITE_JOURNAL if request.method == "POST" else Verb.READ_JOURNAL)
    form = None
    if request.method == "POST":
        form = JournalForm(request.POST, request.FILES, page=page, author=person(request))
        if form.is_valid() and _write(request, page, form):
            messages.success(request, _("Your message is in the journal."))
            return redirect((page.get_url() or "/") + "#journal")
    before = number_or_404(request.GET["avant"]) if "avant" in request.GET else None
    shown = read_journal(page, reader=request.user, before=before)
    if shown is None:
        raise Http404
    note_reading(request, page)
    if form is None and shown.may_write:
        form = JournalForm(page=page, author=person(request))
    return render(
        request, "collaboration/journal.html", {"page": page, "journal": shown, "form": form, "before": before}
    )


def _write(request: HttpRequest, page: PlatformPage, form: JournalForm) -> bool:
    said = form.cleaned_data
    try:
        write_in_journal(
            user=person(request), page=page, text=said["text"], tags=said["tags"], to=form.audience, files=form.joined
        )
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return False
    return True


@for_signed_in
@require_GET
def changes(request: HttpRequest, key: UUID) -> HttpResponse:
    """What was written, edited or withdrawn since a number, as a browser puts it in place."""
    page = page_or_404(request, key, Verb.READ_JOURNAL)
    since = number_or_404(request.GET.get("depuis", ""))
    found, cursor = journal_changes(page, reader=request.user, since=since)
    if not found:
        return HttpResponse(status=204)
    rendered = [
        {
            "id": f"message-{one.entry.pk}",
            "html": render_to_string("collaboration/journal/_message.html", {"message": one}, request),
        }
        for one in found
    ]
    return JsonResponse({"cursor": cursor, "latest": max(one.entry.pk for one in found), "messages": rendered})


@for_signed_in
@require_POST
def read(request: HttpRequest, key: UUID) -> HttpResponse:
    page = page_or_404(request, key, Verb.READ_JOURNAL)
    mark_read(user=person(request), page=page, until=number_or_404(request.POST.get("jusqu_a", "")))
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    return redirect((page.get_url() or "/") + "#journal")
