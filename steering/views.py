"""What a member sees first."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from actors.enums import Noun, Verb
from actors.models import User
from actors.rules import Viewer, can
from steering.queries import recent_changes, sites_state, stale_sites


@login_required
def dashboard(request: HttpRequest) -> HttpResponse:
    """My territories: where sites stand, what changed this week, what has been silent for three months."""
    viewer = Viewer(user=request.user)
    assert isinstance(request.user, User)  # noqa: S101 - login_required says so, for the type checker
    reads_sites = can(request.user, Verb.READ, Noun.SITE)
    context = {
        "scopes": request.user.held_scopes,
        "reads_sites": reads_sites,
        "state": sites_state(viewer) if reads_sites else None,
        "stale": stale_sites(viewer) if reads_sites else [],
        "changes": recent_changes(viewer),
    }
    return render(request, "steering/dashboard.html", context)
