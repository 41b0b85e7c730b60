"""My account."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from actors.enums import Noun, Verb
from actors.forms.accounts import ForgetForm
from actors.policies import for_signed_in
from actors.queries.accounts import own_scopes
from actors.rules import can
from actors.services.lifecycle import forget_me
from actors.views.asking import person, posted


@for_signed_in
def show_own_account(request: HttpRequest) -> HttpResponse:
    user = person(request)
    scopes = own_scopes(user)
    held = {scope.pk for scope in user.held_scopes}
    context = {
        "shown": user,
        "scopes": [scope for scope in scopes if scope.pk in held],
        "past_scopes": [scope for scope in scopes if scope.pk not in held],
        "reads_keys": can(user, Verb.READ, Noun.KEY),
        "signature": user.signatures.select_related("charter").first(),
    }
    return render(request, "actors/account.html", context)


@for_signed_in
def forget(request: HttpRequest) -> HttpResponse:
    user = person(request)
    form = ForgetForm(posted(request), user=user)
    if form.is_bound and form.is_valid():
        form.submit(forget_me, user=user, password=form.cleaned_data.get("password", ""))
        if not form.errors:
            logout(request)
            messages.success(request, _("Your account is closed, and your name and address are erased."))
            return redirect("login")
    return render(request, "actors/forget_form.html", {"form": form})
