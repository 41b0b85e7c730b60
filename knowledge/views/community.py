"""Ask the community: questions, answers, the one that settled it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actions.enums import Theme
from actors.enums import Noun, Verb
from actors.forms.answering import take_refusal
from actors.policies import needs
from actors.views.asking import person, posted
from actors.views.receiving import received_once
from knowledge.forms import AnswerForm, HideForm, QuestionForm
from knowledge.models import Answer, Question
from knowledge.queries.community import find_answer, find_question, questions_for, read_thread
from knowledge.services.community import accept_answer, answer_question, ask_question, hide_written


@needs(Verb.READ_JOURNAL, Noun.PRACTICE)
def questions(request: HttpRequest) -> HttpResponse:
    theme = request.GET.get("theme", "")
    theme = theme if theme in Theme.values else ""
    is_open = request.GET.get("sans_reponse") == "1"
    page = questions_for(request.user, theme=theme, is_open=is_open, page=request.GET.get("page", "1"))
    query = {"theme": theme} | ({"sans_reponse": "1"} if is_open else {})
    context = {
        "questions": page,
        "themes": Theme.choices,
        "theme": theme,
        "is_open": is_open,
        "previous": f"?{urlencode(query | {'page': page.number - 1})}" if page.has_previous() else "",
        "next": f"?{urlencode(query | {'page': page.number + 1})}" if page.has_next() else "",
    }
    return render(request, "knowledge/questions.html", context)


@needs(Verb.WRITE_JOURNAL, Noun.PRACTICE)
@received_once
def ask(request: HttpRequest) -> HttpResponse:
    form = QuestionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            question = ask_question(user=person(request), facts=form.cleaned_data)
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("Your question is asked. You will be told of each answer."))
            return redirect("question", question.pk)
    context = {"form": form, "heading": _("Ask the community"), "cancel_url": reverse("questions")}
    return render(request, "knowledge/question_form.html", context)


@needs(Verb.READ_JOURNAL, Noun.PRACTICE)
@received_once
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """The question and its answers; an answer is sent to the same address."""
    found = _question(request, pk)
    form = AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            answer = answer_question(user=person(request), question=found, **form.cleaned_data)
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("Thank you for your answer."))
            return redirect(f"{reverse('question', args=[pk])}#reponse-{answer.pk}")
    thread = read_thread(found, reader=request.user)
    return render(request, "knowledge/question.html", {"thread": thread, "question": found, "form": form})


@needs(Verb.WRITE_JOURNAL, Noun.PRACTICE)
@require_POST
def accept(request: HttpRequest, pk: int, answer_id: int) -> HttpResponse:
    try:
        accept_answer(user=person(request), answer=_answer(request, pk, answer_id))
    except PermissionDenied as refused:
        raise Http404 from refused
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, _("This answer comes first now."))
    return redirect("question", pk)


@needs(Verb.MODERATE_JOURNAL, Noun.PRACTICE)
def hide(request: HttpRequest, pk: int, answer_id: int | None = None) -> HttpResponse:
    """The question, or one of its answers."""
    written: Question | Answer = _answer(request, pk, answer_id) if answer_id else _question(request, pk)
    form = HideForm(posted(request))
    if request.method == "POST" and form.is_valid():
        hide_written(user=person(request), written=written, reason=form.cleaned_data["reason"])
        messages.success(request, _("It is hidden. Who wrote it reads your reason."))
        return redirect("question", pk)
    cancel_url = reverse("question", args=[pk])
    context = {"form": form, "heading": _("Hide what was written"), "cancel_url": cancel_url, "written": written}
    return render(request, "knowledge/hide_form.html", context)


def _question(request: HttpRequest, pk: int) -> Question:
    found = find_question(pk, reader=request.user)
    if found is None:
        raise Http404
    return found


def _answer(request: HttpRequest, pk: int, answer_id: int) -> Answer:
    found = find_answer(_question(request, pk), answer_id, reader=request.user)
    if found is None:
        raise Http404
    return found
