"""What may be exported from a list: `{% export_of "site" as table %}`; of which years a report may be asked for."""

from typing import Any

from django import template

from actors.enums import Noun, Verb
from actors.rules import can
from steering.queries.report import years_of_reports
from steering.registry import ExportTable, open_tables

register = template.Library()


@register.simple_tag(takes_context=True)
def export_of(context: dict[str, Any], noun: str) -> ExportTable | None:
    """The first of the tables that open from the list of a noun, for who may export one of them. No query."""
    user = context["request"].user
    wanted = Noun(noun)
    return next((table for table in open_tables(user) if table.noun == wanted), None)


@register.simple_tag(takes_context=True)
def report_years(context: dict[str, Any]) -> list[int]:
    """The years of which a report may be asked for; none for who may take no sum away."""
    return years_of_reports() if can(context["request"].user, Verb.EXPORT_AGGREGATED, Noun.SITE) else []
