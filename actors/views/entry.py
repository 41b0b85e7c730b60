"""Coming in for the first time: the link, the charter, the tour."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from actors.enums import Noun, Verb
from actors.forms.accounts import CharterForm, NewCharterForm, PasswordForm
from actors.policies import for_signed_in, needs, open_to_all
from actors.rules import Thing, can
from actors.rules.tour import tour_of
from actors.services.activation import find_link, is_over, open_account, renew_link
from actors.services.charter import current_charter, end_tour, publish_charter, sign_charter
from actors.views.asking import is_too_often, person, posted

SECRET = "activation"  # noqa: S105 - the name under which the session holds it


@open_to_all
@never_cache
def open_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The secret leaves the address for the session: neither history nor a referrer will hold it."""
    request.session[SECRET] = secret
    return redirect("open_account")


@open_to_all
@never_cache
def open_own_account(request: HttpRequest) -> HttpResponse:
    secret = request.session.get(SECRET, "")
    link = find_link(secret)
    if link is None or is_over(link):
        return render(request, "actors/activation_over.html", {"may_renew": link is not None}, status=410)
    form = PasswordForm(posted(request))
    if form.is_bound and form.is_valid():
        opened = form.submit(open_account, secret=secret, password=form.cleaned_data["password"])
        if opened:
            del request.session[SECRET]
            messages.success(request, _("Your password is saved. Log in with it."))
            return redirect("login")
    return render(request, "actors/activation_form.html", {"form": form, "email": link.user.email})


@open_to_all
@require_POST
def ask_new_link(request: HttpRequest) -> HttpResponse:
    """The same words whether it is sent or not: they tell nothing of the account."""
    if not is_too_often(request, "link", limit=10):
        renew_link(secret=request.session.pop(SECRET, ""))
    messages.success(request, _("If this link was yours and is over, a new one is on its way to you."))
    return redirect("login")


@open_to_all
def read_charter(request: HttpRequest) -> HttpResponse:
    """Public to read; signed by who is logged in and has not signed this version."""
    charter = current_charter()
    form = CharterForm(posted(request), initial={"version": charter.version if charter else 0})
    signs = request.user.is_authenticated and person(request).charter_due
    if signs and form.is_bound and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("version", "has_read", "commits")}
        if form.submit(sign_charter, user=person(request), **said):
            return redirect(_next(request))
        charter = current_charter()
    context = {"charter": charter, "form": form, "signs": signs, "next": request.GET.get("next", "")}
    return render(request, "actors/charter.html", context)


@needs(Verb.INVITE, Noun.ACCOUNT)
def change_charter(request: HttpRequest) -> HttpResponse:
    """Whoever manages accounts everywhere: it binds everyone."""
    if not can(request.user, Verb.INVITE, Thing(noun=Noun.ACCOUNT)):
        raise PermissionDenied
    charter = current_charter()
    form = NewCharterForm(posted(request), initial={"text": charter.text if charter else ""})
    if (
        form.is_bound
        and form.is_valid()
        and form.submit(publish_charter, user=person(request), **form.cleaned_data) is not None
    ):
        messages.success(request, _("The new version is published: everyone is asked to sign it."))
        return redirect("charter")
    return render(request, "actors/charter_form.html", {"form": form, "charter": charter})


@for_signed_in
def take_tour(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        end_tour(user=person(request), now=timezone.now())
        return redirect("dashboard")
    return render(request, "actors/tour.html", {"steps": tour_of(request.user)})


def _next(request: HttpRequest) -> str:
    """The first time, the tour; then where the person was going."""
    wanted = request.GET.get("next", "")
    if person(request).toured_at is None:
        return "tour"
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and is_ours else "dashboard"
