"""Bringing back what a sheet said."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from actors.enums import Verb
from actors.models import User
from actors.rules import can
from sites.models import SitePage
from sites.services.site import SITE_FACTS, update_site


@transaction.atomic
def restore_version(*, user: User, site: SitePage, revision: Revision) -> SitePage:
    """A new version that says what an earlier one said, on the same way as any change: nothing in between is lost.

    Who may not read a restricted part leaves it as it is now.
    """
    if revision.object_id != str(site.pk):
        raise ValidationError(_("This version is of another site."))
    said = revision.as_object()
    sees_all = can(user, Verb.READ_RESTRICTED, site)
    facts = {name: getattr(said, name) for name in SITE_FACTS if sees_all or name not in site.restricted}
    return update_site(user=user, site=site, facts=facts, commune=said.commune)
