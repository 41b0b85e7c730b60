"""The grids of an action: results by year, money by year and source."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from actions.forms.results import (
    FundingYearForm,
    IndicatorForm,
    funding_forms,
    funding_rows,
    indicator_forms,
    indicator_groups,
)
from actions.models import ActionPage
from actions.services import record_funding, record_indicators
from actions.views.asking import action_or_404, to_action
from actors.enums import Noun, Verb
from actors.forms.answering import take_refusal
from actors.models import User
from actors.policies import needs
from actors.views.asking import person, posted

YearForm = IndicatorForm | FundingYearForm


@needs(Verb.UPDATE, Noun.ACTION)
def indicators(request: HttpRequest, key: UUID) -> HttpResponse:
    """Years in columns, counts in rows, schooling first."""
    action = action_or_404(request, key, Verb.UPDATE)
    forms = indicator_forms(action, posted(request))
    if request.method == "POST" and _are_kept(forms, action, person(request), _record_indicators):
        messages.success(request, _("The results are recorded."))
        return to_action(action, "#results")
    context = {"page": action, "forms": forms, "groups": indicator_groups(forms)}
    return render(request, "actions/indicators_form.html", context)


@needs(Verb.READ_FINANCES, Noun.ACTION)
def fundings(request: HttpRequest, key: UUID) -> HttpResponse:
    """Of each year, what is planned and what is spent; sources in rows."""
    action_or_404(request, key, Verb.READ_FINANCES)
    action = action_or_404(request, key, Verb.UPDATE)
    forms = funding_forms(action, posted(request))
    if request.method == "POST" and _are_kept(forms, action, person(request), _record_money):
        messages.success(request, _("The fundings are recorded."))
        return to_action(action, "#fundings")
    context = {
        "page": action,
        "forms": forms,
        "groups": funding_rows(forms),
        "parts": [_("Planned"), _("Spent")],
        "asks_confirmation": any(form.asks_confirmation for form in forms),
    }
    return render(request, "actions/fundings_form.html", context)


def _are_kept(
    forms: Sequence[YearForm], action: ActionPage, user: User, record: Callable[[Any, ActionPage, User], None]
) -> bool:
    """All the years that changed, or none of them. Every form is asked, so that each shows its errors."""
    if [form for form in forms if not form.is_valid()]:
        return False
    with transaction.atomic():
        for form in forms:
            if not form.has_changed():
                continue
            try:
                record(form, action, user)
            except ValidationError as refused:
                take_refusal(form, refused)
                transaction.set_rollback(True)
                return False
    return True


def _record_indicators(form: IndicatorForm, action: ActionPage, user: User) -> None:
    record_indicators(user=user, action=action, year=form.year, values=form.changes)


def _record_money(form: FundingYearForm, action: ActionPage, user: User) -> None:
    for source, money in form.changes:
        record_funding(
            user=user, action=action, year=form.year, source=source, money=money, confirmed=form.is_confirmed
        )
