"""What a member sees first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from actors.enums import Noun, Verb
from actors.models import User
from actors.policies import for_signed_in
from actors.queries.pilots import waiting_requests
from actors.rules import Viewer, can
from sites.queries.alerts import alerts_for
from sites.queries.queue import count_of_queue
from sites.queries.readings import searches_readings
from steering.queries import sites_state, stale_sites, week_closures, week_observations
from steering.queries.waiting import judges


@for_signed_in
def dashboard(request: HttpRequest) -> HttpResponse:
    """My territories: where sites stand, what changed this week, what has been silent for three months."""
    viewer = Viewer(user=request.user)
    assert isinstance(request.user, User)  # noqa: S101 - its right says so, for the type checker
    reads_sites = can(request.user, Verb.READ, Noun.SITE)
    context = {
        "scopes": request.user.held_scopes,
        "waiting": count_of_queue(request.user) if judges(request.user) else 0,
        "judges": judges(request.user),
        "requests": waiting_requests(request.user).count() if can(request.user, Verb.INVITE, Noun.ACCOUNT) else 0,
        "declares": can(request.user, Verb.DECLARE, Noun.SITE),
        "reads_sites": reads_sites,
        "alerts": alerts_for(request.user) if can(request.user, Verb.READ_EXACT, Noun.SITE) else None,
        "searches_readings": searches_readings(request.user),
        "state": sites_state(viewer) if reads_sites else None,
        "stale": stale_sites(viewer) if reads_sites else [],
        "observations": week_observations(viewer) if reads_sites else [],
        "closures": week_closures(viewer) if reads_sites else [],
    }
    return render(request, "steering/dashboard.html", context)
