"""The life of a fictitious site, drawn from a seeded chance: the same seed tells the same story.

What makes it believable: people come in families, children's ages add up to the minors, schooling and living conditions
follow what is done for them, and now and then a number is unknown, which is not zero.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from sites.enums import (
    ClosureReason,
    DatePrecision,
    Destination,
    ElectricityAccess,
    KindOfPlace,
    Origin,
    OwnerKind,
    PhaseKind,
    ProcedureKind,
    SanitationKind,
    WaterAccess,
    YesNo,
)
from sites.rules.dates import first_day

HISTORY_DAYS = 5 * 365
AGES = ("minors_0_3", "minors_3_6", "minors_6_12", "minors_12_16", "minors_16_18")
AGE_WEIGHTS = (18, 20, 33, 19, 10)


# How well the day of installation is known, by day: mostly to the day, sometimes to the month, seldom to the year.
PRECISIONS = [*[DatePrecision.DAY] * 12, *[DatePrecision.MONTH] * 5, *[DatePrecision.YEAR] * 3]


@dataclass
class ObservationStory:
    observed_on: date
    fields: dict[str, Any]


@dataclass
class ClosureStory:
    closed_on: date
    reason: ClosureReason
    # destination -> (people, households)
    destinations: dict[Destination, tuple[int, int]]
    resettled_known: YesNo


@dataclass
class SiteStory:
    kind_of_place: KindOfPlace
    owner_kind: OwnerKind
    settled_on: date | None
    declared_on: date
    reinstallation: YesNo
    observations: list[ObservationStory]
    phases: dict[PhaseKind, tuple[date, date | None]] = field(default_factory=dict)
    procedures: dict[ProcedureKind, date] = field(default_factory=dict)
    closure: ClosureStory | None = None
    resorption_target: int | None = None

    @property
    def installed_precision(self) -> DatePrecision:
        return PRECISIONS[self.settled_on.toordinal() % len(PRECISIONS)] if self.settled_on else DatePrecision.DAY

    @property
    def installed_on(self) -> date | None:
        return first_day(self.settled_on, self.installed_precision) if self.settled_on else None


@dataclass
class _Camp:
    """The state that goes from one observation to the next."""

    households: int
    per_household: float
    share_minors: float
    share_in_school: float
    comfort: float
    counts_known: float
    origins: list[Origin]
    is_building: bool


def tell_site(chance: Random, *, today: date, is_closed: bool, is_large: bool) -> SiteStory:
    """One site. `is_closed`: it ended before `today`. `is_large`: more than about 150 people."""
    begun = today - timedelta(days=chance.randint(200, HISTORY_DAYS))
    ended = begun + timedelta(days=chance.randint(120, max(121, (today - begun).days - 10))) if is_closed else today
    kind = chance.choices([KindOfPlace.LAND, KindOfPlace.BUILDING, KindOfPlace.OTHER], [70, 24, 6])[0]
    camp = _camp(chance, is_large=is_large, is_building=kind == KindOfPlace.BUILDING)
    story = SiteStory(
        kind_of_place=kind,
        owner_kind=chance.choices([OwnerKind.PUBLIC, OwnerKind.PRIVATE, OwnerKind.UNKNOWN], [52, 40, 8])[0],
        settled_on=begun - timedelta(days=chance.randint(3, 60)) if chance.random() < 0.85 else None,
        declared_on=begun,
        reinstallation=chance.choices([YesNo.YES, YesNo.NO, YesNo.UNKNOWN], [30, 45, 25])[0],
        observations=[_observe(chance, camp, on=day) for day in _visits(chance, begun, ended)],
    )
    has_path = chance.random() < (0.45 if is_large else 0.25)
    if has_path:
        story.phases = _path(chance, begun, ended, is_finished=is_closed)
        story.resorption_target = ended.year + (0 if is_closed else chance.randint(0, 2))
    if chance.random() < 0.5:
        story.procedures = _procedures(chance, begun, ended)
    if is_closed:
        story.closure = _close(
            chance, story.observations[-1], on=ended, is_resorbed=has_path and chance.random() < 0.75
        )
    return story


def _camp(chance: Random, *, is_large: bool, is_building: bool) -> _Camp:
    return _Camp(
        households=chance.randint(36, 90) if is_large else chance.randint(3, 24),
        per_household=chance.uniform(2.8, 4.4),
        share_minors=chance.uniform(0.26, 0.44),
        share_in_school=chance.uniform(0.05, 0.45),
        comfort=chance.uniform(0.05, 0.4) + (0.15 if is_building else 0),
        counts_known=chance.uniform(0.75, 1.0),
        origins=chance.choices(
            [[Origin.EU], [Origin.EU, Origin.FRENCH], [Origin.NON_EU], [Origin.EU, Origin.NON_EU], []],
            [62, 8, 12, 10, 8],
        )[0],
        is_building=is_building,
    )


def _visits(chance: Random, begun: date, ended: date) -> list[date]:
    """Two to twelve days between the declaration and the end, the first at the declaration, the last lately."""
    last = ended - timedelta(days=chance.choice([2, 5, 9, 14, 21, 30, 45, 60, 95, 130, 200]))
    last = max(last, begun + timedelta(days=20))
    span = (last - begun).days
    number = min(12, max(2, span // chance.randint(60, 200)))
    inside = sorted(chance.sample(range(1, span), number - 2)) if span > number else []
    return [begun, *(begun + timedelta(days=day) for day in inside), last]


def _observe(chance: Random, camp: _Camp, *, on: date) -> ObservationStory:
    """What is seen that day; then time passes over the camp."""
    people = max(4, round(camp.households * camp.per_household))
    minors = round(people * camp.share_minors)
    ages = _split(chance, minors)
    of_school_age = sum(ages[1:])
    fields: dict[str, Any] = {
        "people": people,
        "households": camp.households,
        "women": min(people, round(people * chance.uniform(0.44, 0.54))),
        "minors": minors,
        "girls": round(minors * chance.uniform(0.42, 0.56)),
        "minors_in_school": min(of_school_age, round(of_school_age * camp.share_in_school)),
        **dict(zip(AGES, ages, strict=True)),
        **_dwellings(chance, camp),
        "origins": camp.origins,
        **_living(chance, camp),
        "heatwave_alert": on.month in {7, 8} and chance.random() < 0.2,
        "coldwave_alert": on.month in {12, 1, 2} and chance.random() < 0.2,
    }
    for name in ("women", "girls", "minors_in_school", *AGES):
        if chance.random() > camp.counts_known:
            fields[name] = None
    _age(chance, camp)
    return ObservationStory(observed_on=on, fields=fields)


def _age(chance: Random, camp: _Camp) -> None:
    camp.households = max(2, round(camp.households * chance.uniform(0.85, 1.16)))
    camp.share_in_school = min(0.95, max(0.02, camp.share_in_school + chance.uniform(-0.04, 0.12)))
    camp.comfort = min(0.95, max(0.02, camp.comfort + chance.uniform(-0.06, 0.12)))


def _split(chance: Random, total: int) -> list[int]:
    drawn = chance.choices(range(len(AGES)), AGE_WEIGHTS, k=total)
    return [drawn.count(index) for index in range(len(AGES))]


def _dwellings(chance: Random, camp: _Camp) -> dict[str, int | None]:
    if camp.is_building:
        return {"caravans": None, "huts": None, "tents": None, "cars": None}
    caravans = round(camp.households * chance.uniform(0.1, 0.5))
    return {
        "caravans": caravans,
        "huts": max(0, camp.households - caravans),
        "tents": chance.choice([0, 0, 0, 1, 2, 4]),
        "cars": chance.choice([0, 0, 1, 2, 3]),
    }


def _answer(chance: Random, share_of_yes: float) -> YesNo:
    if chance.random() < 0.08:
        return YesNo.UNKNOWN
    return YesNo.YES if chance.random() < share_of_yes else YesNo.NO


def _living(chance: Random, camp: _Camp) -> dict[str, Any]:
    """Answers, the better the more `comfort` (0 to 1)."""
    good, bad = camp.comfort, 1 - camp.comfort
    has_water, has_toilets = chance.random() < 0.25 + good, chance.random() < 0.15 + good
    water = [WaterAccess.NETWORK_TAP, WaterAccess.PUBLIC_FOUNTAIN, WaterAccess.TANK, WaterAccess.HYDRANT]
    power = [
        ElectricityAccess.NETWORK,
        ElectricityAccess.GENERATOR,
        ElectricityAccess.MAKESHIFT,
        ElectricityAccess.NONE,
    ]
    kinds = [SanitationKind.DRY, SanitationKind.CHEMICAL, SanitationKind.FLUSH, SanitationKind.LATRINES]
    return {
        "water_access": chance.choices(water, [50, 20, 12, 18])[0] if has_water else WaterAccess.NONE,
        "water_on_site": _answer(chance, 0.2 + good) if has_water else YesNo.NO,
        "water_close": _answer(chance, 0.5 + good) if has_water else _answer(chance, 0.3),
        "water_continuous": _answer(chance, 0.5 + good) if has_water else YesNo.NO,
        "water_for_all": _answer(chance, 0.5 + good) if has_water else YesNo.NO,
        "stagnant_water": _answer(chance, bad * 0.6),
        "working_toilets": YesNo.YES if has_toilets else YesNo.NO,
        "sanitation_kind": chance.choice(kinds) if has_toilets else SanitationKind.UNKNOWN,
        "open_defecation": _answer(chance, bad * 0.7),
        "hand_washing": _answer(chance, good),
        "toilets_lit_lockable": _answer(chance, good) if has_toilets else YesNo.NO,
        "electricity_access": chance.choices(power, [10 + 60 * good, 15, 50 * bad, 20 * bad])[0],
        "electricity_for_all": _answer(chance, 0.4 + good / 2),
        "waste_collection_close": _answer(chance, 0.25 + good),
        "waste_collection_regular": _answer(chance, 0.15 + good),
        "waste_piling": _answer(chance, bad * 0.8),
        "vermin": _answer(chance, bad * 0.9),
        "fire_diagnosis": _answer(chance, good * 0.8),
        "fire_access": _answer(chance, 0.4 + good / 2),
    }


def _path(chance: Random, begun: date, ended: date, *, is_finished: bool) -> dict[PhaseKind, tuple[date, date | None]]:
    """Phases in their order, one after the other; an unfinished path stops under way."""
    kinds = list(PhaseKind)
    number = len(kinds) if is_finished else chance.randint(1, 7)
    step = max(12, (ended - begun).days // (number + 1))
    path: dict[PhaseKind, tuple[date, date | None]] = {}
    for index, kind in enumerate(kinds[:number]):
        started = begun + timedelta(days=step * index + chance.randint(1, 10))
        is_last = index == number - 1 and not is_finished
        if started < ended:
            path[kind] = (started, None if is_last else min(ended, started + timedelta(days=step - 5)))
    return path


def _procedures(chance: Random, begun: date, ended: date) -> dict[ProcedureKind, date]:
    kinds = list(ProcedureKind)[: chance.randint(1, 4)]
    day = begun
    dated: dict[ProcedureKind, date] = {}
    for kind in kinds:
        day += timedelta(days=chance.randint(15, 90))
        if day < ended:
            dated[kind] = day
    return dated


def _close(chance: Random, last: ObservationStory, *, on: date, is_resorbed: bool) -> ClosureStory:
    people, households = last.fields["people"], last.fields["households"]
    housed = chance.uniform(0.68, 0.95) if is_resorbed else chance.uniform(0, 0.5)
    durable = chance.choice([Destination.HOUSING, Destination.INSERTION_HOUSING, Destination.LONG_SHELTER])
    in_housing, in_shelter = round(people * housed), round(people * (1 - housed) * 0.4)
    parts = {
        durable: (in_housing, round(households * housed)),
        Destination.SHORT_SHELTER: (in_shelter, round(households * (1 - housed) * 0.4)),
    }
    left = people - in_housing - in_shelter
    others = households - sum(one for _people, one in parts.values())
    parts[chance.choice([Destination.NONE, Destination.UNKNOWN])] = (left, max(0, others))
    reasons = [
        ClosureReason.COURT_DECISION,
        ClosureReason.PREFECT_ORDER,
        ClosureReason.MAYOR_ORDER,
        ClosureReason.OTHER,
        ClosureReason.UNKNOWN,
    ]
    return ClosureStory(
        closed_on=on,
        reason=ClosureReason.RESORBED if is_resorbed else chance.choices(reasons, [45, 25, 15, 10, 5])[0],
        destinations={key: value for key, value in parts.items() if value[0]},
        resettled_known=chance.choice(list(YesNo)),
    )


# Questions to the community: title, text, themes, answers (the first of several was the right one).
ASKED: list[tuple[str, str, list[str], list[str]]] = [
    (
        "Qui paie la consommation d’eau d’une rampe ?",
        "La commune craint une facture sans fin. Comment d’autres l’ont-elles partagée ?",
        ["water_hygiene", "steering"],
        [
            "Chez nous la métropole paie, avec un compteur relevé chaque mois et une convention à trois d’un an.",
            "Nous avons commencé par un mois d’essai : la facture, très basse, a levé la crainte.",
        ],
    ),
    (
        "Des adolescents refusent d’aller au collège, par où commencer ?",
        "Huit jeunes de 13 à 16 ans, jamais scolarisés. La classe d’accueil les décourage.",
        ["schooling"],
        ["Un sas de quelques semaines dans les murs du collège, en petit groupe, a tout changé."],
    ),
    (
        "Un modèle de convention avec un propriétaire privé ?",
        "Le propriétaire veut bien attendre deux ans si les assurances suivent.",
        ["land_works"],
        [],
    ),
]
