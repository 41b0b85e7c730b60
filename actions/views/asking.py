"""What the views of an action share."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from actions.models import ActionPage
from actors.enums import Verb
from actors.rules import can


def action_or_404(request: HttpRequest, key: UUID, verb: Verb) -> ActionPage:
    """The same answer for an action that is missing and for one that is not the reader's."""
    action = get_object_or_404(ActionPage.objects.select_related("territory"), translation_key=key)
    if not can(request.user, verb, action):
        raise Http404
    return action


def to_action(action: ActionPage, anchor: str = "") -> HttpResponse:
    return redirect((action.get_url() or "/") + anchor)
