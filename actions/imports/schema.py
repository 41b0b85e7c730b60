"""What a row of a register of actions may say."""

from actions.enums import LocationKind, Outcome, Theme
from actions.rules.results import COUNTS
from registers.imports.schema import Schema, choice, choices, day, prose, text, whole
from sites.imports.schema import PLACE_SCHEMA

SHEET_SCHEMA: Schema = {
    "title": text(255, required=True),
    "objectives": prose(4000),
    "themes": choices(Theme),
    "operator": text(200),
    "started_on": day(required=True),
    "ended_on": day(),
    "location_kind": choice(LocationKind),
    "outcome": choice(Outcome),
    "outcome_reason": prose(2000),
}
RESULTS_SCHEMA: Schema = {**{name: whole() for name in COUNTS}, "indicator_comment": prose(2000)}

ACTION_SCHEMA: Schema = {**SHEET_SCHEMA, **PLACE_SCHEMA, **RESULTS_SCHEMA}
