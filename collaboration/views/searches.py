"""Searches that I keep."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors.policies import for_signed_in
from actors.views.asking import person
from collaboration.forms.searches import SaveSearchForm
from collaboration.models import SavedSearch
from collaboration.queries.searches import searches_of
from collaboration.services.searches import (
    MAX_SAVED,
    TooManySearches,
    delete_search,
    look_at_search,
    save_search,
    set_alert,
)


@for_signed_in
def saved(request: HttpRequest) -> HttpResponse:
    return render(request, "collaboration/saved_searches.html", {"searches": searches_of(person(request))})


@for_signed_in
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    form = SaveSearchForm(request.POST, user=person(request))
    if not form.is_valid():
        return render(request, "collaboration/save_search_form.html", {"form": form}, status=400)
    try:
        kept = save_search(user=person(request), name=form.cleaned_data["name"], query=form.cleaned_data["query"])
    except TooManySearches:
        form.add_error(None, _("You keep %d searches already: delete one first.") % MAX_SAVED)
        return render(request, "collaboration/save_search_form.html", {"form": form}, status=400)
    if kept.is_too_wide:
        messages.warning(request, _("The search is kept, without alert: it finds too much. Add a place or a filter."))
    else:
        messages.success(request, _("The search is kept: you will be told when something new matches."))
    return redirect("saved_searches")


@for_signed_in
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Opening it is having seen what was new."""
    search = _mine(request, pk)
    look_at_search(search=search)
    return redirect(f"{reverse('search')}?{search.query}")


@for_signed_in
@require_POST
def alert(request: HttpRequest, pk: int) -> HttpResponse:
    if set_alert(search=_mine(request, pk), is_alerted=request.POST.get("alerte") == "1"):
        messages.success(request, _("Your choices are kept."))
    else:
        messages.warning(request, _("This search finds too much to be told of. Add a place or a filter."))
    return redirect("saved_searches")


@for_signed_in
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    delete_search(search=_mine(request, pk))
    messages.success(request, _("The search is deleted."))
    return redirect("saved_searches")


def _mine(request: HttpRequest, pk: int) -> SavedSearch:
    search = SavedSearch.objects.filter(user=person(request), pk=pk).first()
    if search is None:
        raise Http404
    return search
