from collaboration.models.attachment import Attachment
from collaboration.models.follow import Follow, Preference
from collaboration.models.journal import Addressee, JournalEntry, JournalReading, JournalVersion
from collaboration.models.notification import Notification

__all__ = [
    "Addressee",
    "Attachment",
    "Follow",
    "JournalEntry",
    "JournalReading",
    "JournalVersion",
    "Notification",
    "Preference",
]
