"""Bringing back what a sheet said."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from actions.models import ActionPage
from actions.services.action import ACTION_FACTS, ACTION_LINKS, update_action
from actors.enums import Verb
from actors.models import User
from actors.rules import can
from sites.models import SitePage


@transaction.atomic
def restore_action(*, user: User, action: ActionPage, revision: Revision) -> ActionPage:
    """A new version that says what an earlier one said, on the same way as any change: nothing in between is lost.

    When it ends is a result, which no version takes back. Sites that the user may not read stay as they are now.
    """
    if revision.object_id != str(action.pk):
        raise ValidationError(_("This version is of another action."))
    said = revision.as_object()
    facts = {name: getattr(said, name) for name in ACTION_FACTS if name != "ended_on"}
    links = {name: list(getattr(said, name).all()) for name in ACTION_LINKS}
    links["sites"] = [site for site in links["sites"] if can(user, Verb.READ, site)]
    unread = [site.pk for site in action.sites.all() if not can(user, Verb.READ, site)]
    if unread:
        links["sites"] += list(SitePage.objects.filter(pk__in=unread))
    return update_action(user=user, action=action, facts=facts | links)
