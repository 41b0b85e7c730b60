"""Attaching an evaluation from outside, and taking one off."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.enums import Verb
from actors.models import User
from catalog.services import publish_page
from cms.services.steps import require
from knowledge.models import Evaluation, PracticePage
from knowledge.services.steps import announce

EVALUATION_FACTS = ("title", "evaluator", "dated_on", "conclusion", "summary", "url")


@transaction.atomic
def attach_evaluation(*, user: User, practice: PracticePage, facts: Mapping[str, Any]) -> Evaluation:
    """`facts`: EVALUATION_FACTS, all of them. Whether it is from outside is asked again at each grading."""
    require(user, Verb.PUBLISH, practice)
    evaluation = Evaluation(practice=practice, author=user, **{name: facts[name] for name in EVALUATION_FACTS})
    if evaluation.dated_on > timezone.localdate():
        raise ValidationError({"dated_on": _("This date is in the future.")})
    evaluation.full_clean()
    evaluation.save()
    _say(evaluation, "knowledge.attach_evaluation", user=user)
    return evaluation


@transaction.atomic
def remove_evaluation(*, user: User, evaluation: Evaluation) -> None:
    """It is kept, and no longer counts."""
    require(user, Verb.PUBLISH, evaluation.practice)
    evaluation.removed_at = timezone.now()
    evaluation.save(update_fields=["removed_at"])
    _say(evaluation, "knowledge.remove_evaluation", user=user)


def _say(evaluation: Evaluation, action: str, *, user: User) -> None:
    announce(evaluation.practice, action, user=user, data={"evaluation": evaluation.pk})
    if evaluation.practice.live:
        publish_page(evaluation.practice)
