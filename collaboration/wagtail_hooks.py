"""What Wagtail's log knows of this floor."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def name_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("collaboration.write_in_journal", _("message in the journal"), _("Wrote in the journal"))
