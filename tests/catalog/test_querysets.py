"""Each audience reads each thing once, in the fullest document that it may see."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from wagtail.models import Page

from actors.enums import Noun, Precision, Role
from actors.models import ApiKey, Organisation, Scope, User
from actors.rules import NOBODY, Viewer
from catalog.enums import Audience
from catalog.models import Entry
from catalog.querysets import Circle
from tests.factories import CommuneFactory, DepartementFactory
from tests.factories.catalog import write_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return CommuneFactory(name="Ici")


@pytest.fixture
def elsewhere():
    return CommuneFactory(name="Ailleurs", parent=DepartementFactory(code="13", name="Bouches-du-Rhône"))


@pytest.fixture
def page():
    return Page.objects.get(depth=1)


@pytest.fixture(autouse=True)
def _published(here, elsewhere, page):
    """A site and an action here and elsewhere, for each audience that they have; news, an area; something withdrawn."""
    for place, page_id in ((here, page.pk), (elsewhere, 999_999)):
        common = {"key": place.name, "territory_ids": tuple(place.ancestor_ids), "page_id": page_id}
        for audience in (Audience.PARTNER, Audience.PARTNER_EXACT, Audience.MEMBER):
            write_entry(Noun.SITE, audience=audience, **common)
        for audience in (Audience.PUBLIC, Audience.MEMBER):
            write_entry(Noun.ACTION, audience=audience, **common)
    write_entry(Noun.NEWS, key="news")
    write_entry(Noun.AREA, key="departement-93")
    gone = write_entry(Noun.NEWS, key="gone")
    Entry.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now())


def read_by(viewer):
    """Everything at once, and noun by noun: the same."""
    at_once = list(Entry.objects.visible_to(viewer))
    by_noun = [entry for noun in Noun for entry in Entry.objects.visible_to(viewer, noun=noun)]
    assert {entry.pk for entry in at_once} == {entry.pk for entry in by_noun}
    assert len(at_once) == len(by_noun)
    return sorted(f"{entry.noun} {entry.key} {entry.audience}" for entry in at_once)


PUBLIC = [
    "action Ailleurs public",
    "action Ici public",
    "area departement-93 public",
    "news news public",
]
MEMBER_HERE = [
    "action Ailleurs public",
    "action Ici member",
    "area departement-93 public",
    "news news public",
    "site Ici member",
]


def member(role, *, territory=None, page=None, **scope):
    user = User.objects.create_user(f"{role}@example.org", first_name="A", last_name="B")
    Scope.objects.create(user=user, role=role, territory=territory, page=page, **scope)
    return Viewer(user=user)


@pytest.mark.parametrize("viewer", [NOBODY, Viewer(user=AnonymousUser())])
def test_the_public_reads_no_site(viewer):
    assert read_by(viewer) == PUBLIC


def test_someone_without_scope_reads_what_the_public_reads():
    user = User.objects.create_user("sans@example.org", first_name="A", last_name="B")
    assert read_by(Viewer(user=user)) == PUBLIC


@pytest.mark.parametrize("role", [Role.ACTOR, Role.PARTNER, Role.PILOT])
def test_members_read_their_territory_exactly_and_nothing_more_elsewhere(role, here):
    assert read_by(member(role, territory=here.parent)) == MEMBER_HERE


def test_a_scope_on_one_site_opens_that_site_alone(page):
    assert read_by(member(Role.ACTOR, page=page)) == MEMBER_HERE


def test_a_scope_that_has_ended_opens_nothing(here):
    ended = member(Role.PILOT, territory=here, ends_at=timezone.now() - timedelta(minutes=1))
    assert read_by(ended) == PUBLIC


def test_observers_read_sites_without_their_exact_place(here):
    assert read_by(member(Role.OBSERVER, territory=here.parent)) == [
        *(line for line in MEMBER_HERE if not line.startswith("site")),
        "site Ici partner",
    ]


def test_an_observer_who_is_an_actor_in_one_place_reads_each_site_once(here, elsewhere):
    viewer = member(Role.OBSERVER, territory=here.parent.parent)
    Scope.objects.create(user=viewer.user, role=Role.ACTOR, territory=here)
    assert read_by(viewer) == [
        "action Ailleurs member",
        "action Ici member",
        "area departement-93 public",
        "news news public",
        "site Ailleurs partner",
        "site Ici member",
    ]


def test_editors_read_every_action_and_no_site(here):
    assert read_by(member(Role.EDITOR, territory=here)) == [
        "action Ailleurs member",
        "action Ici member",
        "area departement-93 public",
        "news news public",
    ]


def test_the_national_team_reads_everything_once(here):
    assert read_by(member(Role.NATIONAL, territory=here)) == [
        "action Ailleurs member",
        "action Ici member",
        "area departement-93 public",
        "news news public",
        "site Ailleurs member",
        "site Ici member",
    ]


def key_for(*territories, **fields):
    organisation = Organisation.objects.create(name="Ville", kind="city", territory=CommuneFactory())
    key = ApiKey.objects.create(
        organisation=organisation,
        prefix="p",
        digest="d",
        approved_at=timezone.now(),
        **({"expires_at": timezone.now() + timedelta(days=1)} | fields),
    )
    key.territories.set(territories)
    return Viewer(key=key)


def test_a_key_reads_the_sites_of_its_territories_by_commune(here):
    assert read_by(key_for(here.parent)) == [*PUBLIC, "site Ici partner"]


def test_an_exact_key_reads_points(here):
    assert read_by(key_for(here.parent, precision=Precision.EXACT)) == [*PUBLIC, "site Ici partner_exact"]


def test_a_key_without_territory_reads_what_the_public_reads():
    assert read_by(key_for()) == PUBLIC


@pytest.mark.parametrize("fields", [{"revoked_at": timezone.now()}, {"expires_at": timezone.now()}])
def test_a_key_no_longer_in_force_reads_what_the_public_reads(here, fields):
    assert read_by(key_for(here.parent, **fields)) == PUBLIC


def test_where_settlements_are_public_members_still_read_each_site_once(here, settings):
    """A deployment may publish sites to everybody: their readers do not see them twice."""
    settings.PUBLIC_PRECISION = "commune"
    write_entry(Noun.SITE, key=here.name, territory_ids=tuple(here.ancestor_ids), tags=("precision:commune",))
    assert read_by(NOBODY) == sorted([*PUBLIC, "site Ici public"])
    assert read_by(member(Role.PILOT, territory=here.parent)) == MEMBER_HERE
    assert read_by(key_for(here.parent)) == [*PUBLIC, "site Ici partner"]


def test_replicas_are_told_of_what_was_withdrawn():
    keys = Entry.objects.addressed_to(NOBODY).of(Noun.NEWS).order_by("key").values_list("key", flat=True)
    assert list(keys) == ["gone", "news"]


@pytest.mark.parametrize(
    ("circle", "found"),
    [
        (Circle(2.36, 48.93, 1_000), ["here"]),
        (Circle(2.36, 48.93, 12_000), ["here", "near"]),
        (Circle(179.999, 0, 1_000), ["east", "west"]),
        (Circle(0, 89.999, 1_000), ["pole"]),
        (Circle(-100, 10, 100_000), []),
    ],
)
def test_what_is_near_is_found_across_the_antimeridian_and_at_the_pole(circle, found):
    points = {"here": (2.361, 48.931), "near": (2.5, 48.93), "east": (179.998, 0), "west": (-179.998, 0)}
    for key, (lon, lat) in (points | {"pole": (90, 89.995)}).items():
        write_entry(Noun.NEWS, key=key, lon=lon, lat=lat)
    assert sorted(entry.key for entry in Entry.objects.near(circle)) == found
