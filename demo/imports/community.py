"""What members ask each other, a collection of practices and an evaluation: fictitious, like the rest."""

import json
from datetime import date
from typing import Any

from actors.models import User
from cms.services import add_page
from demo.rules.story import ASKED
from knowledge.enums import EvaluationConclusion
from knowledge.models import Answer, CollectionPage, Evaluation, PracticeIndexPage, PracticePage, Question, UsefulVote


def seed_community() -> None:
    """Nothing if a question is already there."""
    if Question.objects.exists():
        return
    members = list(User.objects.filter(is_active=True, email__endswith="@demo.example").order_by("pk")[:6])
    for number, (title, text, themes, answers) in enumerate(ASKED):
        _ask(members, number, {"title": title, "text": text, "themes": themes}, answers)
    _collect()
    practices = PracticePage.objects.live().order_by("pk")
    UsefulVote.objects.bulk_create(
        UsefulVote(practice=practice, user=member)
        for rank, practice in enumerate(practices)
        for member in members[: rank % 5]
    )
    Evaluation.objects.create(
        practice=practices.get(slug="mediation-scolaire-du-reperage-a-l-assiduite"),
        title="Trois ans de médiation scolaire : ce qui dure",
        evaluator="Laboratoire d’évaluation d’exemple",
        dated_on=date(2026, 3, 12),
        conclusion=EvaluationConclusion.FAVOURABLE,
        summary="Deux enfants sur trois suivis par un médiateur sont encore à l’école un an après.",
        url="https://www.example.org/evaluation-mediation-scolaire",
    )


def _ask(members: list[User], number: int, facts: dict[str, object], answers: list[str]) -> None:
    asker = members[number % len(members)]
    question = Question.objects.create(author=asker, organisation=asker.organisation, **facts)
    for rank, text in enumerate(answers, start=1):
        other = members[(number + rank) % len(members)]
        answer = Answer.objects.create(question=question, author=other, organisation=other.organisation, text=text)
        if rank == 1 and len(answers) > 1:
            question.accepted = answer
            question.save(update_fields=["accepted"])


def _collect() -> None:
    chosen = PracticePage.objects.live().filter(slug__in=["rampe-eau-raccordee", "plan-hivernal-du-site"])
    body: list[dict[str, Any]] = [
        {"type": "text", "value": "<p>Ce qui ne peut pas attendre, et comment d’autres s’y sont pris.</p>"}
    ]
    body += [{"type": "practice", "value": {"practice": page.pk, "comment": ""}} for page in chosen.order_by("pk")]
    collection = CollectionPage(
        title="Les premiers jours sur un site",
        intro="Pour qui découvre un site : l’eau, le froid, le feu, l’école.",
        theme="water_hygiene",
        body=json.dumps(body),
    )
    add_page(collection, parent=PracticeIndexPage.objects.get())
    collection.save_revision().publish()
