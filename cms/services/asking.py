"""Whoever may judge what waits is asked, and told: the nearest first."""

from typing import Any

from django.utils import timezone

from actors.queries.pilots import first_asked
from cms.enums import Step
from cms.registry import Waits
from cms.services.notices import tell


def ask_judges(waiting: Waits, *, about: Any, is_told: bool = True) -> None:
    """`about`: what is judged, of which a mail tells the kind and no more."""
    things, authors = waiting.things(), waiting.author_ids()
    waiting.rank, people = first_asked(things, verb=waiting.judging_verb, except_for=authors)
    waiting.asked_at, waiting.reminded_at = timezone.now(), None
    waiting.save()
    if is_told:
        tell(people, Step.SUBMITTED, about=about)
