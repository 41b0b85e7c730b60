"""Alerts of heat and cold, and the sites that they concern."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors.enums import Noun, ReadingKind, Verb
from actors.policies import needs
from actors.rules import Viewer
from actors.services.readings import record_reading
from actors.views.asking import person, posted
from sites.forms.alert import AlertForm
from sites.queries.alerts import alerts_for, concerned_sites, places_to_warn
from sites.services import lift_alert, set_alert


@needs(Verb.READ_EXACT, Noun.SITE)
def alerts(request: HttpRequest) -> HttpResponse:
    sites = concerned_sites(request.user)
    record_reading(viewer=Viewer(user=request.user), kind=ReadingKind.LIST, page_ids=[one.site.pk for one in sites])
    context = {"alerts": alerts_for(request.user), "sites": sites, "may_set": bool(places_to_warn(request.user))}
    return render(request, "sites/alerts.html", context)


@needs(Verb.SET_ALERT, Noun.SITE)
def add(request: HttpRequest) -> HttpResponse:
    form = AlertForm(posted(request), places=places_to_warn(request.user))
    if form.is_bound and form.is_valid():
        alert = form.submit(set_alert, user=person(request), **form.cleaned_data)
        if alert:
            messages.success(request, _("The alert is set: it shows on the sites of this territory."))
            return redirect("alerts")
    return render(request, "sites/alert_form.html", {"form": form})


@needs(Verb.SET_ALERT, Noun.SITE)
@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    told = next((one.alert for one in alerts_for(request.user) if one.may_lift and one.alert.pk == pk), None)
    if told is None:
        raise Http404
    lift_alert(user=person(request), alert=told)
    messages.success(request, _("The alert is lifted."))
    return redirect("alerts")
