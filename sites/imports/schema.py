"""What a row of a register of sites may say."""

from registers.imports.schema import Schema, choice, choices, day, number, prose, text, whole
from sites.enums import ElectricityAccess, KindOfPlace, Origin, OwnerKind, SanitationKind, WaterAccess, YesNo
from sites.imports.phases import phase_fields
from sites.models.observation import MAX_PEOPLE

LAST_YEAR = 2100
COUNTS = (
    "people", "women", "households", "minors", "girls", "minors_0_3", "minors_3_6", "minors_6_12", "minors_12_16",
    "minors_16_18", "minors_in_school", "caravans", "huts", "tents", "cars",
)  # fmt: skip
ANSWERS = (
    "water_on_site", "water_close", "water_continuous", "water_for_all", "stagnant_water", "working_toilets",
    "open_defecation", "hand_washing", "toilets_lit_lockable", "electricity_for_all", "waste_collection_close",
    "waste_collection_regular", "waste_piling", "vermin", "fire_diagnosis", "fire_access",
)  # fmt: skip
MEANS = {
    "water_access": WaterAccess,
    "sanitation_kind": SanitationKind,
    "electricity_access": ElectricityAccess,
}
ALERTS = ("heatwave_alert", "coldwave_alert")
OBSERVATION_FIELDS = (*COUNTS, *ANSWERS, *MEANS, "origins", *ALERTS, "comment")

PLACE_SCHEMA: Schema = {
    "country": text(2, required=True),
    "region_name": text(160),
    "region_code": text(32),
    "departement_name": text(160),
    "departement_code": text(32),
    "commune_name": text(160),
    "commune_code": text(32),
}

IDENTITY_SCHEMA: Schema = {
    "name": text(255, required=True),
    "address": text(300),
    "access_details": prose(2000),
    "kind_of_place": choice(KindOfPlace),
    "owner_kind": choice(OwnerKind),
    "owner_name": text(200),
    "installed_on": day(may_be_vague=True),
    "declared_on": day(),
    "reinstallation": choice(YesNo),
    "resorption_target": whole(LAST_YEAR),
}

SITE_SCHEMA: Schema = {
    **IDENTITY_SCHEMA,
    **PLACE_SCHEMA,
    "lon": number(-180, 180),
    "lat": number(-90, 90),
    # Known to the year alone in some registers: its first day, as nothing better is known.
    "observed_on": day(may_be_vague=True),
    **{name: whole(MAX_PEOPLE) for name in COUNTS},
    **{name: choice(YesNo) for name in ANSWERS},
    **{name: choice(choices) for name, choices in MEANS.items()},
    "origins": choices(Origin),
    # A flag is up when the register says yes; "no" and nothing leave it down.
    **{name: choice(YesNo) for name in ALERTS},
    **{name: day() for name in phase_fields()},
    "comment": prose(2000),
}
