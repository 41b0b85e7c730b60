"""What one fills in from the field, often on a phone. Errors stand on their field, and nothing typed is lost."""

from sites.forms.closure import ClosureForm, ReopenForm
from sites.forms.declaration import DeclarationForm, SiteFactsForm
from sites.forms.follow_up import FollowUpForm
from sites.forms.observation import CorrectionForm, ObservationForm
from sites.forms.path import PathForm
from sites.forms.procedure import ProcedureForm

__all__ = [
    "ClosureForm",
    "CorrectionForm",
    "DeclarationForm",
    "FollowUpForm",
    "ObservationForm",
    "PathForm",
    "ProcedureForm",
    "ReopenForm",
    "SiteFactsForm",
]
