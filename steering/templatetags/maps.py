"""`{% choropleth drawing %}`: a map made by steering.rules.maps, which escapes all that it writes."""

from django import template
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def choropleth(drawing: str) -> SafeString:
    return SafeString(drawing)
