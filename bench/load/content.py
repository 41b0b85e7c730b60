"""Fills the database of the trial: the demonstration, grown to the size of a country. All of it is fictitious.

Drawn from seeded chances, written by COPY, published by the product's own verbs; what is already there is kept.
"""

import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import count
from random import Random

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from actions.models import ActionPage, Funding, Indicator
from actors.enums import Option, OrganisationKind, Role
from actors.models import CharterSignature, GivenOption, Organisation, Scope, User
from actors.services.charter import current_charter
from catalog.services import publish_pages, refresh_areas
from cms.models import TerritoryPage
from cms.services import add_pages, change_pages, copy_rows, ensure_territory_pages, give_keys
from collaboration.enums import JournalTag, NotificationKind
from collaboration.models import Follow, JournalEntry, Notification
from demo.imports.actions import draw_action, write_results
from demo.imports.content import lists
from demo.imports.people import PASSWORD
from demo.imports.sites import WEIGHTS, draw_site, large_communes, write_histories
from sites.models import SitePage
from steering.services import publish_statistics, take_snapshots
from territories.models import Territory
from upkeep.models import ChoreRun
from upkeep.rules.chores import CHORES

REGISTER = "load"
ORGANISATIONS = 600
# Of 100 members of a département, and what kind of organisation they work for.
ROLES = {
    Role.ACTOR: (45, OrganisationKind.ASSOCIATION),
    Role.PARTNER: (25, OrganisationKind.ARS),
    Role.OBSERVER: (15, OrganisationKind.STATE_AGENCY),
    Role.PILOT: (15, OrganisationKind.PREFECTURE),
}
TRUSTED_SHARE = 0.3
NATIONWIDE = {Role.EDITOR: 10, Role.NATIONAL: 20}
FOLLOWS, NOTIFICATIONS = 3, 20
# Of messages and notifications, from the first to the last.
HISTORY = timedelta(days=3 * 365)
BATCH = 500
SPREAD = "UPDATE {table} SET created_at = now() - %s * (1 - (id - %s)::float / %s) WHERE id BETWEEN %s AND %s"
OBSERVED = """
UPDATE sites_observation SET recorded_at = LEAST(observed_on + interval '17 hours', now())
WHERE recorded_at::date <> observed_on AND site_id IN (SELECT page_ptr_id FROM sites_sitepage WHERE register = %s)
"""

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Size:
    """`rows`: yearly results and money of actions."""

    members: int = 3_000
    sites: int = 5_000
    rows: int = 40_000
    messages: int = 200_000


def fill(size: Size, progress: Progress) -> None:
    """Everything, in the order in which things lean on each other."""
    call_command("migrate", verbosity=0, interactive=False)
    if not SitePage.objects.exists():
        call_command("demo", prepare_only=True)
    before, now = size_of(), timezone.now()
    # Last night's were done: only what comes back within minutes is part of the trial.
    ChoreRun.objects.bulk_create(
        [ChoreRun(name=chore.name, started_at=now, ended_at=now) for chore in CHORES],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["started_at", "ended_at"],
    )
    for name, add, wanted in (
        ("members", _add_members, size.members),
        ("sites", _add_sites, size.sites),
        ("rows of actions", _add_actions, size.rows),
        ("messages", _add_messages, size.messages),
    ):
        with _told(name, progress):
            add(wanted)
    progress(f"{size_of()}")
    if size_of() == before:
        return
    with _told("areas, snapshots, statistics", progress), connection.cursor() as cursor:
        refresh_areas(even_today=True)
        take_snapshots()
        publish_statistics()
        cursor.execute("VACUUM ANALYZE")


def size_of() -> Size:
    """What there is."""
    rows = Indicator.objects.count() + Funding.objects.count()
    return Size(User.objects.count(), SitePage.objects.count(), rows, JournalEntry.objects.count())


@contextmanager
def _told(name: str, progress: Progress):
    begun = time.monotonic()
    yield
    progress(f"  {name}: {time.monotonic() - begun:.0f} s")


def _departements() -> list[Territory]:
    places = Territory.objects.current().filter(level="departement", country="FR")
    return list(places.select_related("parent").order_by("code"))


def _weights(places: list[Territory]) -> list[int]:
    return [WEIGHTS.get(place.code, 2) for place in places]


@transaction.atomic
def _add_members(wanted: int) -> None:
    """With a password, a role, the charter signed: as if each had been invited."""
    known, places = User.objects.count(), _departements()
    if known >= wanted:
        return
    nation = Territory.objects.get(country="FR", level="nation")
    hired = _organisations(places)
    names, hashed, charter = lists("accounts"), make_password(PASSWORD), current_charter()
    nationwide = [role for role, many in NATIONWIDE.items() for _one in range(many)]
    people, held = [], []
    for number in range(known, wanted):
        chance = Random(f"member {number}")
        place = chance.choices(places, _weights(places))[0]
        role = nationwide.pop() if nationwide else _draw_role(chance)
        person = User(
            email=f"membre{number}@charge.example",
            password=hashed,
            first_name=chance.choice(names["first_names"]),
            last_name=chance.choice(names["last_names"]),
            organisation=chance.choice(hired[place.pk, ROLES.get(role, ROLES[Role.PILOT])[1]]),
            toured_at=timezone.now(),
            charter_due=False,
        )
        people.append(person)
        is_trusted = role == Role.ACTOR and chance.random() < TRUSTED_SHARE
        held.append({"role": role, "territory": nation if role in NATIONWIDE else place, "is_trusted": is_trusted})
    _copy(people)
    scopes = [Scope(user=person, **one) for person, one in zip(people, held, strict=True)]
    _copy(scopes)
    _copy([GivenOption(scope=scope, option=Option.TRUSTED) for scope in scopes if scope.is_trusted])
    _copy([CharterSignature(user=person, charter=charter) for person in people])


def _copy(rows: list) -> None:
    give_keys(rows)
    copy_rows(rows)


def _draw_role(chance: Random) -> Role:
    return chance.choices(list(ROLES), [share for share, _kind in ROLES.values()])[0]


def _organisations(places: list[Territory]) -> dict[tuple[int, str], list[Organisation]]:
    """Of each kind in each département, more than one association."""
    hired: dict[tuple[int, str], list[Organisation]] = {}
    kinds = [kind for _share, kind in ROLES.values()] + [OrganisationKind.ASSOCIATION] * (ORGANISATIONS // 100 - 4)
    rows = [
        Organisation(name=f"Structure fictive {number} ({place.name})", kind=kind, territory=place)
        for number, (place, kind) in enumerate((place, kind) for place in places for kind in kinds)
    ]
    for one in Organisation.objects.bulk_create(rows):
        hired.setdefault((one.territory_id, one.kind), []).append(one)
    return hired


@transaction.atomic
def _add_sites(wanted: int) -> None:
    """One open, one closed, with all that was said of each."""
    known = SitePage.objects.count()
    if known >= wanted:
        return
    communes = {place: large_communes(place) for place in _departements()}
    places = [place for place, inside in communes.items() if inside]
    sections = ensure_territory_pages(places)
    authors = _writers()
    drawn: dict[int, list] = {place.pk: [] for place in places}
    for number in range(known, wanted):
        chance = Random(f"site {number}")
        place = chance.choices(places, _weights(places))[0]
        one = draw_site(
            chance, number=number, is_closed=bool(number % 2), communes=communes[place], authors=authors[place.pk]
        )
        one.page.register, one.page.external_id = REGISTER, str(number)
        drawn[place.pk].append(one)
    add_pages([(sections[key], [one.page for one in some]) for key, some in drawn.items()], action="wagtail.create")
    write_histories([one for some in drawn.values() for one in some])
    with connection.cursor() as cursor:
        cursor.execute(OBSERVED, [REGISTER])
    publish_pages([*sections.values(), *(one.page for some in drawn.values() for one in some)])


def _writers() -> dict[int, list[User]]:
    """Members who write, by département."""
    found: dict[int, list[User]] = {}
    people = User.objects.filter(
        scopes__role__in=(Role.ACTOR, Role.PARTNER, Role.PILOT), email__endswith="@charge.example"
    )
    for person in people.prefetch_related("scopes").order_by("pk"):
        found.setdefault(person.scopes.all()[0].territory_id, []).append(person)
    return found


def _add_actions(wanted: int) -> None:
    """Until there are so many rows of results and money."""
    sections = list(
        TerritoryPage.objects.filter(territory__level="departement").select_related("territory").order_by("pk")
    )
    weights = [WEIGHTS.get(section.territory.code, 2) for section in sections]
    sites: dict[int, list[int]] = {section.pk: [] for section in sections}
    by_path = {section.path: section.pk for section in sections}
    for key, path in SitePage.objects.filter(live=True).order_by("pk").values_list("pk", "path"):
        sites[by_path[path[: -SitePage.steplen]]].append(key)
    for first in count(ActionPage.objects.count(), BATCH):
        if size_of().rows >= wanted:
            return
        _add_some_actions(first, sections=sections, weights=weights, sites=sites)


@transaction.atomic
def _add_some_actions(
    first: int, *, sections: list[TerritoryPage], weights: list[int], sites: dict[int, list[int]]
) -> None:
    drawn = []
    for number in range(first, first + BATCH):
        chance = Random(f"action {number}")
        section, action = draw_action(chance, chance.choices(sections, weights)[0], number=number)
        action.register = REGISTER
        drawn.append((chance, section, action))
    below: dict[int, tuple[TerritoryPage, list[ActionPage]]] = {}
    for _chance, section, action in drawn:
        below.setdefault(section.pk, (section, []))[1].append(action)
    add_pages(list(below.values()), action="wagtail.create")
    through = ActionPage.sites.through
    through.objects.bulk_create(
        through(actionpage_id=action.pk, sitepage_id=site)
        for chance, section, action in drawn
        for site in chance.sample(sites[section.pk], min(len(sites[section.pk]), chance.randint(1, 4)))
    )
    # The version that editors open knows of the links too.
    actions = [action for _chance, _section, action in drawn]
    change_pages(actions, fields=["objectives"], action="wagtail.edit")
    for chance, _section, action in drawn:
        write_results(chance, action)
    publish_pages(actions)


def _add_messages(wanted: int) -> None:
    """Over three years, most of them on the open sites; follows, and what followers were told of."""
    known = JournalEntry.objects.count()
    if known >= wanted:
        return
    chance, authors = Random(f"messages {known}"), _writers()
    pages = [(key, *authors_of) for key, authors_of in _pages_with_authors(authors)]
    texts, tags = lists("site_names")["journal_messages"], set(JournalTag)
    turns: dict[int, int] = dict.fromkeys((page for page, *_ in pages), 1_000)
    rows = []
    for _number in range(known, wanted):
        page, *people = chance.choice(pages)
        author, told = chance.choice(people), chance.choice(texts)
        turns[page] += 1
        row = JournalEntry(page_id=page, author_id=author.pk, organisation_id=author.organisation_id, text=told["text"])
        row.tags, row.change = [told["tag"]] if told["tag"] in tags else [], turns[page]
        rows.append(row)
    _copy_over_time(rows)
    _follow(chance, authors)
    _notify(chance, rows, authors)


def _pages_with_authors(authors: dict[int, list[User]]):
    """Of open sites, and of actions under way."""
    sites = SitePage.objects.open().filter(live=True).values_list("pk", "commune__ancestor_ids")
    actions = ActionPage.objects.filter(live=True, outcome="").values_list("pk", "territory__ancestor_ids")
    for found in (sites, actions):
        for key, places in found.order_by("pk"):
            people = [one for place in places for one in authors.get(place, ())]
            if people:
                yield key, people


@transaction.atomic
def _copy_over_time(rows: list) -> None:
    """Written now, dated over the years in the order of their numbers."""
    _copy(rows)
    first, last = rows[0].pk, rows[-1].pk
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(rows[0]._meta.db_table)
        cursor.execute(SPREAD.format(table=table), [HISTORY, first, max(1, last - first), first, last])


def _follow(chance: Random, authors: dict[int, list[User]]) -> None:
    """Their territory for one in three; some sites for everyone who writes."""
    rows = []
    for place, people in authors.items():
        sites = list(SitePage.objects.filter(commune__ancestor_ids__contains=[place]).values_list("pk", flat=True))
        for person in people:
            if chance.random() < 1 / 3:
                rows.append(Follow(user=person, territory_id=place))
            rows += [Follow(user=person, page_id=site) for site in chance.sample(sites, min(FOLLOWS, len(sites)))]
    Follow.objects.bulk_create(rows, ignore_conflicts=True)


def _notify(chance: Random, entries: list[JournalEntry], authors: dict[int, list[User]]) -> None:
    """What each was told of: half of it is read, nothing of it waits to be mailed."""
    now = timezone.now()
    told = partial(
        Notification, kind=NotificationKind.MESSAGE, happening="collaboration.write_in_journal", mailed_at=now
    )
    rows = [
        told(
            recipient=person,
            key=f"message:{entry.pk}",
            page_id=entry.page_id,
            entry_id=entry.pk,
            author_id=entry.author_id,
            read_at=now if chance.random() < 1 / 2 else None,
        )
        for people in authors.values()
        for person in people
        for entry in chance.sample(entries, NOTIFICATIONS)
    ]
    chance.shuffle(rows)
    _copy_over_time(rows)
