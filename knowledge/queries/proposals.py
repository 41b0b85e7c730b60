"""Practices that come to whoever is in front of a site, an action or a territory, each with why it is proposed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, ngettext

from actions.models import ActionPage
from actors.enums import Noun, Verb
from actors.rules import NOBODY, Thing, can
from catalog.models import Entry
from catalog.queries.search import CONFIG
from knowledge.enums import SiteNeed
from knowledge.models import TrackedEffect
from knowledge.queries.situations import (
    open_situations,
    situation_of_action,
    situation_of_site,
    situation_of_territory,
    situations_of,
)
from knowledge.rules.matching import Candidate, Proposed, Situation, propose
from sites.models import SitePage
from sites.queries.finding import readable_sites
from sites.queries.state import latest_observation
from territories.models import Territory

SHOWN = 5
# What is told of sites of others' territories: of as many, and as many people, as an area needs (docs/privacy.md).
MIN_SITES, MIN_PEOPLE = 3, 20
MOST_PLACES = 3
GONE = {
    SiteNeed.NO_WATER: gettext_lazy("water on site"),
    SiteNeed.NO_TOILETS: gettext_lazy("working toilets"),
    SiteNeed.WASTE: gettext_lazy("waste collected"),
    SiteNeed.FIRE_RISK: gettext_lazy("safer from fire"),
    SiteNeed.VERMIN: gettext_lazy("no more vermin"),
    SiteNeed.ELECTRICITY: gettext_lazy("safe electricity"),
    SiteNeed.CHILDREN_OUT_OF_SCHOOL: gettext_lazy("children in school"),
}


@dataclass(frozen=True)
class Proposal:
    """A practice and why: the needs it answers here, what became of similar sites, how well it is proven."""

    entry: Entry
    answers: list[str]
    proof: str
    grade: str


def proposals_for_site(site: SitePage, reader: Any) -> list[Proposal]:
    """For who may read the site's state; nothing for others."""
    if not can(reader, Verb.READ, site) or not site.is_open:
        return []
    observation = latest_observation(site)
    situation = situation_of_site(site, observation, phases=[phase.kind for phase in site.phases.all()])
    return proposals(situation)


def proposals_for_action(action: ActionPage, reader: Any) -> list[Proposal]:
    """Its public part for everyone; what its sites need for those who may read them."""
    known: list[Situation] = []
    if can(reader, Verb.READ, action):
        linked = [site.pk for site in action.sites.all()]
        rows = readable_sites(reader).open().filter(pk__in=linked).select_related("commune__parent", "commune__epci")
        known = situations_of(list(rows.prefetch_related("phases").order_by("pk"))) if linked else []
    return proposals(situation_of_action(action, site_situations=known))


def proposals_for_territory(territory: Territory, reader: Any) -> list[Proposal]:
    """For those who may read its sites: to others, what fits would tell what they lack."""
    there = Thing(noun=Noun.SITE, territory_ids=frozenset(territory.ancestor_ids))
    if not can(reader, Verb.READ, there):
        return []
    situations = open_situations(territory, reader)
    return proposals(situation_of_territory(territory, situations)) if situations else []


def proposals(situation: Situation, *, limit: int = SHOWN) -> list[Proposal]:
    """Three queries, however many practices."""
    practices = Entry.objects.visible_to(NOBODY, noun=Noun.PRACTICE).as_read()
    entries = {entry.page_id: entry for entry in practices.order_by("pk")}
    nearness = _nearness(situation.words)
    candidates = [_candidate(entry, nearness.get(entry.pk, 0.0)) for entry in entries.values()]
    chosen = propose(situation, candidates, limit=limit)
    effects = _effects([one.key for one in chosen])
    return [_proposal(entries[one.key], one, effects[one.key]) for one in chosen]


def _candidate(entry: Entry, nearness: float) -> Candidate:
    said = entry.data
    return Candidate(
        key=entry.page_id or 0,
        main_need=said["main_need"] or "",
        needs=tuple(said["site_needs"]),
        themes=tuple(said["themes"]),
        kinds=tuple(said["territory_kinds"]),
        grade=int(said["evidence"]["grade"][1:]),
        cases=said["evidence"]["cases"],
        failed=said["evidence"]["failed"],
        nearness=nearness,
    )


def _nearness(words: tuple[str, ...]) -> dict[int, float]:
    """How near the text of each practice is to some of the words: 1 for the nearest. No query without words."""
    if not words:
        return {}
    asked = SearchQuery(" OR ".join(words), config=CONFIG, search_type="websearch")
    found = Entry.objects.visible_to(NOBODY, noun=Noun.PRACTICE).filter(search_vector=asked)
    rank = SearchRank(F("search_vector"), asked, normalization=1)
    ranks = dict(found.annotate(rank=rank).order_by("pk").values_list("pk", "rank"))
    highest = max(ranks.values(), default=0.0)
    return {pk: rank / highest for pk, rank in ranks.items()} if highest else {}


def _effects(page_ids: Iterable[int]) -> dict[int, list[TrackedEffect]]:
    found: dict[int, list[TrackedEffect]] = defaultdict(list)
    rows = TrackedEffect.objects.filter(practice__in=list(page_ids)).exclude(gone=[]).filter(is_failed=False)
    for effect in rows.select_related("departement").order_by("pk"):
        found[effect.practice_id].append(effect)
    return found


def _proposal(entry: Entry, proposed: Proposed, effects: list[TrackedEffect]) -> Proposal:
    return Proposal(
        entry=entry,
        answers=[str(SiteNeed(need).label) for need in proposed.answers],
        proof=_proof(proposed, effects),
        grade=entry.data["evidence"]["grade"],
    )


def _proof(proposed: Proposed, effects: list[TrackedEffect]) -> str:
    """Of the first need that it answers here and of which enough may be told: what became of sites alike."""
    for need in proposed.answers:
        alike = [effect for effect in effects if need in effect.gone]
        if need in GONE and len(alike) >= MIN_SITES and sum(one.people or 0 for one in alike) >= MIN_PEOPLE:
            return _told(alike, GONE[SiteNeed(need)])
    return ""


def _told(alike: list[TrackedEffect], gone: Any) -> str:
    places = sorted({effect.departement.name for effect in alike if effect.departement})
    months = round(median([effect.months for effect in alike if effect.months] or [0]))
    said = ngettext(
        "%(count)s site alike (%(places)s): %(gone)s after %(months)s months",
        "%(count)s sites alike (%(places)s): %(gone)s after %(months)s months",
        len(alike),
    )
    shown = ", ".join(places[:MOST_PLACES]) + ("…" if len(places) > MOST_PLACES else "")
    return capfirst(said % {"count": len(alike), "places": shown, "gone": gone, "months": months})
