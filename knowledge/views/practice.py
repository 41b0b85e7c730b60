"""Proposing a practice, reading it again, saying that it was useful, printing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.wagtail_hooks import check_view_restrictions

from actions.models import ActionPage
from actors.enums import Noun, Verb
from actors.forms.answering import take_refusal
from actors.policies import needs, open_to_all
from actors.rules import can
from actors.views.asking import number_or_404, person, posted
from actors.views.receiving import received_once
from knowledge.forms import PracticeForm
from knowledge.models import PracticePage, Question
from knowledge.queries.beginnings import begun_from_action, begun_from_question
from knowledge.queries.community import find_question, may_settle
from knowledge.queries.sheet import practice_sheet
from knowledge.services import propose_practice, review_practice, vote_useful
from knowledge.services.community import propose_from_question
from knowledge.views.asking import practice_or_404, told_or_404


@needs(Verb.DECLARE, Noun.PRACTICE)
@received_once
def propose(request: HttpRequest) -> HttpResponse:
    """From nothing, from an action that applied it (?action=), or from a question that was settled (?question=)."""
    action, question = _action(request), _question(request)
    initial = begun_from_action(action) if action else begun_from_question(question) if question else {}
    form = PracticeForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid() and _propose(request, form, action, question):
        messages.success(request, _("Thank you. An editor will read it and publish it."))
        return redirect("/bonnes-pratiques/")
    context = {
        "form": form,
        "heading": _("Propose a good practice"),
        "cancel_url": "/bonnes-pratiques/",
        "begun_from": action or question,
    }
    return render(request, "knowledge/practice_form.html", context)


def _propose(request: HttpRequest, form: PracticeForm, action: ActionPage | None, question: Question | None) -> bool:
    said: dict[str, Any] = {"user": person(request), "facts": form.facts, "steps": form.cleaned_data["steps"]}
    try:
        if question:
            propose_from_question(question=question, **said)
        else:
            propose_practice(actions=[action] if action else [], **said)
    except ValidationError as refused:
        take_refusal(form, refused)
        return False
    return True


def _action(request: HttpRequest) -> ActionPage | None:
    """The action it is begun from, for who may read it."""
    if "action" not in request.GET:
        return None
    try:
        key = UUID(request.GET["action"])
    except ValueError as error:
        raise Http404 from error
    action = ActionPage.objects.live().select_related("territory", "operator").filter(translation_key=key).first()
    if action is None or not can(request.user, Verb.READ, action):
        raise Http404
    return action


def _question(request: HttpRequest) -> Question | None:
    if "question" not in request.GET:
        return None
    question = find_question(number_or_404(request.GET["question"]), reader=request.user)
    if question is None or question.accepted is None or not may_settle(request.user, question):
        raise Http404
    return question


@needs(Verb.PUBLISH, Noun.PRACTICE)
@require_POST
def review(request: HttpRequest, slug: str) -> HttpResponse:
    practice = practice_or_404(slug)
    review_practice(user=person(request), practice=practice)
    messages.success(request, _("Thank you. It will be read again in eighteen months."))
    return redirect(practice.get_url() or "/")


@needs(Verb.WRITE_JOURNAL, Noun.PRACTICE)
@require_POST
def useful(request: HttpRequest, slug: str) -> HttpResponse:
    practice = practice_or_404(slug)
    is_useful = request.POST.get("utile") == "1"
    try:
        vote_useful(user=person(request), practice=practice, is_useful=is_useful)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, _("Thank you for saying so.") if is_useful else _("It is no longer said."))
    return redirect(f"{practice.get_url() or '/'}#utile")


@open_to_all
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """The practice on paper: its steps and its evidence, without what asks for a click."""
    return _on_paper(told_or_404(slug), request, [], {})


@check_view_restrictions
def _on_paper(practice: PracticePage, request: HttpRequest, _args: Any, _kwargs: Any) -> HttpResponse:
    """Closed to whom its page is closed."""
    context = {"page": practice, "sheet": practice_sheet(practice, request.user)}
    return render(request, "knowledge/paper.html", context)
