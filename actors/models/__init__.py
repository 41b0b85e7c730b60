from actors.models.key import ApiKey
from actors.models.mail import OutgoingMail
from actors.models.organisation import Organisation
from actors.models.reading import Reading, ReadingMark
from actors.models.scope import Scope
from actors.models.user import User

__all__ = ["ApiKey", "Organisation", "OutgoingMail", "Reading", "ReadingMark", "Scope", "User"]
