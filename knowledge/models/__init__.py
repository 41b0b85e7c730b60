from knowledge.models.adoption import Adoption
from knowledge.models.community import Answer, Question
from knowledge.models.endorsement import Endorsement
from knowledge.models.evaluation import Evaluation
from knowledge.models.practice import CollectionPage, PracticeIndexPage, PracticePage
from knowledge.models.reading import LinkCheck, PracticeReading, UsefulVote
from knowledge.models.tracking import Comparison, TrackedEffect, TrackingTurn

__all__ = [
    "Adoption",
    "Answer",
    "CollectionPage",
    "Comparison",
    "Endorsement",
    "Evaluation",
    "LinkCheck",
    "PracticeIndexPage",
    "PracticePage",
    "PracticeReading",
    "Question",
    "TrackedEffect",
    "TrackingTurn",
    "UsefulVote",
]
