"""Writing in the journal of a page. Who may not finds nothing there, whether the page exists or not."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from actors.models import User
from actors.policies import for_signed_in
from collaboration.forms import JournalForm
from collaboration.queries import find_journal
from collaboration.services import write_in_journal


@for_signed_in
def write(request: HttpRequest, key: UUID) -> HttpResponse:
    page = find_journal(request.user, key)
    if page is None:
        raise Http404
    form = JournalForm(request.POST or None)
    if form.is_bound and form.is_valid():
        user = cast("User", request.user)
        write_in_journal(user=user, page=page, text=form.cleaned_data["text"], tags=form.cleaned_data["tags"])
        messages.success(request, _("Your message is in the journal."))
        return redirect((page.get_url() or "/") + "#journal")
    return render(request, "collaboration/journal/form.html", {"form": form, "page": page})
