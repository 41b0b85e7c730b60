"""What a sheet may say of a practice."""

from actions.enums import Theme
from knowledge.enums import SiteNeed, TerritoryKind
from registers.imports.schema import Schema, choices, prose, text

PROSE_FIELDS = ("problem", "context", "results", "success_factors", "cautions", "resources")

PRACTICE_SCHEMA: Schema = {
    "title": text(255, required=True),
    "summary": text(500, required=True),
    **{name: prose() for name in PROSE_FIELDS},
    "steps": prose(),
    "people": text(300),
    "duration": text(200),
    "cost": text(300),
    "contact": text(300),
    "themes": choices(Theme),
    "site_needs": choices(SiteNeed),
    "territory_kinds": choices(TerritoryKind),
    "licence": text(80, required=True),
    "author_credit": text(200),
    "source_url": text(200),
}
