"""Questions and answers, as one reader may see them."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from actors.enums import Noun, Verb
from actors.rules import can
from knowledge.models import Answer, Question

PAGE_SIZE = 20


@dataclass(frozen=True)
class Thread:
    """A question with its answers, the accepted one first. may_*: what the reader may do to it."""

    question: Question
    answers: list[Answer]
    may_settle: bool
    may_moderate: bool
    is_mine: bool


def questions_for(reader: Any, *, theme: str = "", is_open: bool = False, page: str = "1") -> Page:
    """Latest first; `answer_count` of those that are shown. As many queries with one as with twenty."""
    rows = Question.objects.shown_to(reader, moderates=_moderates(reader)).select_related("organisation")
    if theme:
        rows = rows.filter(themes__contains=[theme])
    if is_open:
        rows = rows.filter(accepted=None)
    counted = rows.annotate(answer_count=Count("answers", filter=Q(answers__hidden_at=None)))
    return Paginator(counted.order_by("-pk"), PAGE_SIZE).get_page(page)


def find_question(pk: int, *, reader: Any) -> Question | None:
    rows = Question.objects.shown_to(reader, moderates=_moderates(reader))
    return rows.select_related("author", "organisation", "accepted", "practice").filter(pk=pk).first()


def find_answer(question: Question, pk: int, *, reader: Any) -> Answer | None:
    rows = question.answers.shown_to(reader, moderates=_moderates(reader))
    return rows.select_related("author").filter(pk=pk).first()


def read_thread(question: Question, *, reader: Any) -> Thread:
    moderates = _moderates(reader)
    rows = question.answers.shown_to(reader, moderates=moderates).order_by("pk")
    answers = list(rows.select_related("author", "organisation", "practice"))
    answers.sort(key=lambda answer: answer.pk != question.accepted_id)
    return Thread(
        question=question,
        answers=answers,
        may_settle=may_settle(reader, question),
        may_moderate=moderates,
        is_mine=question.author_id == reader.pk,
    )


def may_settle(reader: Any, question: Question) -> bool:
    """Say which answer is the right one: whoever asked, and editors."""
    return question.author_id == reader.pk or can(reader, Verb.PUBLISH, Noun.PRACTICE)


def _moderates(reader: Any) -> bool:
    return can(reader, Verb.MODERATE_JOURNAL, Noun.PRACTICE)
