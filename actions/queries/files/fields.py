"""What a row of a file of results may say, how people head their columns, and which column is proposed for what."""

import re
from collections.abc import Iterable, Mapping

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from actions.enums import FundingSource, ResultsKind
from actions.models import Indicator
from actions.rules.results import COUNTS
from registers.imports.schema import Schema, number, prose, text, whole
from territories.rules.text import search_key

MAX_EUR = 10**10

SCHEMAS: dict[str, Schema] = {
    ResultsKind.INDICATORS: {
        "action": text(300, required=True),
        "year": whole(2100),
        **{name: whole(2**31 - 1) for name in COUNTS},
        "comment": prose(2000),
    },
    ResultsKind.FUNDINGS: {
        "action": text(300, required=True),
        "year": whole(2100),
        "source": text(200, required=True),
        "planned_eur": number(0, MAX_EUR),
        "spent_eur": number(0, MAX_EUR),
    },
}

# What people call a field at the head of a column, besides its own name; parted by "|".
CALLED = {
    "action": _("action|title of the action|project|name of the action|identifier|reference"),
    "year": _("year|exercise|budget year"),
    "source": _("source|funder|source of funding|origin of the money"),
    "planned_eur": _("planned|planned amount|budget|granted|amount granted"),
    "spent_eur": _("spent|spent amount|expenses|used|amount used"),
    "people": _("people|number of people|beneficiaries|headcount"),
    "households": _("households|number of households|families"),
    "women": _("women|number of women"),
    "minors": _("minors|children|number of minors"),
    "to_be_schooled": _("to be schooled|children to be schooled|of school age"),
    "in_mediation": _("in mediation|school mediation|in school mediation"),
    "enrolled_nursery": _("nursery school|enrolled in nursery"),
    "enrolled_primary": _("primary school|elementary|enrolled in primary"),
    "enrolled_college": _("collège|enrolled at collège"),
    "enrolled_lycee": _("lycée|enrolled at lycée"),
    "enrolled_other": _("other schooling|other school|elsewhere"),
    "work_people": _("jobs|people at work|access to work"),
    "work_women": _("women at work|jobs of women"),
    "housing_people": _("people housed|rehoused|access to housing"),
    "housing_households": _("households housed|rehoused households"),
    "shelter_people": _("people sheltered|sheltered"),
    "shelter_households": _("households sheltered"),
    "health_people": _("health|people followed for health|health follow-up"),
    "comment": _("comment|remarks|observations|notes"),
}
LABELS = {
    "action": _("the action (title or identifier)"),
    "year": _("the year"),
    "source": _("the source"),
    "planned_eur": _("planned (€)"),
    "spent_eur": _("spent (€)"),
}
SOURCES = {
    FundingSource.STATE: _("State|ministry|préfecture|ARS"),
    FundingSource.DEDICATED: _("dedicated credits|DIHAL|BOP 177|national credits"),
    FundingSource.LOCAL: _("local authority|city|commune|metropolis|département|région|EPCI"),
    FundingSource.EUROPEAN: _("European|ESF|FEDER|Europe|European funds"),
    FundingSource.PRIVATE: _("private|foundation|patronage|own funds"),
    FundingSource.OTHER: _("other|others"),
}


def label_of(name: str) -> str:
    """A field in words, as its screen says it."""
    if name in LABELS:
        return str(capfirst(LABELS[name]))
    return str(capfirst(Indicator._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def propose(kind: str, columns: Iterable[str]) -> dict[str, str]:
    """column -> field, where one may be told from its heading; each field once, the surest first."""
    found = sorted(
        (_likeness(search_key(column), name), rank, column, name)
        for rank, column in enumerate(columns)
        for name in SCHEMAS[kind]
    )
    proposed: dict[str, str] = {}
    for likeness, _rank, column, name in found:
        if likeness < NOT_ALIKE and column not in proposed and name not in proposed.values():
            proposed[column] = name
    return proposed


NOT_ALIKE = (2, 0)


def _likeness(heading: str, name: str) -> tuple[int, int]:
    """Lower is more alike: the very name, then the longest name of which every word is in the heading."""
    words = set(heading.split())
    best = NOT_ALIKE
    for one in (search_key(label_of(name)), *map(search_key, str(CALLED[name]).split("|"))):
        if one == heading:
            return (0, 0)
        if one and set(one.split()) <= words:
            best = min(best, (1, -len(one)))
    return best


def propose_sources(values: Iterable[str]) -> dict[str, str]:
    """text of the file -> source, where it may be told."""
    known: Mapping[str, str] = {
        search_key(one): source
        for source, names in SOURCES.items()
        for one in (str(source.label), source.value, *str(names).split("|"))
    }
    proposed = {}
    for value in values:
        key = search_key(value)
        inside = [source for words, source in known.items() if re.search(rf"\b{re.escape(words)}\b", key)]
        if key in known:
            proposed[value] = known[key]
        elif len(set(inside)) == 1:
            proposed[value] = inside[0]
    return proposed
