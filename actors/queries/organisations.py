"""Which organisations can come in, for everyone to know: by territory and kind, without anybody's name."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, QuerySet

from actors.enums import OrganisationKind
from actors.models import ApiKey, Organisation, User
from territories.enums import Level
from territories.models import Territory

# Places that one may choose; those below are seen with what holds them.
CHOSEN_LEVELS = (Level.REGION, Level.DEPARTEMENT)
# The largest places first.
RANKS = {level: rank for rank, level in enumerate(Level)}


@dataclass(frozen=True)
class KindCount:
    kind: OrganisationKind
    count: int


@dataclass(frozen=True)
class PlaceSection:
    place: Territory
    organisations: list[Organisation]


@dataclass(frozen=True)
class Directory:
    """Organisations annotated with `has_account` and `has_key`: one at least of the two is true."""

    organisations: list[Organisation]

    @property
    def places(self) -> list[Territory]:
        """Régions and départements in which there is one, by name."""
        lines = [place for one in self.organisations for place in _line(one.territory)]
        found = {place.pk: place for place in lines if place.level in CHOSEN_LEVELS}
        return sorted(found.values(), key=lambda place: (RANKS[Level(place.level)], place.search_name))

    @property
    def counts(self) -> list[KindCount]:
        counted = Counter(one.kind for one in self.organisations)
        return [KindCount(kind, counted[kind]) for kind in OrganisationKind if counted[kind]]

    @property
    def sections(self) -> list[PlaceSection]:
        def order(one: Organisation) -> tuple[int, str, int]:
            return RANKS[Level(one.territory.level)], one.territory.search_name, one.territory_id

        ordered = sorted(self.organisations, key=order)
        return [
            PlaceSection(here[0].territory, here) for _, found in groupby(ordered, key=order) if (here := list(found))
        ]

    def narrowed(self, *, place: Territory | None = None, kind: str = "") -> "Directory":
        kept: Iterable[Organisation] = self.organisations
        if place:
            kept = [one for one in kept if place.pk in one.territory.ancestor_ids]
        return Directory([one for one in kept if not kind or one.kind == kind])


def opened_organisations() -> QuerySet[Organisation]:
    """Those that can come in. Suspended accounts and keys that have ended open none."""
    accounts = User.objects.filter(organisation=OuterRef("pk"), is_active=True)
    keys = ApiKey.objects.in_force().filter(organisation=OuterRef("pk"))
    found = Organisation.objects.filter(is_active=True).annotate(has_account=Exists(accounts), has_key=Exists(keys))
    return found.filter(Q(has_account=True) | Q(has_key=True))


def read_directory() -> Directory:
    """All of them, at one query: there are hundreds."""
    opened = opened_organisations().select_related("territory__parent__parent")
    return Directory(list(opened.order_by("name", "pk")))


def _line(place: Territory) -> list[Territory]:
    """A place, what holds it and what holds that: those already read."""
    above = [place, place.parent, place.parent.parent if place.parent else None]
    return [one for one in above if one]
