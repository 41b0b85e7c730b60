"""Who people are here."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    OBSERVER = "observer", _("observer")
    ACTOR = "actor", _("field actor")
    PARTNER = "partner", _("institutional partner")
    PILOT = "pilot", _("pilot")
    EDITOR = "editor", _("editor")
    NATIONAL = "national", _("national team")


class AccountState(models.TextChoices):
    INVITED = "invited", _("invited")
    ACTIVE = "active", _("active")
    SUSPENDED = "suspended", _("suspended")
    ANONYMOUS = "anonymous", _("anonymous")


class RequestState(models.TextChoices):
    """Where a request for access is."""

    RECEIVED = "received", _("received")
    WAITING = "waiting", _("waiting")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")


class OrganisationKind(models.TextChoices):
    PREFECTURE = "prefecture", _("préfecture")
    DDETS = "ddets", _("departmental directorate (DDETS)")
    ASSOCIATION = "association", _("association")
    CITY = "city", _("city")
    EPCI = "epci", _("EPCI")
    ARS = "ars", _("regional health agency (ARS)")
    EDUCATION = "education", _("national education")
    POLICE = "police", _("police and gendarmerie")
    JUSTICE = "justice", _("justice")
    COUNCIL = "council", _("departmental or regional council")
    STATE_AGENCY = "state_agency", _("State agency")
    NATIONAL = "national", _("national team")


class Noun(models.TextChoices):
    """The things that the rights table speaks of."""

    SITE = "site", _("site")
    ACTION = "action", _("action")
    PRACTICE = "practice", _("good practice")
    NEWS = "news", _("news")
    PAGE = "page", _("page")
    AREA = "area", _("area")
    TERRITORY = "territory", _("territory")
    STATISTICS = "statistics", _("statistics")
    ACCOUNT = "account", _("account")
    DIRECTORY = "directory", _("directory")
    KEY = "key", _("API key")


class Verb(models.TextChoices):
    READ = "read", _("read")
    READ_PUBLIC = "read_public", _("read the public part")
    READ_EXACT = "read_exact", _("see the exact place")
    READ_OUTCOMES = "read_outcomes", _("see what kind of place people went to, and whether they had been moved before")
    READ_RESTRICTED = "read_restricted", _("see owner and procedures")
    READ_FINANCES = "read_finances", _("see finances")
    READ_JOURNAL = "read_journal", _("read the journal")
    WRITE_JOURNAL = "write_journal", _("write in the journal")
    READ_WHOLE_JOURNAL = "read_whole_journal", _("read restricted messages of the journal")
    MODERATE_JOURNAL = "moderate_journal", _("moderate the journal")
    INTERVENE = "intervene", _("say that one acts there, invite others")
    DECLARE = "declare", _("declare")
    UPDATE = "update", _("update")
    OBSERVE = "observe", _("record an observation")
    RECORD = "record", _("update and observe without validation")
    PROPOSE_CLOSURE = "propose_closure", _("propose to close")
    CLOSE = "close", _("close")
    MERGE = "merge", _("merge duplicates")
    PUBLISH = "publish", _("publish")
    ADOPT = "adopt", _("take up")
    ENDORSE = "endorse", _("endorse")
    INVITE = "invite", _("invite")
    EXPORT = "export", _("export")
    EXPORT_AGGREGATED = "export_aggregated", _("export sums")
    READ_READINGS = "read_readings", _("see who has read it")
    SET_ALERT = "set_alert", _("set a heatwave or cold-wave alert")


class Reach(models.IntegerChoices):
    """How far a cell of the rights table goes."""

    NOWHERE = 0, _("no")
    OWN = 1, _("what they wrote")
    ORGANISATION = 2, _("their organisation's")
    TERRITORY = 3, _("their territory")
    EVERYWHERE = 4, _("everywhere")
    ADDRESSED = 5, _("those addressed to them")
    COLLEAGUES = 6, _("their organisation's, wherever it is")


class Rank(models.IntegerChoices):
    """How near to a thing a scope is held. What must be decided is asked of the nearest who may, then goes up."""

    SITE = 0, _("site")
    COMMUNE = 1, _("commune")
    EPCI = 2, _("EPCI")
    DEPARTEMENT = 3, _("département")
    REGION = 4, _("region")
    NATION = 5, _("nation")


class Option(models.TextChoices):
    """What a scope (or a key) carries beside its role: the flags that cells of the rights table ask for."""

    TRUSTED = "is_trusted", _("publishes without validation")
    RESTRICTED = "sees_restricted", _("sees owners and procedures")
    EXACT = "is_exact", _("exact places granted")


class Precision(models.TextChoices):
    """How finely a partner's key sees sites."""

    COMMUNE = "commune", _("commune")
    EXACT = "exact", _("exact")


class PrecisionPolicy(models.TextChoices):
    """How finely a deployment lets an audience see sites."""

    AREAS = "areas", _("areas only")
    COMMUNE = "commune", _("one by one, by commune")
    EXACT = "exact", _("one by one, at their exact place")


class KeyState(models.TextChoices):
    """Where a partner's key is, from what was asked to its end."""

    ASKED = "asked", _("waiting for the national team")
    REFUSED = "refused", _("refused")
    GRANTED = "granted", _("granted, to be shown")
    IN_FORCE = "in_force", _("in force")
    EXPIRED = "expired", _("expired")
    REVOKED = "revoked", _("revoked")


class SecurityEvent(models.TextChoices):
    """What the owner of an account is told by mail when it happens, whoever did it."""

    PASSWORD_CHANGED = "password_changed", _("Your password was changed.")
    TOTP_ACTIVATED = "totp_activated", _("An authenticator application was added to your account.")
    TOTP_DEACTIVATED = "totp_deactivated", _("The authenticator application was removed from your account.")
    WEBAUTHN_ADDED = "webauthn_added", _("A passkey was added to your account.")
    WEBAUTHN_REMOVED = "webauthn_removed", _("A passkey was removed from your account.")
    RECOVERY_CODES_GENERATED = "recovery_codes_generated", _("New recovery codes were made; the old ones are void.")
    RECOVERY_CODE_USED = "recovery_code_used", _("Someone logged in to your account with a recovery code.")
    NEW_BROWSER = "new_browser", _("Someone logged in to your account from a browser that it had not been used on.")
    PROVIDER_LINKED = "provider_linked", _("Your account was linked to the identity that your provider vouches for.")


class ReadingKind(models.TextChoices):
    """How a site was read."""

    SHEET = "sheet", _("sheet opened")
    EDITOR = "editor", _("sheet opened in the editor")
    HISTORY = "history", _("history or compared versions")
    PREVIEW = "preview", _("version previewed")
    EXPORT = "export", _("export")
    DETAIL = "detail", _("read by the API")
    LIST = "list", _("list or map")


class MailState(models.TextChoices):
    """What became of a mail."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("accepted by the mail server")
    WITHDRAWN = "withdrawn", _("no longer to be sent")
    GIVEN_UP = "given_up", _("given up")


class MailKind(models.TextChoices):
    """What a mail is about: its template under `emails/`."""

    ACTIVATION = "activation", _("invitation: link to open an account")
    PASSWORD_LINK = "password_link", _("link to choose a new password")
    SECURITY_EVENT = "security_event", _("security of an account")
    SCOPE_GIVEN = "scope_given", _("scope given")
    ACCESS_RECEIVED = "access_received", _("request for access: acknowledgement")
    ACCESS_KNOWN = "access_known", _("request for access: account already open")
    ACCESS_REFUSED = "access_refused", _("request for access: refusal")
    ACCESS_WAITING = "access_waiting", _("request for access: to be answered")
    ACCOUNT_UNUSED = "account_unused", _("account not used for long")
    ACCOUNT_SUSPENDED = "account_suspended", _("account suspended")
    ACCOUNT_REACTIVATED = "account_reactivated", _("account opened again")
    KEY_ASKED = "key_asked", _("API key: to be decided on")
    KEY_DECIDED = "key_decided", _("API key: answer")
    WORKFLOW = "workflow", _("validation")
    NEWS = "collaboration/news", _("notifications")
    WEEK = "collaboration/week", _("week of a territory")
    OTHER = "other", _("other")
