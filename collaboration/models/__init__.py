from collaboration.models.attachment import Attachment
from collaboration.models.card import Card, CardLook
from collaboration.models.follow import Follow, Preference
from collaboration.models.intervention import Intervention, InvitationToAct
from collaboration.models.journal import Addressee, JournalEntry, JournalReading, JournalVersion
from collaboration.models.notification import Notification
from collaboration.models.saved import SavedSearch
from collaboration.models.week import WeekTold

__all__ = [
    "Addressee",
    "Attachment",
    "Card",
    "CardLook",
    "Follow",
    "Intervention",
    "InvitationToAct",
    "JournalEntry",
    "JournalReading",
    "JournalVersion",
    "Notification",
    "Preference",
    "SavedSearch",
    "WeekTold",
]
