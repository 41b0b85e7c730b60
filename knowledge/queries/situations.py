"""What is known of a site, an action or a territory, as needs and signs that practices answer."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from actions.enums import Theme
from actions.models import ActionPage
from knowledge.enums import SiteNeed, TerritoryKind
from knowledge.queries.tracking import NEED_OF_BLOCK
from knowledge.rules.matching import Situation
from knowledge.rules.tracking import lacks_school
from sites.enums import Alert, Block, BlockStatus, KindOfPlace, OwnerKind, PhaseKind, YesNo
from sites.models import Observation, SitePage
from sites.queries.finding import readable_sites
from sites.rules.living import statuses
from territories.enums import Level
from territories.models import Territory

BAD, TO_IMPROVE, SEASON = 3.0, 1.5, 1.2
# Of two needs that are as bad, what kills first comes first.
URGENCY = {Block.WATER: 0.3, Block.FIRE: 0.2, Block.SANITATION: 0.1}
LARGE_FROM, SMALL_UNDER = 100, 50
WINTER_MONTHS, SUMMER_MONTHS = frozenset({10, 11, 12, 1, 2}), frozenset({5, 6, 7, 8})
METROPOLIS_FROM, CITY_FROM, TOWN_FROM = 150_000, 20_000, 3_000
OVERSEAS_CODES = ("97", "98")
# Words of a text that are looked for, and the shortest that means something.
MOST_WORDS, SHORTEST_WORD = 24, 4
SUMMED = ("needs", "traits", "themes")


def situation_of_site(
    site: SitePage, observation: Observation | None, *, phases: Iterable[str] = (), today: date | None = None
) -> Situation:
    """`phases`: kinds of those begun or done. Nothing is read from the database but the commune."""
    needs = dict(_needs(observation, today or timezone.localdate())) if observation else {}
    return Situation(
        needs=needs,
        traits=dict(_traits(site, observation)),
        themes=_themes_of_path(set(phases), has_urgent=any(weight >= BAD for weight in needs.values())),
        kind=kind_of(site.commune),
        words=tuple(_words_of(observation)) if observation else (),
    )


def situation_of_action(action: ActionPage, *, site_situations: Iterable[Situation] = ()) -> Situation:
    """Its themes and its words, and half of what its sites need, for who may read them."""
    themes = {theme: 1.5 if rank == 0 else 1.0 for rank, theme in enumerate(action.themes)}
    known = list(site_situations)
    summed = _mean(known)
    return Situation(
        needs={need: weight / 2 for need, weight in summed.needs.items()},
        traits={trait: weight / 2 for trait, weight in summed.traits.items()},
        themes=themes,
        kind=kind_of(action.territory),
        words=words_in(f"{action.title} {action.objectives}"),
    )


def situation_of_territory(territory: Territory, situations: Iterable[Situation]) -> Situation:
    """What its sites need, by how many of them do."""
    summed = _mean(list(situations))
    return Situation(needs=summed.needs, traits=summed.traits, themes=summed.themes, kind=kind_of(territory))


def open_situations(territory: Territory, reader: Any) -> list[Situation]:
    """Of the open sites that the reader may read there; a handful of queries, however many sites."""
    rows = readable_sites(reader).inside(territory).open().select_related("commune__parent", "commune__epci")
    sites = list(rows.prefetch_related("phases").order_by("pk"))
    return situations_of(sites)


def situations_of(sites: list[SitePage]) -> list[Situation]:
    seen = Observation.objects.filter(site__in=sites).latest_of_each()
    latest = {observation.site_id: observation for observation in seen}
    return [
        situation_of_site(site, latest.get(site.pk), phases=[phase.kind for phase in site.phases.all()])
        for site in sites
    ]


def kind_of(place: Territory) -> str:
    """What practices call the place; "" for what is larger than a commune, but overseas."""
    code = place.code if place.level in (Level.COMMUNE, Level.DEPARTEMENT) else ""
    if code.startswith(OVERSEAS_CODES):
        return TerritoryKind.OVERSEAS
    if place.level != Level.COMMUNE or place.population is None:
        return ""
    if place.population >= METROPOLIS_FROM or "métropole" in (place.epci.name.casefold() if place.epci else ""):
        return TerritoryKind.METROPOLIS
    if place.population >= CITY_FROM:
        return TerritoryKind.CITY
    return TerritoryKind.TOWN if place.population >= TOWN_FROM else TerritoryKind.RURAL


def words_in(text: str) -> tuple[str, ...]:
    """The first words that mean something, once each."""
    words = ["".join(sign for sign in word if sign.isalpha() or sign == "-") for word in text.lower().split()]
    known = [part for word in words for part in word.split("-") if len(part) >= SHORTEST_WORD]
    return tuple(dict.fromkeys(known))[:MOST_WORDS]


def _needs(observation: Observation, today: date) -> Iterator[tuple[str, float]]:
    weights = {BlockStatus.BAD: BAD, BlockStatus.TO_IMPROVE: TO_IMPROVE}
    for block, status in statuses(observation).items():
        if status in weights:
            yield str(NEED_OF_BLOCK[block]), weights[status] + URGENCY.get(block, 0.0)
    minors, schooled = observation.minors, observation.minors_in_school
    if minors and schooled is not None and schooled < minors:
        yield str(SiteNeed.CHILDREN_OUT_OF_SCHOOL), BAD if lacks_school(minors, schooled) else TO_IMPROVE
    yield from _seasons({Alert.HEATWAVE: observation.heatwave_alert, Alert.COLDWAVE: observation.coldwave_alert}, today)


def _seasons(alerts: dict[Alert, bool], today: date) -> Iterator[tuple[str, float]]:
    for alert, need, months in (
        (Alert.COLDWAVE, SiteNeed.WINTER, WINTER_MONTHS),
        (Alert.HEATWAVE, SiteNeed.HEATWAVE, SUMMER_MONTHS),
    ):
        if alerts[alert]:
            yield str(need), BAD
        elif today.month in months:
            yield str(need), SEASON


def _traits(site: SitePage, observation: Observation | None) -> Iterator[tuple[str, float]]:
    people = observation.people if observation else None
    if people is not None and people >= LARGE_FROM:
        yield str(SiteNeed.LARGE_SITE), 1.0
    elif people is not None and people < SMALL_UNDER:
        yield str(SiteNeed.SMALL_SITE), 1.0
    if site.kind_of_place == KindOfPlace.BUILDING:
        yield str(SiteNeed.SQUAT_BUILDING), 2.5
    elif site.owner_kind == OwnerKind.PRIVATE:
        yield str(SiteNeed.PRIVATE_LAND), 1.2
    elif site.owner_kind == OwnerKind.PUBLIC:
        yield str(SiteNeed.PUBLIC_LAND), 1.0


def _themes_of_path(phases: set[str], *, has_urgent: bool) -> dict[str, float]:
    """What comes next on the way out, where nothing is more urgent."""
    weight = 0.4 if has_urgent else 1.2
    diagnosed = phases & {PhaseKind.SOCIOLOGICAL_DIAGNOSIS, PhaseKind.SOCIAL_ASSESSMENT}
    if not diagnosed:
        return {str(Theme.SOCIAL_SUPPORT): weight, str(Theme.STEERING): weight * 0.9}
    if PhaseKind.POLITICAL_VALIDATION in phases:
        return {str(Theme.HOUSING): weight, str(Theme.WORK): weight * 0.8}
    return {str(Theme.STEERING): weight, str(Theme.HOUSING): weight}


def _words_of(observation: Observation) -> Iterator[str]:
    """Signs that no need tells, in the words of practices."""
    if observation.stagnant_water == YesNo.YES:
        yield from ("moustiques", "larvaires")
    minors = observation.minors or 0
    teens = (observation.minors_12_16 or 0) + (observation.minors_16_18 or 0)
    if minors and 2 * teens >= minors:
        yield "adolescents"
    if minors and 2 * ((observation.minors_0_3 or 0) + (observation.minors_3_6 or 0)) >= minors:
        yield from ("grossesse", "enfance")
    if observation.people and observation.women and 2 * observation.women > observation.people:
        yield "femmes"


def _mean(situations: list[Situation]) -> Situation:
    """Each sign by the share of situations that have it."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for situation in situations:
        for name in SUMMED:
            sums[name].update(getattr(situation, name))
    total = len(situations) or 1
    shares = {name: {key: weight / total for key, weight in sums[name].items()} for name in SUMMED}
    return Situation(needs=shares["needs"], traits=shares["traits"], themes=shares["themes"])
