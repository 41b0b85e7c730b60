"""The charter, as it is read."""

import markdown
from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def as_charter(text: str) -> SafeString:
    """Markdown, of which any HTML is shown as it was typed."""
    return mark_safe(markdown.markdown(escape(text), output_format="html"))  # noqa: S308 - escaped first
