"""What Wagtail's log knows of accounts. Nothing in it names a person: the log outlives the account."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

LOG_ACTIONS = {
    "actors.invite": (_("invitation"), _("Invited")),
    "actors.open_account": (_("opening of an account"), _("Opened the account")),
    "actors.sign_charter": (_("signature of the charter"), _("Signed the charter")),
    "actors.publish_charter": (_("charter"), _("Published a version of the charter")),
    "actors.request_accepted": (_("request accepted"), _("Accepted the request for access")),
    "actors.request_refused": (_("request refused"), _("Refused the request for access")),
    "actors.give_scope": (_("scope given"), _("Gave a scope")),
    "actors.end_scope": (_("end of a scope"), _("Ended a scope")),
    "actors.set_options": (_("options of a scope"), _("Changed the options of a scope")),
    "actors.suspend": (_("suspension"), _("Suspended the account")),
    "actors.reactivate": (_("reopening"), _("Opened the account again")),
    "actors.key_asked": (_("request for a key"), _("Asked for an API key")),
    "actors.key_granted": (_("key granted"), _("Granted an API key")),
    "actors.key_refused": (_("key refused"), _("Refused an API key")),
    "actors.key_shown": (_("key shown"), _("Had the key shown, once")),
    "actors.key_renewed": (_("key renewed"), _("Renewed the key")),
    "actors.key_revoked": (_("key revoked"), _("Revoked the key")),
    "actors.anonymise": (_("erasure"), _("Erased the name and the address")),
}


@hooks.register("register_log_actions")
def name_log_actions(actions: LogActionRegistry) -> None:
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(name, label, message)
