"""Where a site stands in the page tree: below the section of its commune's département."""

from django.db import transaction

from cms.services import ensure_territory_page
from sites.models import SitePage


@transaction.atomic
def follow_commune(site: SitePage) -> None:
    """Move a site whose commune belongs to another section. Its address changes with it."""
    section = ensure_territory_page(site.commune)
    if not site.is_child_of(section):
        site.move(section, pos="last-child")
        site.refresh_from_db()
