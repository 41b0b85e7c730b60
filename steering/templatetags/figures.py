"""Key figures for pages of lower floors: `{% public_figures territory as figures %}`; how values of tables are said."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from django import template

from cms.templatetags.wording import known
from steering.queries import PublicFigures, public_figures
from steering.rules.figures import Table
from territories.models import Territory

register = template.Library()


@register.simple_tag(name="public_figures")
def public_figures_tag(territory: Territory | None = None) -> PublicFigures:
    return public_figures(territory)


@register.filter
def told(value: Any) -> Any:
    """As `known` says it, amounts being told to the euro."""
    return known(round(value) if isinstance(value, Decimal) else value)


@register.filter
def with_links(table: Table, links: list[str] | None) -> list[tuple[str, Sequence[Any]]]:
    """Each row of a table with where it leads, "" where it leads nowhere."""
    return list(zip_longest(links or [], table.rows, fillvalue="")) if table.rows else []
