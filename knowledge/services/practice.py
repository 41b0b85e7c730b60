"""Proposing a practice, and publishing it."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import conditional_escape, linebreaks
from django.utils.translation import gettext as _

from actions.models import ActionPage
from actors.enums import Noun, Verb
from actors.models import User
from actors.rules import can
from cms.services import add_page, carry_over, save_version
from cms.services.steps import require
from collaboration.services.follows import follow_page
from knowledge.models import PracticeIndexPage, PracticePage
from knowledge.queries.documents import PROSE
from knowledge.rules.review import next_review
from knowledge.services.steps import announce

FACTS = (
    "title", "summary", "people", "duration", "cost", "contact", "themes", "main_need", "site_needs", "territory_kinds",
    "licence", "author_credit", "source_url",
)  # fmt: skip
# What a form, an import or the API may say of a practice. Prose is plain text: its paragraphs are kept, its markup not.
PRACTICE_FACTS = (*FACTS, *PROSE)


@transaction.atomic
def propose_practice(
    *, user: User, facts: Mapping[str, Any], steps: Iterable[tuple[str, str]] = (), actions: Iterable[ActionPage] = ()
) -> PracticePage:
    """A draft that awaits an editor. `facts`: PRACTICE_FACTS, of which "title", "summary" and "themes" are required.

    `steps`: title and text of each, in order. `actions`: those that applied it, which its author must be able to read.
    """
    require(user, Verb.DECLARE, Noun.PRACTICE)
    practice = PracticePage(owner=user, organisation=user.organisation, live=False)
    _state(practice, facts)
    told = [{"type": "step", "value": {"title": title, "text": _html(text)}} for title, text in steps]
    practice.steps = json.dumps(told)  # type: ignore[assignment]
    linked = list(actions)
    if not all(can(user, Verb.READ, action) for action in linked):
        raise PermissionDenied
    add_page(practice, parent=PracticeIndexPage.objects.get())
    practice.actions.set(linked)
    practice.save()
    save_version(user=user, version=practice)
    follow_page(user=user, page=practice, follows=True)
    announce(practice, "knowledge.propose", user=user)
    return practice


@transaction.atomic
def review_practice(*, user: User, practice: PracticePage, review_on: date | None = None) -> PracticePage:
    """An editor has read a published practice again and it still holds: it is read again at `review_on`."""
    require(user, Verb.PUBLISH, practice)
    until = review_on or next_review()
    if until <= timezone.localdate():
        raise ValidationError({"review_on": _("Choose a date to come.")})
    PracticePage.objects.filter(pk=practice.pk).update(review_on=until)
    practice.refresh_from_db()
    carry_over(practice, {"review_on": until})
    announce(practice, "knowledge.review", user=user, data={"review_on": until.isoformat()})
    return practice


def _state(practice: PracticePage, facts: Mapping[str, Any]) -> None:
    unknown = facts.keys() - set(PRACTICE_FACTS)
    if unknown:
        raise TypeError(f"A practice has no {sorted(unknown)}.")
    for name, value in facts.items():
        setattr(practice, name, _html(value) if name in PROSE else value)
    if not practice.themes:
        raise ValidationError({"themes": _("Choose at least one theme.")})


def _html(text: str) -> str:
    return linebreaks(conditional_escape(text.strip())) if text.strip() else ""
