"""Saying where the people of a site came from."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from actors.enums import Noun, Verb
from actors.policies import needs
from actors.views.asking import person, posted
from sites.forms.origins import OriginsForm
from sites.queries.finding import origins_of
from sites.services import set_origins
from sites.views.asking import site_or_404, to_sheet


@needs(Verb.RECORD, Noun.SITE)
def tell_origins(request: HttpRequest, slug: str) -> HttpResponse:
    site = site_or_404(request, slug, Verb.RECORD)
    form = OriginsForm(posted(request), site=site, links=origins_of(site, reader=request.user), user=request.user)
    if form.is_bound and form.is_valid():
        form.submit(set_origins, user=person(request), site=site, origins=form.origins)
        if not form.errors:
            messages.success(request, _("The sites its people came from are recorded."))
            return to_sheet(site, "#lieu")
    return render(request, "sites/origins_form.html", {"form": form, "site": site})
