"""What things of the catalogue come with: one query for each kind of thing, however many rows."""

from collections.abc import Iterable, Sequence

from actors.enums import Noun
from actors.models import Organisation
from actors.queries.organisations import opened_organisations
from actors.rules import Viewer
from api.queries.territories import RELATED
from catalog.models import Entry
from territories.enums import CommuneKind
from territories.models import Territory

# Before the key of a site, in the tags of what members read of an action (actions.queries.documents).
SITE_TAG = "site:"
# How many actions a site comes with, the latest first.
MOST = 100


def places_of(entries: Sequence[Entry]) -> list[Territory | None]:
    """The very place that each document tells, among those that hold it."""
    ids = {pk for entry in entries for pk in entry.territory_ids}
    known = known_places(ids)
    return [_place(entry, known) for entry in entries]


def known_places(ids: Iterable[int | None]) -> dict[int, Territory]:
    """With what their documents read of other places."""
    wanted = {pk for pk in ids if pk is not None}
    return Territory.objects.select_related(*RELATED).in_bulk(wanted) if wanted else {}


def organisations_named(names: Iterable[str | None]) -> dict[str, Organisation]:
    """Of those that everyone may know: names are unique."""
    wanted = {name for name in names if name}
    found = opened_organisations().filter(name__in=wanted).select_related("territory").order_by("pk")
    return {one.name: one for one in found} if wanted else {}


def entries_of(noun: Noun, keys: Iterable[str], *, viewer: Viewer) -> dict[str, Entry]:
    wanted = set(keys)
    found = Entry.objects.visible_to(viewer, noun=noun).filter(key__in=wanted).order_by("pk")
    return {entry.key: entry for entry in found} if wanted else {}


def actions_of(sites: Sequence[Entry], *, viewer: Viewer) -> dict[str, list[Entry]]:
    """By site, those whose document tells this reader that they happen there: members' documents alone do."""
    tags = [f"{SITE_TAG}{site.key}" for site in sites]
    actions = Entry.objects.visible_to(viewer, noun=Noun.ACTION).filter(tags__overlap=tags).order_by("-change")
    found: dict[str, list[Entry]] = {site.key: [] for site in sites}
    for action in actions if tags else ():
        for key in action.data.get("sites", ()):
            if key in found and len(found[key]) < MOST:
                found[key].append(action)
    return found


def _place(entry: Entry, known: dict[int, Territory]) -> Territory | None:
    told = entry.data
    is_site = "commune_code" in told
    level = "commune" if is_site else told.get("territory_level") or told.get("level")
    code = told["commune_code"] if is_site else told.get("territory_code") or told.get("code")
    found = [known[pk] for pk in entry.territory_ids if pk in known]
    same = [place for place in found if (place.level, place.code) == (level, code)]
    # A commune and its former part may share a code, and a place of today holds what replaced it.
    return min(same, key=lambda place: (place.kind not in ("", CommuneKind.COM), place.pk)) if same else None
