"""Fictitious actions: one operator each, on sites of a département, with yearly results and money."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from actions.enums import FundingSource, LocationKind, Outcome, ReviewMoment, Theme
from actions.models import ActionPage, Funding, Indicator, Review
from actors.enums import OrganisationKind, Role
from actors.models import Organisation, User
from cms.models import TerritoryPage
from cms.services import add_pages
from demo.imports.content import lists
from demo.imports.people import FLAGSHIP
from sites.models import SitePage
from territories.enums import Level

REGISTER = "demo"
ACTIONS = 120
OWED = timedelta(days=150)
OPERATORS = (OrganisationKind.ASSOCIATION, OrganisationKind.CITY, OrganisationKind.EPCI)

Progress = Callable[[str], None]


def seed_actions(progress: Progress) -> int:
    """Actions with indicators and fundings. Answers how many were made; none if they are already there."""
    if ActionPage.objects.filter(register=REGISTER).exists():
        return 0
    sections = list(
        TerritoryPage.objects.filter(territory__level=Level.DEPARTEMENT, territory__country="FR")
        .select_related("territory")
        .order_by("pk")
    )
    weights = [4 if section.territory.code == FLAGSHIP else 1 for section in sections]
    drawn = []
    for number in range(ACTIONS):
        chance = Random(f"action {number}")  # noqa: S311 - a seeded story, not a secret
        drawn.append((chance, draw_action(chance, chance.choices(sections, weights)[0], number=number)))
    by_section = {section: [page for _, (at, page) in drawn if at == section] for section in sections}
    add_pages(list(by_section.items()), action="wagtail.create")
    for chance, (section, action) in drawn:
        _write_around(chance, section, action)
    progress(f"  {ACTIONS} actions")
    return ACTIONS


def draw_action(chance: Random, section: TerritoryPage, *, number: int) -> tuple[TerritoryPage, ActionPage]:
    patterns = lists("site_names")["actions"]
    told = patterns[number % len(patterns)]
    started = timezone.localdate() - timedelta(days=chance.randint(60, 4 * 365))
    ended = started + timedelta(days=chance.choice([365, 540, 730, 1095]))
    today = timezone.localdate()
    # Of those that ended lately, some still owe their outcome.
    is_ended = ended < today and not (today - ended < OWED and number % 2)
    action = ActionPage(
        title=told["title"].format(place=section.territory.name),
        slug=f"action-{number + 1}",
        objectives=told["objectives"],
        themes=list(dict.fromkeys([told["theme"], *chance.sample(list(Theme), chance.randint(0, 2))])),
        operator=_operator(chance, section),
        started_on=started,
        ended_on=ended if ended < today or chance.random() < 0.7 else None,
        location_kind=LocationKind.SITES,
        territory=section.territory,
        outcome=chance.choices(list(Outcome), [45, 35, 12, 8])[0] if is_ended else "",
        outcome_reason="Bilan partagé en comité de pilotage (démonstration)." if is_ended else "",
        register=REGISTER,
        external_id=f"demo-{number}",
    )
    return section, action


def _write_around(chance: Random, section: TerritoryPage, action: ActionPage) -> None:
    sites = list(SitePage.objects.inside(section.territory).filter(declared_on__lte=_last_day(action)).order_by("pk"))
    action.sites.set(chance.sample(sites, min(len(sites), chance.randint(1, 4))))
    pilots = User.objects.filter(scopes__role=Role.PILOT, scopes__territory=section.territory)
    action.pilots.set(pilots.order_by("pk")[:1])
    action.save()
    # The version that editors open knows of the links too: publishing it again does not take them away.
    action.save_revision(changed=False, clean=False)
    write_results(chance, action)


def write_results(chance: Random, action: ActionPage) -> None:
    """Indicators, fundings and reviews, up to today."""
    _write_years(chance, action, last=_last_day(action))
    _write_review(chance, action)


def _last_day(action: ActionPage) -> date:
    return min(action.ended_on or timezone.localdate(), timezone.localdate())


def _write_review(chance: Random, action: ActionPage) -> None:
    """What was said at the end; twelve months later, of two out of three."""
    if not (action.outcome and action.ended_on):
        return
    said = {"action": action, "organisation": action.operator}
    Review.objects.create(
        moment=ReviewMoment.END,
        answered_on=action.ended_on,
        outcome=action.outcome,
        reason=action.outcome_reason,
        **said,
    )
    later = action.ended_on + timedelta(days=370)
    if later < timezone.localdate() and chance.random() < 2 / 3:
        Review.objects.create(
            moment=ReviewMoment.YEAR_LATER,
            answered_on=later,
            outcome=chance.choices([Outcome.REACHED, Outcome.PARTLY, Outcome.NOT_REACHED], [4, 4, 2])[0],
            reason="Les familles relogées le sont encore ; deux enfants ont quitté le collège (démonstration).",
            **said,
        )


def _operator(chance: Random, section: TerritoryPage) -> Organisation | None:
    near = Organisation.objects.filter(kind__in=OPERATORS, territory=section.territory).order_by("pk")
    everywhere = Organisation.objects.filter(kind=OrganisationKind.ASSOCIATION).order_by("pk")
    return chance.choice(list(near) or list(everywhere))


def _write_years(chance: Random, action: ActionPage, *, last: date) -> None:
    people = chance.randint(20, 180)
    yearly = Decimal(chance.randint(15, 180) * 1000)
    # Some operators are late with the results of last year.
    owes = int(action.external_id.removeprefix("demo-")) % 7 == 3
    indicators, fundings = [], []
    for year in range(action.started_on.year, last.year + 1):
        people = max(8, round(people * chance.uniform(0.8, 1.15)))
        results = _results(chance, people, set(action.themes))
        if not (owes and year == timezone.localdate().year - 1):
            indicators.append(Indicator(action=action, year=year, **results))
        for source in chance.sample(list(FundingSource), chance.randint(1, 3)):
            planned = (yearly * Decimal(chance.uniform(0.2, 0.6))).quantize(Decimal(100))
            is_past = year < timezone.localdate().year
            spent = (planned * Decimal(chance.uniform(0.82, 1.0))).quantize(Decimal("0.01")) if is_past else None
            fundings.append(Funding(action=action, year=year, source=source, planned_eur=planned, spent_eur=spent))  # type: ignore[misc]
    Indicator.objects.bulk_create(indicators)
    Funding.objects.bulk_create(fundings)


def _results(chance: Random, people: int, themes: set[str]) -> dict[str, int | None]:
    """Counts that hold together: enrolled within to be schooled, within minors, within people."""
    minors = round(people * chance.uniform(0.28, 0.42))
    results: dict[str, int | None] = {
        "people": people,
        "households": round(people / chance.uniform(3.0, 4.2)),
        "women": round(people * chance.uniform(0.44, 0.54)),
        "minors": minors,
    }
    if Theme.SCHOOLING in themes or Theme.MEDIATION in themes:
        results |= _schooling(chance, minors)
    if Theme.WORK in themes:
        found = round(people * chance.uniform(0.05, 0.2))
        results |= {"work_people": found, "work_women": round(found * chance.uniform(0.3, 0.6))}
    if Theme.HOUSING in themes:
        housed, sheltered = round(people * chance.uniform(0.05, 0.3)), round(people * chance.uniform(0, 0.15))
        results |= {"housing_people": housed, "housing_households": max(1, housed // 4)}
        results |= {"shelter_people": sheltered, "shelter_households": sheltered // 4}
    if Theme.HEALTH in themes:
        results["health_people"] = round(people * chance.uniform(0.3, 0.8))
    return results


def _schooling(chance: Random, minors: int) -> dict[str, int]:
    to_be_schooled = round(minors * chance.uniform(0.7, 0.85))
    enrolled = round(to_be_schooled * chance.uniform(0.35, 0.9))
    nursery, college, lycee = round(enrolled * 0.25), round(enrolled * 0.22), round(enrolled * 0.06)
    return {
        "to_be_schooled": to_be_schooled,
        "in_mediation": round(to_be_schooled * chance.uniform(0.5, 1)),
        "enrolled_nursery": nursery,
        "enrolled_primary": max(0, enrolled - nursery - college - lycee),
        "enrolled_college": college,
        "enrolled_lycee": lycee,
    }
