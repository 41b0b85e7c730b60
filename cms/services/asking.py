"""Whoever may judge what waits is asked, and told: the nearest first."""

from typing import Any

from django.utils import timezone

from actors.enums import Rank
from actors.queries.pilots import asked, deciders_by_rank, next_rank
from cms.enums import Step
from cms.registry import Waits
from cms.services.notices import tell


def ask_judges(waiting: Waits, *, about: Any, is_told: bool = True) -> None:
    """`about`: what is judged, of which a mail tells the kind and no more."""
    found = deciders_by_rank(waiting.things(), verb=waiting.judging_verb, except_for=waiting.author_ids())
    waiting.rank = next_rank(found)
    waiting.asked_at, waiting.reminded_at = timezone.now(), None
    waiting.save()
    if is_told:
        tell(asked(found, rank=Rank(waiting.rank)), Step.SUBMITTED, about=about)
