"""Giving and ending scopes, on every kind of place, end to end."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry

from actors.enums import Noun, Role, Verb
from actors.models import Scope, User
from actors.queries.accounts import manageable_scopes
from actors.rules import Thing, can
from actors.services.scopes import end_scope, give_scope, manages, may_manage, set_options
from tests.factories import (
    CommuneFactory,
    DepartementFactory,
    EpciFactory,
    NationFactory,
    RegionFactory,
    ScopeFactory,
    UserFactory,
)
from tests.factories.sites import SitePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pilot():
    return ScopeFactory().user


def again(user):
    return User.objects.get(pk=user.pk)


def reads(user, site):
    return can(again(user), Verb.READ, site)


def elsewhere():
    return SitePageFactory(commune=CommuneFactory(parent=DepartementFactory(code="75", name="Paris")))


def epci(*communes):
    whole = EpciFactory()
    for commune in communes:
        commune.epci = whole
        commune.ancestor_ids = commune.line()
        commune.save()
    return whole


@pytest.mark.parametrize("place", ["commune", "departement", "region", "nation", "epci", "site"])
def test_a_scope_opens_its_place_and_no_other(place):
    site, other, abroad = SitePageFactory(), elsewhere(), elsewhere()
    abroad_region = RegionFactory(code="93", name="Provence-Alpes-Côte d’Azur")
    abroad.commune = CommuneFactory(parent=DepartementFactory(code="13", name="Bouches-du-Rhône", parent=abroad_region))
    abroad.save()
    commune = site.commune
    on = {
        "commune": commune,
        "departement": commune.parent,
        "region": commune.parent.parent,
        "nation": NationFactory(),
        "epci": epci(commune, other.commune),
        "site": site,
    }[place]
    site.refresh_from_db()
    other.refresh_from_db()
    person = UserFactory()
    give_scope(user=None, person=person, role=Role.OBSERVER, on=on)
    assert reads(person, site)
    assert reads(person, other) == (place in {"region", "nation", "epci"})
    assert reads(person, abroad) == (place == "nation")


def test_several_scopes_at_once_add_up(pilot):
    site, other = SitePageFactory(), elsewhere()
    person = UserFactory()
    give_scope(user=pilot, person=person, role=Role.OBSERVER, on=site.commune)
    give_scope(user=None, person=person, role=Role.ACTOR, on=other.commune)
    assert reads(person, site)
    assert reads(person, other)
    assert not can(again(person), Verb.OBSERVE, site)
    assert can(again(person), Verb.OBSERVE, other)


def test_who_gave_it_when_and_until_when_are_kept(pilot):
    until = timezone.now() + timedelta(days=30)
    scope = give_scope(
        user=pilot, person=UserFactory(), role=Role.ACTOR, on=CommuneFactory(), options=["is_trusted"], ends_at=until
    )
    assert (scope.given_by, scope.ends_at, scope.is_trusted) == (pilot, until, True)
    option = scope.given_options.get()
    assert (option.option, option.given_by, option.ended_at) == ("is_trusted", pilot, None)


def test_a_pilot_gives_an_epci_only_if_it_holds_it_whole(pilot):
    inside = epci(CommuneFactory(), CommuneFactory())
    across = epci(CommuneFactory(), CommuneFactory(parent=DepartementFactory(code="75", name="Paris")))
    give_scope(user=pilot, person=UserFactory(), role=Role.ACTOR, on=inside)
    with pytest.raises(PermissionDenied):
        give_scope(user=pilot, person=UserFactory(), role=Role.ACTOR, on=across)


@pytest.mark.parametrize("role", [Role.NATIONAL, Role.EDITOR])
def test_a_pilot_of_the_nation_makes_no_national_team(role):
    user = ScopeFactory(territory=NationFactory()).user
    with pytest.raises(PermissionDenied):
        give_scope(user=user, person=UserFactory(), role=role, on=NationFactory())


def test_a_pilot_gives_nothing_outside_their_territory(pilot):
    other = elsewhere()
    for on in (other.commune, other, RegionFactory(), NationFactory()):
        with pytest.raises(PermissionDenied):
            give_scope(user=pilot, person=UserFactory(), role=Role.OBSERVER, on=on)


def test_nobody_gives_anything_to_themselves(pilot):
    with pytest.raises(PermissionDenied):
        give_scope(user=pilot, person=pilot, role=Role.OBSERVER, on=CommuneFactory())
    with pytest.raises(PermissionDenied):
        end_scope(user=pilot, scope=pilot.scopes.get())


def test_who_manages_no_account_gives_nothing():
    actor = ScopeFactory(role=Role.ACTOR).user
    with pytest.raises(PermissionDenied):
        give_scope(user=actor, person=UserFactory(), role=Role.OBSERVER, on=CommuneFactory())


@pytest.mark.parametrize(
    ("role", "on", "options", "field"),
    [
        (Role.NATIONAL, "commune", (), "role"),
        (Role.OBSERVER, "commune", ("is_trusted",), "options"),
        (Role.PILOT, "departement", (), "role"),
    ],
)
def test_what_makes_no_sense_is_refused_on_its_field(role, on, options, field):
    person = ScopeFactory().user
    place = CommuneFactory() if on == "commune" else DepartementFactory()
    with pytest.raises(ValidationError) as refused:
        give_scope(user=None, person=person, role=role, on=place, options=options)
    assert list(refused.value.error_dict) == [field]


def test_an_end_in_the_past_is_refused(pilot):
    with pytest.raises(ValidationError) as refused:
        give_scope(user=pilot, person=UserFactory(), role=Role.ACTOR, on=CommuneFactory(), ends_at=timezone.now())
    assert list(refused.value.error_dict) == ["ends_on"]


def test_a_scope_that_ends_opens_nothing_and_is_kept(pilot):
    site, person = SitePageFactory(), UserFactory()
    scope = give_scope(user=pilot, person=person, role=Role.ACTOR, on=site.commune)
    end_scope(user=pilot, scope=scope)
    assert not reads(person, site)
    scope.refresh_from_db()
    first_end = scope.ends_at
    assert scope.ended_by == pilot
    end_scope(user=pilot, scope=scope)
    scope.refresh_from_db()
    assert scope.ends_at == first_end


def test_options_given_and_taken_back_are_dated_and_attributed(pilot):
    scope = give_scope(user=pilot, person=UserFactory(), role=Role.PARTNER, on=CommuneFactory())
    colleague = ScopeFactory(territory=RegionFactory()).user
    set_options(user=pilot, scope=scope, options=["sees_restricted"])
    set_options(user=colleague, scope=scope, options=[])
    option = scope.given_options.get()
    scope.refresh_from_db()
    assert (option.given_by, option.ended_by, scope.sees_restricted) == (pilot, colleague, False)
    assert option.given_at < option.ended_at


def test_the_log_says_what_was_given_and_names_nobody(pilot):
    person = UserFactory(first_name="Zénobie", last_name="Introuvable", email="zenobie@example.org")
    scope = give_scope(user=pilot, person=person, role=Role.ACTOR, on=CommuneFactory())
    end_scope(user=pilot, scope=scope)
    entries = ModelLogEntry.objects.filter(object_id=str(person.pk)).order_by("pk")
    assert [(one.action, one.user, one.data["role"]) for one in entries] == [
        ("actors.give_scope", pilot, "actor"),
        ("actors.end_scope", pilot, "actor"),
    ]
    assert not any("Introuvable" in f"{one.label} {one.data}" for one in entries)


def test_an_account_is_managed_by_who_manages_all_its_scopes(pilot):
    person, other = UserFactory(), elsewhere()
    assert not manages(pilot, person)
    give_scope(user=pilot, person=person, role=Role.ACTOR, on=CommuneFactory())
    assert manages(pilot, person)
    give_scope(user=None, person=person, role=Role.ACTOR, on=other.commune)
    assert not manages(pilot, person)
    assert not manages(pilot, pilot)


def test_lists_and_the_gate_agree_on_every_scope(pilot):
    """The condition of lists is the right of each: commune, EPCI whole and across, site, wider, elsewhere."""
    site, other = SitePageFactory(), elsewhere()
    places = [
        site.commune,
        DepartementFactory(),
        RegionFactory(),
        NationFactory(),
        other.commune,
        epci(CommuneFactory(), CommuneFactory()),
        epci(CommuneFactory(), CommuneFactory(parent=other.commune.parent)),
        site,
        other,
    ]
    for on in places:
        give_scope(user=None, person=UserFactory(), role=Role.OBSERVER, on=on)
    given = Scope.objects.exclude(user=pilot)
    assert set(manageable_scopes(pilot).exclude(user=pilot)) == {one for one in given if may_manage(pilot, one)}
    assert manageable_scopes(pilot).exclude(user=pilot).count() == 4


def test_the_platform_gives_the_first_scope_by_a_command(capsys):
    NationFactory()
    person = UserFactory(email="premiere@example.org")
    asked = {"email": "PREMIERE@example.org", "role": "national", "territory": "FR-nation-FR"}
    call_command("give_scope", **asked)
    assert can(again(person), Verb.INVITE, Thing(noun=Noun.ACCOUNT))
    with pytest.raises(CommandError, match="déjà"):
        call_command("give_scope", **asked)
    with pytest.raises(CommandError, match="No account"):
        call_command("give_scope", **asked | {"email": "personne@example.org"})
