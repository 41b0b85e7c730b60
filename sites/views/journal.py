"""The journal of a site."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from actors.enums import Verb
from collaboration.forms import JournalForm
from collaboration.services import write_in_journal
from sites.views.asking import person, posted, site_or_404, to_sheet


@login_required
def write(request: HttpRequest, slug: str) -> HttpResponse:
    site = site_or_404(request, slug, Verb.WRITE_JOURNAL)
    form = JournalForm(posted(request))
    if form.is_bound and form.is_valid():
        write_in_journal(
            user=person(request), page=site, text=form.cleaned_data["text"], tags=form.cleaned_data["tags"]
        )
        messages.success(request, _("Your message is in the journal."))
        return to_sheet(site, "#journal")
    return render(request, "sites/journal_form.html", {"form": form, "site": site})
