"""Keys of partners, as their organisation and the national team handle them. The text of a key is shown once, here."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors.enums import Noun, Verb
from actors.forms.answering import AnsweringForm
from actors.models import ApiKey
from actors.policies import needs
from actors.queries.keys import find_key_of, waiting_keys
from actors.rules import can
from actors.services import key_requests
from actors.views.asking import person, posted
from api.forms.keys import GrantForm, KeyRequestForm, RefuseKeyForm, RenewForm
from api.forms.webhooks import WebhookForm
from api.queries.usage import usage_chart, used_keys_of
from api.queries.webhooks import latest_deliveries, webhooks_of


@needs(Verb.READ, Noun.KEY)
def keys(request: HttpRequest) -> HttpResponse:
    user = person(request)
    context = {"keys": list(used_keys_of(user)), "waiting": list(waiting_keys(user))}
    return render(request, "api/keys.html", context)


@needs(Verb.UPDATE, Noun.KEY)
def ask(request: HttpRequest) -> HttpResponse:
    user = person(request)
    form = KeyRequestForm(posted(request), initial={"contact": user.email})
    if form.is_bound and form.is_valid():
        if user.organisation is None:
            form.add_error(None, _("Your account has no organisation: ask the national team to set it first."))
        elif form.submit(key_requests.ask_for_key, user=user, **form.facts):
            messages.success(request, _("Asked: the national team has been told, and will answer by mail."))
            return redirect("keys")
    return render(request, "api/key_form.html", {"form": form})


@needs(Verb.READ, Noun.KEY)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return key_detail(request, _key_or_404(request, pk))


@needs(Verb.UPDATE, Noun.KEY)
@require_POST
def show_text(request: HttpRequest, pk: int) -> HttpResponse:
    """The text itself, in the answer to this request and nowhere else."""
    key = _key_or_404(request, pk)
    form = AnsweringForm({})
    text = form.submit(key_requests.show_key, user=person(request), key=key)
    if text is None:
        for told in form.non_field_errors():
            messages.error(request, str(told))
        return redirect("key", key.pk)
    return render(request, "api/key_shown.html", {"key": key, "text": text, "former": None})


@needs(Verb.UPDATE, Noun.KEY)
@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    key = _key_or_404(request, pk)
    form = RenewForm(request.POST)
    if form.is_valid():
        done = form.submit(key_requests.renew_key, user=person(request), key=key, overlap=form.time)
        if done:
            following, text = done
            context = {"key": following, "text": text, "former": following.replaces}
            return render(request, "api/key_shown.html", context)
    return key_detail(request, key, renewal=form)


@needs(Verb.UPDATE, Noun.KEY)
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    key = _key_or_404(request, pk)
    key_requests.end_key(user=person(request), key=key)
    messages.success(request, _("Ended: whoever brings this key is refused from now on."))
    return redirect("key", key.pk)


@needs(Verb.PUBLISH, Noun.KEY)
@require_POST
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    key = _key_or_404(request, pk)
    form = GrantForm(request.POST)
    done = (
        form.submit(key_requests.grant_key, user=person(request), key=key, **form.cleaned_data)
        if form.is_valid()
        else None
    )
    if done:
        messages.success(request, _("Granted: the organisation can have its key shown, once."))
        return redirect("keys")
    return key_detail(request, key, granting=form)


@needs(Verb.PUBLISH, Noun.KEY)
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    key = _key_or_404(request, pk)
    form = RefuseKeyForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    if reason and form.submit(key_requests.refuse_key, user=person(request), key=key, reason=reason):
        messages.success(request, _("Refused: the reason has been sent."))
        return redirect("keys")
    return key_detail(request, key, refusal=form)


def key_detail(request: HttpRequest, key: ApiKey, **forms: Any) -> HttpResponse:
    """The key with what may be done to it; `forms` hold what was typed and refused."""
    user = person(request)
    context = {
        "key": key,
        "chart": usage_chart(key),
        "webhooks": webhooks_of(key),
        "deliveries": latest_deliveries(key),
        "address": WebhookForm(),
        "may_manage": _may_manage(request, key),
        "may_decide": can(user, Verb.PUBLISH, key) and key.requested_by_id != user.pk,
        "renewal": RenewForm(),
        "granting": GrantForm(initial={"precision": key.precision}),
        "refusal": RefuseKeyForm(),
    }
    return render(request, "api/key.html", context | forms, status=400 if forms else 200)


def _may_manage(request: HttpRequest, key: ApiKey) -> bool:
    return can(request.user, Verb.UPDATE, key)


def _key_or_404(request: HttpRequest, pk: int) -> ApiKey:
    """The same answer for a key that is missing and for another organisation's."""
    found = find_key_of(request.user, pk)
    if found is None:
        raise Http404
    return found
