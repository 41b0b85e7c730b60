"""What Wagtail's log knows of this floor."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

LOG_ACTIONS = {
    "write_in_journal": (_("message in the journal"), _("Wrote in the journal")),
    "edit_message": (_("message changed"), _("Changed a message of the journal")),
    "delete_message": (_("message deleted"), _("Deleted a message of the journal")),
    "hide_message": (_("message hidden"), _("Hid a message of the journal")),
    "act_here": (_("intervention"), _("Said that their organisation acts here")),
    "act_no_longer": (_("intervention ended"), _("Said that an organisation acts here no longer")),
    "invite_to_act": (_("invitation to act"), _("Invited an organisation to act here")),
    "show_message": (_("message shown"), _("Showed a message of the journal again")),
}


@hooks.register("register_log_actions")
def name_log_actions(actions: LogActionRegistry) -> None:
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(f"collaboration.{name}", label, message)
