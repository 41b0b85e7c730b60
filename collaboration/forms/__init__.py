from collaboration.forms.journal import EditForm, HideForm, JournalForm

__all__ = ["EditForm", "HideForm", "JournalForm"]
