"""What Wagtail's editor and log know of practices."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from catalog.rules.keeping import GIVEN
from knowledge.models import PracticePage
from knowledge.services import count_reading
from knowledge.viewsets import PracticeListing

LOG_ACTIONS = {
    "knowledge.propose": (_("proposal"), _("Proposed the practice")),
    "knowledge.review": (_("review"), _("Read the practice again: it still holds")),
    "knowledge.translate": (_("translation"), _("Began a translation")),
    "knowledge.check_translation": (_("review of a translation"), _("Read the translation again: it follows")),
    "knowledge.import": (_("import"), _("Imported from a collection")),
    "knowledge.import_change": (_("import of a change"), _("Changed by a collection")),
    "knowledge.adopt": (_("adoption"), _("Took the practice up")),
    "knowledge.endorse": (_("recommendation"), _("Recommended the practice")),
    "knowledge.revoke_endorsement": (_("end of a recommendation"), _("Took a recommendation back")),
    "knowledge.close_adoption": (_("end of an adoption"), _("Said what came of an adoption")),
    "knowledge.attach_evaluation": (_("evaluation"), _("Attached an evaluation from outside")),
    "knowledge.remove_evaluation": (_("end of an evaluation"), _("Took an evaluation off")),
    "knowledge.follow_up_adoption": (_("follow-up of an adoption"), _("Said what an adoption has become")),
}


@hooks.register("register_log_actions")
def name_log_actions(actions: LogActionRegistry) -> None:
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(name, label, message)


@hooks.register("register_admin_viewset")
def list_practices() -> PracticeListing:
    return PracticeListing()


@hooks.register("before_serve_page")
def count_who_reads(page: Page, request: HttpRequest, *_: Any) -> None:
    """How often, by nobody in particular: what is taken up is compared with what is read."""
    if isinstance(page, PracticePage) and request.method == "GET":
        # This time, and those when the page that was kept was given.
        count_reading(page.original, times=1 + request.META.get(GIVEN, 0))
