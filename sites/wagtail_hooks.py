"""What Wagtail's editor and log know of sites."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from sites.views.sheet import Serve, guarded
from sites.viewsets import SiteListing

LOG_ACTIONS = {
    "sites.declare": (_("declaration"), _("Declared the site")),
    "sites.update": (_("change of the sheet"), _("Updated the sheet")),
    "sites.propose": (_("proposed change"), _("Proposed a change")),
    "sites.observe": (_("observation"), _("Recorded an observation")),
    "sites.correct_observation": (_("correction of an observation"), _("Corrected an observation")),
    "sites.remove_photo": (_("removal of a photo"), _("Removed a photo of an observation")),
    "sites.propose_observation": (_("proposed observation"), _("Recorded an observation that awaits validation")),
    "sites.validate_observation": (_("validation of an observation"), _("Validated an observation")),
    "sites.refuse_observation": (_("refusal of an observation"), _("Refused an observation")),
    "sites.close": (_("closure"), _("Closed the site")),
    "sites.propose_closure": (_("proposed closure"), _("Proposed to close the site")),
    "sites.propose_reopening": (_("proposed reopening"), _("Proposed to reopen the site")),
    "sites.refuse_closure": (_("refusal of a proposed closure"), _("Refused a proposed closure or reopening")),
    "sites.withdraw_closure": (_("withdrawal of a proposed closure"), _("Took back a proposed closure or reopening")),
    "sites.reopen": (_("reopening"), _("Reopened the site")),
    "sites.ask_follow_up": (_("question after a year"), _("Asked what the people have become")),
    "sites.follow_up": (_("follow-up of a closure"), _("Said what the people have become")),
    "sites.merge": (_("merger"), _("Merged a duplicate into the site")),
    "sites.absorbed": (_("merger into another site"), _("Merged the page into that of another site")),
    "sites.set_phase": (_("phase of resorption"), _("Updated the path to resorption")),
    "sites.set_origins": (_("sites its people came from"), _("Said which sites its people came from")),
    "sites.import": (_("import"), _("Imported the site from a register")),
    "sites.import_change": (_("import of a change"), _("Site changed by a register")),
    "sites.clear_phase": (_("phase of resorption removed"), _("Removed a phase of the path to resorption")),
}


@hooks.register("register_log_actions")
def name_log_actions(actions: LogActionRegistry) -> None:
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(name, label, message)


# Before Wagtail's own view restrictions, whose password form would tell that there is a page.
@hooks.register("on_serve_page", order=-2)
def stand_at_the_door(serve: Serve) -> Serve:
    return guarded(serve)


@hooks.register("register_admin_viewset")
def list_sites() -> SiteListing:
    return SiteListing()
