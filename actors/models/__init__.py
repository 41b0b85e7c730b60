from actors.models.access import AccessRequest, ActivationLink
from actors.models.charter import Charter, CharterSignature
from actors.models.identity import Identity
from actors.models.key import ApiKey
from actors.models.mail import MailTrace, OutgoingMail
from actors.models.organisation import Organisation
from actors.models.reading import Reading, ReadingMark
from actors.models.receipt import Receipt
from actors.models.scope import GivenOption, Scope
from actors.models.user import User

__all__ = [
    "AccessRequest",
    "ActivationLink",
    "ApiKey",
    "Charter",
    "CharterSignature",
    "GivenOption",
    "Identity",
    "MailTrace",
    "Organisation",
    "OutgoingMail",
    "Reading",
    "ReadingMark",
    "Receipt",
    "Scope",
    "User",
]
