"""The history of an action: what changed, what differs between two versions, and bringing one back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from actions.enums import HistoryKind
from actions.models import ActionPage
from actions.queries.history import action_history, published_versions
from actions.services.restoring import restore_action
from actions.views.asking import action_or_404, to_action
from actors.enums import Noun, Verb
from actors.policies import needs
from actors.rules import can
from actors.views.asking import person
from collaboration.forms.versions import TODAY, VersionsForm, compared
from collaboration.views.versions import tell_restored, version_or_404

PAGE_SIZE = 20
NAMES = {"compare": "compare_action_versions", "restore": "restore_action_version"}


@needs(Verb.READ_JOURNAL, Noun.ACTION)
def history(request: HttpRequest, key: UUID) -> HttpResponse:
    action = _action(request, key)
    asked = request.GET.get("type", "")
    kind = HistoryKind(asked) if asked in HistoryKind.values else None
    found = action_history(action, reader=request.user, kind=kind)
    sees_money = can(request.user, Verb.READ_FINANCES, action)
    context = {
        "page": action,
        "names": NAMES,
        "listed": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "kind": kind,
        "kinds": [one for one in HistoryKind if one != HistoryKind.FINANCES or sees_money],
        "may_restore": can(request.user, Verb.UPDATE, action),
    }
    return render(request, "actions/history.html", context)


@needs(Verb.READ_JOURNAL, Noun.ACTION)
def compare(request: HttpRequest, key: UUID) -> HttpResponse:
    """What differs between two versions, or between one and what the sheet says today."""
    action = _action(request, key)
    form = VersionsForm(request.GET or None, versions=published_versions(action, reader=request.user))
    if request.GET.keys() - form.fields.keys():
        raise Http404
    context: dict[str, Any] = {"page": action, "names": NAMES, "form": form}
    if form.is_bound and form.is_valid():
        told = compared(action, form, reader=request.user)
        may = told["is_with_today"] and bool(told["changes"]) and can(request.user, Verb.UPDATE, action)
        context |= told | {"may_restore": may}
    return render(request, "actions/compare.html", context)


@needs(Verb.UPDATE, Noun.ACTION)
@require_POST
def restore(request: HttpRequest, key: UUID, version: int) -> HttpResponse:
    action = action_or_404(request, key, Verb.UPDATE)
    revision = version_or_404(action, version, published=published_versions(action, reader=request.user))
    try:
        shown = restore_action(user=person(request), action=action, revision=revision)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(f"{reverse('compare_action_versions', args=[key])}?avant={version}&apres={TODAY}")
    tell_restored(request, shown)
    return to_action(action)


def _action(request: HttpRequest, key: UUID) -> ActionPage:
    action = action_or_404(request, key, Verb.READ_JOURNAL)
    if not action.live:
        raise Http404
    return action
