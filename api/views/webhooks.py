"""What the page of a key does with the addresses told of changes."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors.enums import Noun, Verb
from actors.policies import needs
from actors.queries.keys import find_key_of
from actors.views.asking import person
from api.forms.webhooks import WebhookForm
from api.models import Webhook
from api.queries.webhooks import find_delivery, find_webhook
from api.services import webhooks
from api.views.keys import key_detail


@needs(Verb.UPDATE, Noun.KEY)
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """The secret itself, in the answer to this request and nowhere else."""
    key = find_key_of(request.user, pk)
    if key is None:
        raise Http404
    form = WebhookForm(request.POST)
    if form.is_valid():
        done = form.submit(webhooks.add_webhook, user=person(request), key=key, url=form.cleaned_data["url"])
        if done:
            return render(request, "api/secret_shown.html", {"webhook": done[0], "secret": done[1], "former": False})
    return key_detail(request, key, address=form)


@needs(Verb.UPDATE, Noun.KEY)
@require_POST
def renew_secret(request: HttpRequest, pk: int) -> HttpResponse:
    webhook = _webhook_or_404(request, pk)
    secret = webhooks.renew_secret(user=person(request), webhook=webhook)
    return render(request, "api/secret_shown.html", {"webhook": webhook, "secret": secret, "former": True})


@needs(Verb.UPDATE, Noun.KEY)
@require_POST
def send_test(request: HttpRequest, pk: int) -> HttpResponse:
    return _done(request, pk, webhooks.send_test, _("A test is on its way: its fate shows below in a few seconds."))


@needs(Verb.UPDATE, Noun.KEY)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    return _done(request, pk, webhooks.end_webhook, _("Ended: this address is told nothing more."))


@needs(Verb.UPDATE, Noun.KEY)
@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """From the page of the key, and from the report of the editor, to which one comes back."""
    delivery = find_delivery(request.user, pk)
    if delivery is None:
        raise Http404
    if webhooks.send_again(user=person(request), delivery=delivery):
        messages.success(request, _("Sent again."))
    else:
        messages.warning(request, _("This message waits already, or its address has ended."))
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return redirect(back)
    return redirect("key", delivery.webhook.key_id)


def _done(request: HttpRequest, pk: int, service: Callable, told: str) -> HttpResponse:
    webhook = _webhook_or_404(request, pk)
    service(user=person(request), webhook=webhook)
    messages.success(request, told)
    return redirect("key", webhook.key_id)


def _webhook_or_404(request: HttpRequest, pk: int) -> Webhook:
    found = find_webhook(request.user, pk)
    if found is None:
        raise Http404
    return found
