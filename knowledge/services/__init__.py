"""Verbs on practices."""

from knowledge.services.adoption import (
    End,
    adopt_practice,
    close_adoption,
    follow_up_adoption,
    republish_practices_of,
)
from knowledge.services.endorsement import endorse_practice, revoke_endorsement
from knowledge.services.evaluation import attach_evaluation, remove_evaluation
from knowledge.services.follow_up import ask_adoptions
from knowledge.services.practice import PRACTICE_FACTS, propose_practice, review_practice
from knowledge.services.reading import count_reading, vote_useful
from knowledge.services.translation import (
    check_translation,
    republish_original,
    republish_translated,
    translate_practice,
    withdraw_translations,
)

__all__ = [
    "PRACTICE_FACTS",
    "End",
    "adopt_practice",
    "ask_adoptions",
    "attach_evaluation",
    "check_translation",
    "close_adoption",
    "count_reading",
    "endorse_practice",
    "follow_up_adoption",
    "propose_practice",
    "remove_evaluation",
    "republish_original",
    "republish_practices_of",
    "republish_translated",
    "review_practice",
    "revoke_endorsement",
    "translate_practice",
    "vote_useful",
    "withdraw_translations",
]
