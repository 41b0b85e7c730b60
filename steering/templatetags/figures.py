"""Key figures for pages of lower floors: `{% public_figures territory as figures %}`."""

from django import template

from steering.queries import PublicFigures, public_figures
from territories.models import Territory

register = template.Library()


@register.simple_tag(name="public_figures")
def public_figures_tag(territory: Territory | None = None) -> PublicFigures:
    return public_figures(territory)
