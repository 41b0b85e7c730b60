from collaboration.forms.coordination import ActForm, InviteForm
from collaboration.forms.journal import EditForm, HideForm, JournalForm
from collaboration.forms.preferences import PreferencesForm

__all__ = ["ActForm", "EditForm", "HideForm", "InviteForm", "JournalForm", "PreferencesForm"]
