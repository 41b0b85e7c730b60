"""Accounts, for those who manage them: a list, a person, an invitation, scopes."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors.enums import Noun, Verb
from actors.forms.access import organisation_names
from actors.forms.accounts import AccountFilterForm, InvitationForm, SuspendForm
from actors.forms.answering import AnsweringForm
from actors.forms.scopes import OptionsForm, ScopeForm
from actors.models import Scope, User
from actors.policies import needs
from actors.queries.accounts import (
    PAGE_SIZE,
    has_other_scopes,
    list_accounts,
    manageable_scopes,
    seen_scopes,
)
from actors.queries.pilots import waiting_requests
from actors.queries.places import place_of
from actors.rules.giving import options_of
from actors.services.access import ensure_organisation
from actors.services.invitations import Identity, WantedScope, invite, invite_again, tell_of_scope
from actors.services.lifecycle import reactivate_account, suspend_account
from actors.services.scopes import end_scope, give_scope, manages, may_manage, set_options
from actors.views.asking import account_or_404, person, posted
from territories.enums import Level
from territories.models import Territory


@needs(Verb.INVITE, Noun.ACCOUNT)
def show_accounts(request: HttpRequest) -> HttpResponse:
    user = person(request)
    form = AccountFilterForm(request.GET or None)
    # A filter that is not understood finds nothing, and says so on its field.
    found = list_accounts(user, form.wanted) if not form.is_bound or form.is_valid() else User.objects.none()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {"form": form, "page": page, "query": asked.urlencode(), "waiting": waiting_requests(user).count()}
    return render(request, "actors/accounts.html", context)


@needs(Verb.INVITE, Noun.ACCOUNT)
def show_account(request: HttpRequest, pk: int) -> HttpResponse:
    shown = account_or_404(request, pk)
    user = person(request)
    scopes = [(scope, may_manage(user, scope), bool(options_of(scope.role))) for scope in seen_scopes(user, shown)]
    context = {
        "shown": shown,
        "scopes": scopes,
        "manages": manages(user, shown),
        "works_elsewhere": has_other_scopes(user, shown),
        "form": SuspendForm(),
    }
    return render(request, "actors/account_of.html", context)


@needs(Verb.INVITE, Noun.ACCOUNT)
def invite_someone(request: HttpRequest) -> HttpResponse:
    user = person(request)
    form = InvitationForm(posted(request), user=user)
    if form.is_bound and form.is_valid() and form.submit(_invite, form=form, user=user) is not None:
        messages.success(request, _("Invited: a mail has been sent."))
        return redirect("accounts")
    return render(request, "actors/invitation_form.html", {"form": form, "organisations": organisation_names()})


@needs(Verb.INVITE, Noun.ACCOUNT)
def give(request: HttpRequest, pk: int) -> HttpResponse:
    shown = account_or_404(request, pk)
    user = person(request)
    form = ScopeForm(posted(request), user=user)
    if form.is_bound and form.is_valid():
        said = {"role": form.cleaned_data["role"], "options": form.options_said, "ends_at": form.ends_at}
        scope = form.submit(give_scope, user=user, person=shown, on=form.on, **said)
        if scope:
            tell_of_scope(scope)
            messages.success(request, _("The scope has been given."))
            return redirect("account_of", pk=shown.pk)
    return render(request, "actors/scope_form.html", {"form": form, "shown": shown})


@needs(Verb.INVITE, Noun.ACCOUNT)
def change_options(request: HttpRequest, pk: int) -> HttpResponse:
    scope = _scope_or_404(request, pk)
    user = person(request)
    form = OptionsForm(posted(request), scope=scope)
    if form.is_bound and form.is_valid():
        form.submit(set_options, user=user, scope=scope, options=form.cleaned_data["options"])
        if not form.errors:
            messages.success(request, _("The options are changed."))
            return redirect("account_of", pk=scope.user_id)
    return render(request, "actors/options_form.html", {"form": form, "scope": scope})


@needs(Verb.INVITE, Noun.ACCOUNT)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    scope = _scope_or_404(request, pk)
    end_scope(user=person(request), scope=scope)
    messages.success(request, _("The scope has ended."))
    return redirect("accounts")


@needs(Verb.INVITE, Noun.ACCOUNT)
@require_POST
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    shown = account_or_404(request, pk)
    form = SuspendForm(request.POST)
    if form.is_valid():
        user = person(request)
        form.submit(suspend_account, user=user, person=shown, reason=form.cleaned_data["reason"])
    _tell(request, form, _("The account is suspended."))
    return redirect("account_of", pk=shown.pk)


@needs(Verb.INVITE, Noun.ACCOUNT)
@require_POST
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(request, pk, reactivate_account, _("The account is open again."))


@needs(Verb.INVITE, Noun.ACCOUNT)
@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(request, pk, invite_again, _("The link has been sent again."))


def _do(request: HttpRequest, pk: int, service: object, said: str) -> HttpResponse:
    shown: User = account_or_404(request, pk)
    form = AnsweringForm({})
    form.is_valid()
    form.submit(service, user=person(request), person=shown)  # type: ignore[arg-type]
    _tell(request, form, said)
    return redirect("account_of", pk=shown.pk)


def _tell(request: HttpRequest, form: AnsweringForm, said: str) -> None:
    refusals = [error for errors in form.errors.values() for error in errors]
    for refusal in refusals:
        messages.error(request, str(refusal))
    if not refusals:
        messages.success(request, said)


@transaction.atomic
def _invite(*, form: InvitationForm, user: User) -> User:
    said = form.cleaned_data
    # An organisation that is new belongs where its first member works.
    place = (
        said["territory"] or Territory.objects.filter(pk__in=place_of(form.on).territory_ids).at(Level.COMMUNE).get()
    )
    organisation = ensure_organisation(name=said["organisation_name"], kind=said["organisation_kind"], territory=place)
    identity = Identity(
        email=said["email"],
        first_name=said["first_name"],
        last_name=said["last_name"],
        position=said["position"],
        organisation=organisation,
    )
    wanted = WantedScope(role=said["role"], on=form.on, options=form.options_said, ends_at=form.ends_at)
    return invite(user=user, identity=identity, wanted=wanted)


def _scope_or_404(request: HttpRequest, pk: int) -> Scope:
    user = person(request)
    scope = manageable_scopes(user).select_related("territory", "page", "user").filter(pk=pk).first()
    if scope is None:
        raise Http404
    return scope
