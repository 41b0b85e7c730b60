"""What the preview of a draft on another front end needs."""

from typing import Any

from django import template

from cms.services.previews import OpenedPreview, open_preview

register = template.Library()


@register.simple_tag(takes_context=True)
def partner_preview(context: dict[str, Any]) -> OpenedPreview | None:
    """Of the page that Wagtail shows to somebody who may: it has asked the right before it came here."""
    return open_preview(context["page"], user=context["request"].user)
