from collaboration.models.attachment import Attachment
from collaboration.models.journal import Addressee, JournalEntry, JournalReading, JournalVersion

__all__ = ["Addressee", "Attachment", "JournalEntry", "JournalReading", "JournalVersion"]
