"""Merging duplicates: choosing the other page, reading what will move, confirming."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from actors.enums import Noun, Verb
from actors.policies import needs
from actors.views.asking import person, posted
from actors.views.receiving import received_once
from cms.queries import words
from sites.forms.merging import MergeForm
from sites.models import SitePage
from sites.queries.merging import may_be_duplicates, moving
from sites.queries.state import latest_observation
from sites.services import merge_sites
from sites.views.asking import site_or_404, to_sheet

WITH = "avec"


@needs(Verb.MERGE, Noun.SITE)
@received_once
def merge(request: HttpRequest, slug: str) -> HttpResponse:
    """`slug` is the site that is kept; its duplicate is named by the query."""
    kept = site_or_404(request, slug, Verb.MERGE)
    if not request.GET.get(WITH):
        return _choose(request, kept)
    absorbed = site_or_404(request, request.GET[WITH], Verb.MERGE)
    form = MergeForm(posted(request))
    if form.is_bound and form.is_valid():
        merged = form.submit(merge_sites, user=person(request), kept=kept, absorbed=absorbed)
        if merged:
            messages.success(request, _("The two sites are one: everything is on this page."))
            return to_sheet(merged)
    context = {"form": form, "site": kept, "duplicate": absorbed, "both": _side_by_side(kept, absorbed)}
    return render(request, "sites/merge_form.html", context | {"moving": moving(absorbed)})


def _choose(request: HttpRequest, kept: SitePage) -> HttpResponse:
    asked = request.GET.get("q", "").replace("\x00", "").strip()
    found = may_be_duplicates(kept, user=request.user, words=asked)
    return render(request, "sites/merge_choice.html", {"site": kept, "found": found, "asked": asked})


def _side_by_side(kept: SitePage, absorbed: SitePage) -> list[tuple[str, str, str]]:
    """What each says, in words: who may merge reads restricted parts too."""
    names = SitePage.compared
    one, other = (words(site, names, site.serializable_data()) for site in (kept, absorbed))
    labels = {name: str(SitePage._meta.get_field(name).verbose_name).capitalize() for name in names}
    rows = [(labels[name], one[name], other[name]) for name in names]
    return [(_("Status"), kept.get_status_display(), absorbed.get_status_display()), *rows, _counted(kept, absorbed)]


def _counted(kept: SitePage, absorbed: SitePage) -> tuple[str, str, str]:
    """The last count of each."""
    seen = [latest_observation(site) for site in (kept, absorbed)]
    said = ["" if one is None or one.people is None else f"{one.people} ({one.observed_on:%d/%m/%Y})" for one in seen]
    return (_("People counted last"), said[0], said[1])
