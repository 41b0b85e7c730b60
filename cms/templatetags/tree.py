"""`{% sections_below page as sections %}`: the pages of the territories below one."""

from django import template

from cms import queries
from cms.models import TerritoryIndexPage, TerritoryPage

register = template.Library()


@register.simple_tag
def sections_below(page: TerritoryIndexPage | TerritoryPage) -> list[queries.Section]:
    return queries.sections_below(page)
