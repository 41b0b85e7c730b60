"""What a row of a register of actions may say."""

from actions.enums import LocationKind, Outcome, Theme
from registers.imports.schema import Schema, choice, choices, day, prose, text, whole
from sites.imports.schema import PLACE_SCHEMA

INDICATORS = (
    "people", "households", "women", "minors", "to_be_schooled", "in_mediation", "enrolled_nursery", "enrolled_primary",
    "enrolled_college", "enrolled_lycee", "enrolled_other", "work_people", "work_women", "housing_people",
    "housing_households", "shelter_people", "shelter_households", "health_people",
)  # fmt: skip

ACTION_SCHEMA: Schema = {
    "title": text(255, required=True),
    "objectives": prose(4000),
    "themes": choices(Theme),
    "operator": text(200),
    "started_on": day(required=True),
    "ended_on": day(),
    "location_kind": choice(LocationKind),
    "outcome": choice(Outcome),
    "outcome_reason": prose(2000),
    **PLACE_SCHEMA,
    **{name: whole() for name in INDICATORS},
    "indicator_comment": prose(2000),
}
