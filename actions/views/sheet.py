"""Beginning an action, changing its sheet, going on with it another year."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from actions.forms.sheet import ActionForm, ContinueForm, TerritoryForm, may_begin
from actions.models import ActionPage
from actions.services import continue_action, create_action, update_action
from actions.views.asking import action_or_404, to_action
from actors.enums import Noun, Verb
from actors.policies import needs
from actors.rules import can
from actors.views.asking import number_in, person, posted
from actors.views.receiving import received_once
from collaboration.queries.follows import territories_of
from territories.models import Territory

PLACE = "territoire"


@needs(Verb.DECLARE, Noun.ACTION)
@received_once
def begin(request: HttpRequest) -> HttpResponse:
    territory = _territory(request)
    if territory is None:
        return _ask_where(request)
    form = ActionForm(posted(request), user=person(request), territory=territory)
    if form.is_bound and form.is_valid():
        action = form.submit(create_action, user=person(request), territory=territory, facts=form.facts)
        if action:
            return _thank(request, action)
    return _show(request, form, heading=_("Begin an action"), cancel_url=reverse("actions"), changes_place=True)


@needs(Verb.UPDATE, Noun.ACTION)
@received_once
def update(request: HttpRequest, key: UUID) -> HttpResponse:
    action = action_or_404(request, key, Verb.UPDATE)
    _require_shown(request, action)
    form = ActionForm(posted(request), user=person(request), territory=action.territory, action=action)
    if form.is_bound and form.is_valid():
        version = form.submit(
            update_action,
            user=person(request),
            action=action,
            facts=form.facts,
            since=form.cleaned_data["mark"],
        )
        if version:
            return _thank(request, version)
    return _show(request, form, heading=_("Change the sheet"), page=action, cancel_url=action.get_url())


@needs(Verb.UPDATE, Noun.ACTION)
@received_once
def go_on(request: HttpRequest, key: UUID) -> HttpResponse:
    """A new action, of the year that follows, that says what this one says."""
    action = action_or_404(request, key, Verb.UPDATE)
    _require_shown(request, action)
    form = ContinueForm(posted(request), user=person(request), territory=action.territory, known=action)
    if form.is_bound and form.is_valid():
        following = form.submit(
            continue_action,
            user=person(request),
            action=action,
            territory=action.territory,
            facts=form.facts,
            copies_money=form.cleaned_data.get("copies_money", False),
        )
        if following:
            return _thank(request, following)
    return _show(request, form, heading=_("Copy to a new year"), page=action, cancel_url=action.get_url())


def _territory(request: HttpRequest) -> Territory | None:
    """The one that was chosen, or the only one where the reader may begin an action."""
    asked = request.GET.get(PLACE, "")
    if asked:
        found = Territory.objects.filter(pk=number_in(asked) or 0).first()
        if found is None or not may_begin(request.user, found):
            raise Http404
        return found
    places = _places(request.user)
    return places[0] if len(places) == 1 and "lieu" not in request.GET else None


def _ask_where(request: HttpRequest) -> HttpResponse:
    form = TerritoryForm(posted(request), user=person(request))
    if form.is_bound and form.is_valid():
        return redirect(f"{reverse('begin_action')}?{PLACE}={form.cleaned_data['territory'].pk}")
    context = {"form": form, "heading": _("Where is the action led?"), "places": _places(request.user)}
    return render(request, "actions/territory_form.html", context)


def _places(user: Any) -> list[Territory]:
    """The territories of somebody, where they may begin an action."""
    return [place for place in territories_of(user) if may_begin(user, place)]


def _require_shown(request: HttpRequest, action: ActionPage) -> None:
    """A draft is changed by who began it, and by those who may publish it."""
    if not action.live and action.owner_id != request.user.pk and not can(request.user, Verb.PUBLISH, action):
        raise Http404


def _show(request: HttpRequest, form: ActionForm, **context: Any) -> HttpResponse:
    return render(request, "actions/action_form.html", {"form": form, **context})


def _thank(request: HttpRequest, action: ActionPage) -> HttpResponse:
    action.refresh_from_db()
    if action.live and not action.has_unpublished_changes:
        messages.success(request, _("Saved: it shows now."))
        return to_action(action)
    messages.success(request, _("Thank you. It shows as soon as a pilot of the territory has validated it."))
    return redirect("validation_queue")
