"""Who read what is written once, sealed in order, and cannot be changed without being seen."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.utils import timezone

from actors.enums import ReadingKind, Role
from actors.models import Reading, ReadingMark
from actors.queries.chain import Head, check_chain
from actors.rules import Thing, Viewer
from actors.rules.chain import Content
from actors.services.keys import issue_key
from actors.services.readings import (
    GROUPED_WITHIN,
    BrokenChainError,
    draft_reading,
    purge_readings,
    record_reading,
    seal_readings,
)
from tests.factories import DepartementFactory, OrganisationFactory, ScopeFactory

pytestmark = pytest.mark.django_db
SHEET = ReadingKind.SHEET


@pytest.fixture
def reader():
    return Viewer(user=ScopeFactory(role=Role.ACTOR).user)


@pytest.fixture
def key():
    made, _text = issue_key(
        organisation=OrganisationFactory(), purpose="Carte", territories=[DepartementFactory()], lasts=timedelta(days=9)
    )
    return Viewer(key=made)


def read(viewer, *, pages, days_ago=0.0, kind=SHEET):
    """A reading of the past, as it would have been written."""
    moment = timezone.now() - timedelta(days=days_ago)
    reading = draft_reading(viewer=viewer, kind=kind, page_ids=pages, read_at=moment)
    reading.save()
    return reading


@pytest.fixture
def chain(reader):
    """Five sealed readings, a day apart."""
    for days_ago in (5, 4, 3, 2, 1):
        read(reader, pages=[days_ago], days_ago=days_ago)
    seal_readings()


def test_a_reading_says_who_when_whence_and_as_what(reader):
    before = timezone.now()
    record_reading(viewer=reader, kind=SHEET, page_ids=[7])
    written = Reading.objects.get()
    assert before <= written.read_at <= timezone.now()
    assert (written.user, written.key, written.kind, written.page_ids) == (reader.user, None, SHEET, [7])
    assert (written.organisation, written.roles) == (reader.user.organisation, [Role.ACTOR])


def test_the_role_is_the_one_that_opens_the_site(reader):
    ScopeFactory(user=reader.user, role=Role.PILOT, territory=DepartementFactory(code="59", name="Nord"))
    home = reader.user.scopes.get(role=Role.ACTOR).territory
    record_reading(
        viewer=reader, kind=SHEET, page_ids=[7], thing=Thing("site", territory_ids=frozenset(home.ancestor_ids))
    )
    assert Reading.objects.get().roles == [Role.ACTOR]


def test_the_organisation_and_the_role_are_those_of_that_day(reader):
    then = reader.user.organisation
    record_reading(viewer=reader, kind=SHEET, page_ids=[7])
    reader.user.organisation = OrganisationFactory()
    reader.user.save()
    reader.user.scopes.all().delete()
    assert (Reading.objects.get().organisation, Reading.objects.get().roles) == (then, [Role.ACTOR])


def test_a_list_is_one_reading_of_all_that_was_in_it(key):
    record_reading(viewer=key, kind=ReadingKind.LIST, page_ids=[9, 3, 9, 5])
    written = Reading.objects.get()
    assert (written.key, written.user, written.organisation) == (key.key, None, key.key.organisation)
    assert (written.page_ids, written.roles) == ([3, 5, 9], [])


def test_nothing_is_written_of_nobody_or_of_nothing(reader):
    record_reading(viewer=Viewer(user=AnonymousUser()), kind=SHEET, page_ids=[7])
    record_reading(viewer=reader, kind=ReadingKind.LIST, page_ids=[])
    assert not Reading.objects.exists()


@pytest.mark.parametrize("many", [1, 3])
def test_a_reading_costs_one_statement(key, many, django_assert_num_queries):
    with django_assert_num_queries(1):
        record_reading(viewer=key, kind=ReadingKind.LIST, page_ids=range(1, many + 1))


@pytest.mark.parametrize(("after", "told"), [(GROUPED_WITHIN / 2, 1), (GROUPED_WITHIN + timedelta(seconds=1), 2)])
def test_opening_again_within_minutes_is_the_same_reading(reader, after, told):
    record_reading(viewer=reader, kind=SHEET, page_ids=[7])
    Reading.objects.update(read_at=timezone.now() - after)
    record_reading(viewer=reader, kind=SHEET, page_ids=[7])
    assert Reading.objects.count() == told


def test_another_site_person_or_way_is_another_reading(reader, key):
    record_reading(viewer=reader, kind=SHEET, page_ids=[7])
    record_reading(viewer=reader, kind=SHEET, page_ids=[8])
    record_reading(viewer=reader, kind=ReadingKind.HISTORY, page_ids=[7])
    record_reading(viewer=Viewer(user=ScopeFactory().user), kind=SHEET, page_ids=[7])
    record_reading(viewer=key, kind=SHEET, page_ids=[7])
    assert Reading.objects.count() == 5


def test_each_export_is_told(reader):
    for _ in range(2):
        record_reading(viewer=reader, kind=ReadingKind.EXPORT, page_ids=[7])
    assert Reading.objects.count() == 2


def test_an_unbroken_chain_holds(chain):
    report = check_chain()
    assert (report.problem, report.sealed, report.unsealed, report.head.number) == ("", 5, 0, 5)


def test_sealing_again_adds_to_the_same_chain(chain, reader):
    noted = check_chain().head
    read(reader, pages=[7])
    assert (seal_readings(), seal_readings()) == (1, 0)
    assert check_chain(noted=noted).problem == ""
    assert check_chain().head.number == 6


@pytest.mark.parametrize(
    "change",
    [
        {"user_id": 0},
        {"organisation_id": None},
        {"kind": ReadingKind.LIST},
        {"page_ids": [1]},
        {"roles": [Role.PILOT]},
        {"read_at": datetime(2026, 1, 1, tzinfo=UTC)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_reading_that_was_changed_is_found(chain, change):
    Reading.objects.filter(number=3).update(**change)
    assert check_chain().problem == "La consultation 3 a été modifiée."


def test_who_does_not_hold_the_key_cannot_change_a_reading_and_its_digest(chain, settings):
    settings.READINGS_KEY = "une autre clé"
    forged = Reading.objects.get(number=3)
    forged.page_ids = [99]
    forged.digest = Content(**{name: getattr(forged, name) for name in Content.__dataclass_fields__}).digest
    forged.save()
    settings.READINGS_KEY = ""
    assert check_chain().problem == "La consultation 3 a été modifiée."


def test_a_reading_that_was_changed_before_it_was_sealed_is_found(reader):
    read(reader, pages=[7])
    Reading.objects.update(page_ids=[8])
    assert "pas encore scellée, a été modifiée" in check_chain().problem
    seal_readings()
    assert check_chain().problem == "La consultation 1 a été modifiée."


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ([1], "Les consultations 1 à 1 manquent."),
        ([2, 3], "Les consultations 2 à 3 manquent."),
        ([4, 5], "Les consultations 4 à 5 manquent."),
        ([1, 2, 3, 4, 5], "Les consultations 1 à 5 manquent."),
    ],
)
def test_a_reading_that_was_taken_out_is_found(chain, gone, said):
    Reading.objects.filter(number__in=gone).delete()
    assert check_chain().problem == said


def test_readings_whose_order_was_changed_are_found(chain):
    Reading.objects.filter(number=2).update(number=99)
    Reading.objects.filter(number=3).update(number=2)
    Reading.objects.filter(number=99).update(number=3)
    assert check_chain().problem == "La consultation 2 ne suit pas celle qui la précède."


def test_a_reading_that_was_put_in_is_found(chain, reader):
    added = read(reader, pages=[7])
    Reading.objects.filter(pk=added.pk).update(number=6, link="0" * 64)
    assert check_chain().problem == "La consultation 6 ne suit pas celle qui la précède."


@pytest.mark.parametrize("name", ReadingMark.Name)
def test_a_mark_that_was_moved_is_found(chain, name):
    read_mark = ReadingMark.objects.filter(name=name)
    if not read_mark.exists():
        ReadingMark.objects.create(name=name, signature="0" * 64)
    read_mark.update(number=2)
    assert "a été modifié." in check_chain().problem


def test_an_end_cut_off_with_its_mark_is_found_by_whoever_noted_it(chain, reader):
    old = ReadingMark.objects.filter(name="head").values().get()
    read(reader, pages=[7])
    seal_readings()
    noted = check_chain().head
    Reading.objects.filter(number=6).delete()
    ReadingMark.objects.filter(name="head").update(**old)
    assert check_chain().problem == ""
    assert check_chain(noted=noted).problem == "La consultation 6 n’est pas celle qui avait été notée."


def test_nothing_is_sealed_or_forgotten_on_a_chain_without_its_end(chain, reader):
    ReadingMark.objects.filter(name="head").delete()
    read(reader, pages=[7])
    for verb in (seal_readings, purge_readings):
        with pytest.raises(BrokenChainError):
            verb()
    assert Reading.objects.count() == 6


def test_forgetting_keeps_the_chain_verifiable(reader):
    for days_ago in (500, 400, 370, 300, 1):
        read(reader, pages=[days_ago], days_ago=days_ago)
    seal_readings()
    noted = check_chain().head
    assert purge_readings() == 3
    report = check_chain(noted=noted)
    assert (report.problem, report.start, report.sealed) == ("", 3, 2)
    assert purge_readings() == 0
    read(reader, pages=[7])
    seal_readings()
    assert check_chain(noted=noted).problem == ""


def test_forgetting_everything_leaves_where_the_chain_was(reader):
    for days_ago in (500, 400):
        read(reader, pages=[1], days_ago=days_ago)
    assert purge_readings() == 2
    read(reader, pages=[7])
    assert seal_readings() == 1
    assert Reading.objects.get().number == 3
    assert check_chain().problem == ""


def test_what_is_missing_after_a_purge_is_found(reader):
    for days_ago in (500, 2, 1):
        read(reader, pages=[1], days_ago=days_ago)
    purge_readings()
    Reading.objects.filter(number=2).delete()
    assert check_chain().problem == "Les consultations 2 à 2 manquent."


def test_what_was_tampered_with_is_not_forgotten(reader):
    for days_ago in (500, 400, 1):
        read(reader, pages=[1], days_ago=days_ago)
    seal_readings()
    Reading.objects.filter(number=1).update(page_ids=[2])
    with pytest.raises(BrokenChainError):
        purge_readings()
    assert Reading.objects.count() == 3


def test_a_person_who_is_forgotten_breaks_nothing(chain, reader):
    person = reader.user
    person.first_name, person.last_name, person.email = "", "", "oublie@example.invalid"
    person.organisation = None
    person.save()
    assert check_chain().problem == ""
    person.delete()
    assert check_chain().problem == ""
    assert Reading.objects.select_related("user").latest_first()[0].user is None


def test_the_command_says_that_the_chain_holds_and_where_it_ends(chain, capsys):
    call_command("check_readings")
    said = capsys.readouterr().out
    assert "La chaîne est intacte : 5 consultations" in said
    assert str(check_chain().head) in said
    call_command("check_readings", head=check_chain().head)


def test_the_command_says_where_it_breaks(chain):
    Reading.objects.filter(number=4).delete()
    with pytest.raises(CommandError, match="Les consultations 4 à 4 manquent"):
        call_command("check_readings")


def test_the_commands_of_the_night_seal_and_forget(reader, capsys):
    read(reader, pages=[1], days_ago=400)
    call_command("seal_readings")
    call_command("purge_readings")
    assert capsys.readouterr().out == "Consultations scellées : 1.\nConsultations oubliées : 1.\n"


def test_a_noted_end_is_read_back():
    assert Head.parse(str(Head(12, "abc"))) == Head(12, "abc")
    with pytest.raises(ValueError, match="invalid literal"):
        Head.parse("abc")
