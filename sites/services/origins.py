"""Where the people of a site came from: links to the sites that they left."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actors.enums import Verb
from actors.models import User
from actors.rules import can
from catalog.services import publish_page
from cms.services.steps import require
from sites.enums import YesNo
from sites.models import Resettlement, SitePage
from sites.services.steps import announce, require_open


@transaction.atomic
def set_origins(*, user: User, site: SitePage, origins: Mapping[SitePage, int | None]) -> None:
    """`origins`: the sites, and how many people came from each (None: unknown).

    Links to sites that `user` may not read are neither seen nor touched.
    """
    require(user, Verb.RECORD, site)
    require_open(site)
    if origins and site.reinstallation == YesNo.NO:
        raise ValidationError(_("The sheet says that its people come from no other site: change it first."))
    if any(other.pk == site.pk for other in origins):
        raise ValidationError(_("People cannot come from the site where they are."))
    if not all(can(user, Verb.READ_EXACT, other) for other in origins):
        raise PermissionDenied
    held = Resettlement.objects.select_for_update().filter(destination=site).select_related("origin__commune")
    seen = {link.origin_id: link for link in held.order_by("pk") if can(user, Verb.READ_EXACT, link.origin)}
    before = {pk: link.people for pk, link in seen.items()}
    after = {other.pk: people for other, people in origins.items()}
    if before == after:
        return
    Resettlement.objects.filter(pk__in=[link.pk for pk, link in seen.items() if pk not in after]).delete()
    for origin_id, people in after.items():
        Resettlement.objects.update_or_create(origin_id=origin_id, destination=site, defaults={"people": people})
    said = {"before": [[*one] for one in before.items()], "after": [[*one] for one in after.items()]}
    announce(site, "sites.set_origins", user=user, data=said)
    publish_page(site)
