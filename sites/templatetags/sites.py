"""What templates ask of sites."""

from typing import Any

from django import template

from sites.models import SitePage
from sites.queries.finding import name_for
from sites.queries.sheet import SiteSheet, site_sheet

register = template.Library()


@register.simple_tag(takes_context=True)
def sheet_of(context: dict[str, Any], site: SitePage) -> SiteSheet | None:
    """The sheet as the person of this request may read it."""
    return site_sheet(site, reader=context["request"].user)


@register.simple_tag(takes_context=True)
def site_name(context: dict[str, Any], site: SitePage) -> str:
    """As the person of this request may call it."""
    return name_for(context["request"].user, site)


@register.simple_tag
def editor_sheet(site: SitePage, user: Any) -> SiteSheet | None:
    """The same in the editor, whose panels are given neither request nor page under these names."""
    if not hasattr(site, "_editor_sheet"):
        site._editor_sheet = site_sheet(site, reader=user)
    return site._editor_sheet
