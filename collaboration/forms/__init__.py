from collaboration.forms.journal import EditForm, HideForm, JournalForm
from collaboration.forms.preferences import PreferencesForm

__all__ = ["EditForm", "HideForm", "JournalForm", "PreferencesForm"]
