"""What Wagtail's editor and log know of actions."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from actions.viewsets import ActionListing

LOG_ACTIONS = {
    "actions.create": (_("new action"), _("Began the action")),
    "actions.update": (_("change of the action"), _("Updated the action")),
    "actions.record_indicators": (_("indicators"), _("Recorded the indicators of a year")),
    "actions.record_funding": (_("funding"), _("Recorded a funding")),
    "actions.remove_funding": (_("funding removed"), _("Removed a funding")),
    "actions.import": (_("import"), _("Imported the action from a register")),
    "actions.import_change": (_("import of a change"), _("Action changed by a register")),
    "actions.propose": (_("proposed change of the action"), _("Proposed a change of the action")),
    "actions.ask_outcome": (_("outcome asked"), _("Asked what came of the action")),
    "actions.ask_review": (_("review asked"), _("Asked what remains of the action twelve months later")),
    "actions.review": (_("review"), _("Said what remains of the action twelve months later")),
    "actions.end": (_("end"), _("Ended the action")),
}


@hooks.register("register_log_actions")
def name_log_actions(actions: LogActionRegistry) -> None:
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(name, label, message)


@hooks.register("register_admin_viewset")
def list_actions() -> ActionListing:
    return ActionListing()
