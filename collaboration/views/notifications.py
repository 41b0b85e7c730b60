"""What I am told: the list, how often by mail, and the link that stops mails without logging in."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from actors.models import User
from actors.policies import for_signed_in, open_to_all
from actors.views.asking import number_or_404, person
from collaboration.enums import Rhythm
from collaboration.forms import PreferencesForm
from collaboration.queries.follows import follows_of, territories_of
from collaboration.queries.notifications import notifications_of
from collaboration.services.follows import follow_themes
from collaboration.services.mailing import read_stop_token, rhythms_of, set_rhythm
from collaboration.services.telling import mark_told


@for_signed_in
def centre(request: HttpRequest) -> HttpResponse:
    before = number_or_404(request.GET["avant"]) if "avant" in request.GET else None
    told = notifications_of(request.user, before=before)
    return render(request, "collaboration/notifications.html", {"told": told, "before": before})


@for_signed_in
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    mark_told(user=person(request), until=number_or_404(request.POST.get("jusqu_a", "")))
    return redirect("notifications")


@for_signed_in
def preferences(request: HttpRequest) -> HttpResponse:
    user, follows = person(request), follows_of(request.user)
    now = {kind.value: rhythm.value for kind, rhythm in rhythms_of(user).items()}
    form = PreferencesForm(request.POST or None, initial=now | {"themes": [one.tag for one in follows if one.tag]})
    if form.is_bound and form.is_valid():
        _keep(form, user)
        messages.success(request, _("Your choices are kept."))
        return redirect("notification_preferences")
    followed = {one.territory_id for one in follows if one.territory_id}
    context = {
        "form": form,
        "followed": [one.territory for one in follows if one.territory],
        "offered": [one for one in territories_of(user) if one.pk not in followed],
        "pages": len([one for one in follows if one.page_id]),
    }
    return render(request, "collaboration/preferences.html", context)


@transaction.atomic
def _keep(form: PreferencesForm, user: User) -> None:
    for kind, rhythm in form.rhythms.items():
        set_rhythm(user=user, kind=kind, rhythm=rhythm)
    follow_themes(user=user, tags=form.tags)


@csrf_exempt
@open_to_all
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Reading a mail opens its links: only a post stops anything. Mail readers post by themselves: RFC 8058."""
    found = read_stop_token(token)
    if found is None:
        raise Http404
    someone, kinds = found
    if request.method == "POST":
        for kind in kinds:
            set_rhythm(user=someone, kind=kind, rhythm=Rhythm.NEVER)
    context = {"kinds": [kind.label for kind in kinds], "is_stopped": request.method == "POST"}
    return render(request, "collaboration/stop.html", context)
