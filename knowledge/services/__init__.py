"""Verbs on practices."""

from knowledge.services.adoption import adopt_practice, close_adoption, follow_up_adoption, republish_practices_of
from knowledge.services.endorsement import endorse_practice, revoke_endorsement
from knowledge.services.practice import PRACTICE_FACTS, propose_practice, review_practice

__all__ = [
    "PRACTICE_FACTS",
    "adopt_practice",
    "close_adoption",
    "endorse_practice",
    "follow_up_adoption",
    "propose_practice",
    "republish_practices_of",
    "review_practice",
    "revoke_endorsement",
]
