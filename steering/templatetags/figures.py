"""Key figures for pages of lower floors: `{% public_figures territory as figures %}`; how values of tables are said."""

from decimal import Decimal
from typing import Any

from django import template

from cms.templatetags.wording import known
from steering.queries import PublicFigures, public_figures
from territories.models import Territory

register = template.Library()


@register.simple_tag(name="public_figures")
def public_figures_tag(territory: Territory | None = None) -> PublicFigures:
    return public_figures(territory)


@register.filter
def told(value: Any) -> Any:
    """As `known` says it, amounts being told to the euro."""
    return known(round(value) if isinstance(value, Decimal) else value)
