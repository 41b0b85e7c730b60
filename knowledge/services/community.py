"""Asking the community, answering, settling, and making a practice of what was settled."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.enums import Noun, Verb
from actors.models import User
from cms.services.steps import require
from knowledge.models import Answer, PracticeIndexPage, PracticePage, Question
from knowledge.queries.community import may_settle
from knowledge.services.practice import propose_practice
from knowledge.signals import community_spoke


@transaction.atomic
def ask_question(*, user: User, facts: Mapping[str, Any]) -> Question:
    """`facts`: title, text, themes, site_needs. Every member reads it."""
    require(user, Verb.WRITE_JOURNAL, Noun.PRACTICE)
    question = Question(author=user, organisation=user.organisation, **facts)
    question.text = question.text.strip()
    question.full_clean(exclude=["accepted", "practice"])
    if not question.themes:
        raise ValidationError({"themes": _("Choose at least one theme.")})
    question.save()
    return question


@transaction.atomic
def answer_question(*, user: User, question: Question, text: str, practice: PracticePage | None = None) -> Answer:
    require(user, Verb.WRITE_JOURNAL, Noun.PRACTICE)
    if question.hidden_at:
        raise ValidationError(_("This question was taken down."), code="hidden")
    if practice and not practice.live:
        raise ValidationError({"practice": _("This practice is not published.")})
    answer = Answer(
        question=question, author=user, organisation=user.organisation, text=text.strip(), practice=practice
    )
    answer.full_clean()
    answer.save()
    _say("knowledge.answer", user=user, to=question.author_id, key=f"answer:{answer.pk}")
    return answer


@transaction.atomic
def accept_answer(*, user: User, answer: Answer) -> Question:
    """The right one, says whoever asked (or an editor). Another may be chosen later."""
    question = Question.objects.select_for_update(of=("self",)).get(pk=answer.question_id)
    if not may_settle(user, question):
        raise PermissionDenied
    if answer.hidden_at:
        raise ValidationError(_("This answer was taken down."), code="hidden")
    question.accepted = answer
    question.save(update_fields=["accepted"])
    _say("knowledge.accept_answer", user=user, to=answer.author_id, key=f"accepted:{answer.pk}")
    return question


@transaction.atomic
def hide_written(*, user: User, written: Question | Answer, reason: str) -> None:
    """From everyone but its author, who reads why, and those who moderate."""
    require(user, Verb.MODERATE_JOURNAL, Noun.PRACTICE)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is hidden.")})
    written.hidden_at, written.hidden_by, written.hidden_reason = timezone.now(), user, reason.strip()
    written.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    if isinstance(written, Answer):
        Question.objects.filter(accepted=written).update(accepted=None)


@transaction.atomic
def propose_from_question(
    *, user: User, question: Question, facts: Mapping[str, Any], steps: Iterable[tuple[str, str]] = ()
) -> PracticePage:
    """A practice of what was settled, which an editor reads as any other; the question leads to it once published."""
    held = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if not may_settle(user, held) or held.accepted_id is None:
        raise PermissionDenied
    if held.practice_id:
        raise ValidationError(_("A practice was made of this question already."), code="twice")
    held.practice = propose_practice(user=user, facts=facts, steps=steps)
    held.save(update_fields=["practice"])
    return held.practice


def _say(action: str, *, user: User, to: int | None, key: str) -> None:
    """To whom it answers, unless they did it themselves; on the page where practices and questions are."""
    if to is None or to == user.pk:
        return
    index_id = PracticeIndexPage.objects.values_list("pk", flat=True).get()
    said = {"page_id": index_id, "action": action, "user_id": user.pk, "to_id": to, "key": key}
    community_spoke.send(sender=Question, **said)
