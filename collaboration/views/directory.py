"""The directory: for members alone, each look at how to reach someone is written."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from actors.enums import Noun, Verb
from actors.policies import for_signed_in, needs
from actors.views.asking import person
from collaboration.forms.directory import CardForm, DirectoryForm
from collaboration.queries.directory import (
    PAGE_SIZE,
    Asked,
    find_card,
    find_organisations,
    find_people,
    listed,
    looks_at,
)
from collaboration.queries.places import places_with_people
from collaboration.services.cards import card_of, record_look


@needs(Verb.READ, Noun.DIRECTORY)
def people(request: HttpRequest) -> HttpResponse:
    form, asked = _asked(request)
    number = _number(request)
    found = find_people(asked, page=number)
    pages = -(-found.count // PAGE_SIZE)
    context = {"form": form, "found": found, "number": number, "pages": pages, "query": _query(request)}
    return render(request, "collaboration/directory_people.html", context, status=400 if form.errors else 200)


@needs(Verb.READ, Noun.DIRECTORY)
def organisations(request: HttpRequest) -> HttpResponse:
    form, asked = _asked(request)
    page = Paginator(find_organisations(asked), PAGE_SIZE).get_page(_number(request))
    context = {"form": form, "page_of": page, "query": _query(request)}
    return render(request, "collaboration/directory_organisations.html", context, status=400 if form.errors else 200)


@needs(Verb.READ, Noun.DIRECTORY)
def card(request: HttpRequest, pk: int) -> HttpResponse:
    shown = find_card(person(request), pk)
    if shown is None:
        raise Http404
    record_look(reader=person(request), person=shown)
    return render(request, "collaboration/card.html", {"shown": shown, "listed": listed(shown)})


@for_signed_in
def own_card(request: HttpRequest) -> HttpResponse:
    user = person(request)
    form = CardForm(request.POST or None, instance=card_of(user))
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Your choices are kept."))
        return redirect("own_card")
    return render(request, "collaboration/own_card.html", {"form": form, "looks": looks_at(user)})


def _asked(request: HttpRequest) -> tuple[DirectoryForm, Asked]:
    form = DirectoryForm(request.GET, territories=places_with_people())
    return form, form.asked if form.is_valid() else Asked()


def _number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _query(request: HttpRequest) -> Any:
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()
