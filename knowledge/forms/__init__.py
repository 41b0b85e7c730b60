"""What one fills in around practices. Rights and rules are the services'."""

from knowledge.forms.adoption import AdoptionForm, CloseAdoptionForm, FollowUpForm
from knowledge.forms.community import AnswerForm, HideForm, QuestionForm
from knowledge.forms.judging import EndorsementForm, EvaluationForm
from knowledge.forms.practice import PracticeForm

__all__ = [
    "AdoptionForm",
    "AnswerForm",
    "CloseAdoptionForm",
    "EndorsementForm",
    "EvaluationForm",
    "FollowUpForm",
    "HideForm",
    "PracticeForm",
    "QuestionForm",
]
