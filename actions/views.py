"""Forms of an action. Who may not update it finds nothing there."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from actions.enums import FundingSource, Outcome
from actions.forms import EndForm, FundingFormSet, IndicatorForm, indicator_forms
from actions.models import ActionPage
from actions.services import end_action, record_funding, record_indicators
from actors.enums import Noun, Verb
from actors.forms.answering import take_refusal
from actors.models import User
from actors.policies import needs
from actors.rules import can


@needs(Verb.UPDATE, Noun.ACTION)
def indicators(request: HttpRequest, key: UUID) -> HttpResponse:
    """The grid of results: years in columns, counts in rows, schooling first."""
    action, user = _action(request, key)
    forms = indicator_forms(action, request.POST or None)
    if request.method == "POST" and _are_valid(forms) and _record(forms, action, user):
        messages.success(request, _("The results are recorded."))
        return redirect(action.get_url() or "/")
    rows = [[form[name] for form in forms] for name in forms[0].fields]
    return render(request, "actions/indicators_form.html", {"page": action, "forms": forms, "rows": rows})


def _are_valid(forms: list[IndicatorForm]) -> bool:
    """Every form is asked, so that each shows its errors."""
    return not [form for form in forms if not form.is_valid()]


def _record(forms: list[IndicatorForm], action: ActionPage, user: User) -> bool:
    """All the years that changed, or none of them."""
    with transaction.atomic():
        for form in forms:
            if not form.has_changed():
                continue
            try:
                record_indicators(user=user, action=action, year=form.year, values=form.changes)
            except ValidationError as refused:
                take_refusal(form, refused)
                transaction.set_rollback(True)
                return False
    return True


@needs(Verb.READ_FINANCES, Noun.ACTION)
def fundings(request: HttpRequest, key: UUID) -> HttpResponse:
    action, user = _action(request, key)
    if not can(user, Verb.READ_FINANCES, action):
        raise Http404
    formset = FundingFormSet(request.POST or None, queryset=action.fundings.order_by("year", "source"))
    if request.method == "POST" and formset.is_valid() and _record_money(formset, action, user):
        messages.success(request, _("The fundings are recorded."))
        return redirect(action.get_url() or "/")
    return render(request, "actions/fundings_form.html", {"page": action, "formset": formset})


def _record_money(formset: Any, action: ActionPage, user: User) -> bool:
    with transaction.atomic():
        for form in formset.forms:
            if not form.has_changed():
                continue
            said = form.cleaned_data
            try:
                record_funding(
                    user=user,
                    action=action,
                    year=said["year"],
                    source=FundingSource(said["source"]),
                    planned_eur=said["planned_eur"],
                    spent_eur=said["spent_eur"],
                )
            except ValidationError as refused:
                take_refusal(form, refused)
                transaction.set_rollback(True)
                return False
    return True


@needs(Verb.UPDATE, Noun.ACTION)
def end(request: HttpRequest, key: UUID) -> HttpResponse:
    action, user = _action(request, key)
    form = EndForm(request.POST or None, initial={"ended_on": action.ended_on, "outcome": action.outcome})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            end_action(
                user=user,
                action=action,
                ended_on=said["ended_on"],
                outcome=Outcome(said["outcome"]),
                reason=said["reason"],
            )
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("The action is ended. Thank you for saying what came of it."))
            return redirect(action.get_url() or "/")
    context = {"page": action, "form": form, "heading": _("End the action"), "cancel_url": action.get_url()}
    return render(request, "actions/end_form.html", context)


def _action(request: HttpRequest, key: UUID) -> tuple[ActionPage, User]:
    action = get_object_or_404(ActionPage.objects.select_related("territory"), translation_key=key)
    assert isinstance(request.user, User)  # noqa: S101 - its right says so, for the type checker
    if not can(request.user, Verb.UPDATE, action):
        raise Http404
    return action, request.user
