"""Dashboards of territories: what each person sees there, and what never is."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from actors.enums import ReadingKind, Role, Verb
from actors.models import Reading
from actors.rules.table import RIGHTS
from steering.services import take_snapshots
from tests.factories import CommuneFactory, DepartementFactory, ScopeFactory
from tests.factories.actions import ActionPageFactory, FundingFactory, IndicatorFactory

pytestmark = pytest.mark.django_db
KEY = "FR-departement-93"


def board(client, **query):
    return client.get(reverse("board", args=[KEY]), query)


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_dashboard_says_each_figure_on_how_much_it_rests_and_opens_its_list(client, pilot, add_site):
    site = add_site(people=40, minors=16, minors_in_school=4)
    add_site(people=None, minors=8, minors_in_school=None)
    take_snapshots()
    client.force_login(pilot)
    answer = board(client)
    text = text_of(answer)
    assert "scolarisation connue pour 67 % des mineurs" in text.lower()
    assert "Connu sur 1 sites sur 2" in text
    assert reverse("board_list", args=[KEY, "people"]) in answer.content.decode()
    listed = client.get(reverse("board_list", args=[KEY, "people"]))
    assert site.title in listed.content.decode()
    assert "Personnes : 40" in text_of(listed)
    assert Reading.objects.filter(kind=ReadingKind.LIST, user=pilot).exists()


def test_an_observer_reads_figures_and_a_list_without_names(client, add_site):
    site = add_site(people=40)
    take_snapshots()
    client.force_login(ScopeFactory(role=Role.OBSERVER, territory=site.commune.parent).user)
    assert board(client).status_code == 200
    listed = client.get(reverse("board_list", args=[KEY, "open_sites"])).content.decode()
    assert site.title not in listed
    assert f"Site à {site.commune.name}" in listed


def test_out_of_scope_there_is_no_dashboard(client, stranger, add_site):
    add_site(people=40)
    take_snapshots()
    client.force_login(stranger)
    for name, arguments in (("board", [KEY]), ("board_list", [KEY, "people"]), ("board_table", [KEY, "chiffres"])):
        assert client.get(reverse(name, args=arguments)).status_code == 404
    assert client.get(reverse("compare_territories"), {"territoire": KEY}).status_code == 400


def test_of_a_larger_territory_one_sees_one_s_part(client, pilot, add_site):
    add_site(people=40)
    take_snapshots()
    client.force_login(pilot)
    answer = client.get(reverse("board", args=["FR-region-11"]))
    assert "Vous voyez une partie de ce territoire" in answer.content.decode()


def test_what_was_true_on_a_day_of_the_past(client, pilot, add_site):
    add_site(people=40, days_ago=3)
    take_snapshots()
    client.force_login(pilot)
    before = timezone.localdate() - timedelta(days=30)
    answer = board(client, du=before.isoformat(), au=before.isoformat())
    assert "0 sites ouverts avant" in text_of(answer)
    assert (
        client.get(reverse("board_list", args=[KEY, "open_sites"]), {"au": before.isoformat()}).context["listed"].count
        == 0
    )


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"au": "2999-01-01"}, "Ce jour est à venir."),
        ({"du": "2026-05-01", "au": "2026-04-01"}, "Le premier jour est après le dernier."),
        ({"du": "hier"}, "Saisissez une date valide."),
        ({"du": "1815-06-18"}, "Rien n’est compté avant l’an 2000."),
        ({"niveau": "canton"}, "Choisissez dans la liste."),
    ],
)
def test_what_cannot_be_asked_is_said_and_kept(client, pilot, add_site, query, words):
    take_snapshots()
    client.force_login(pilot)
    answer = board(client, **query)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert next(iter(query.values())) in answer.content.decode() or "niveau" in query


@pytest.fixture
def money(pilot):
    action = ActionPageFactory(started_on=date(2024, 1, 1))
    this_year = timezone.localdate().year
    IndicatorFactory(action=action, year=this_year, people=50)
    FundingFactory(action=action, year=this_year, planned_eur=Decimal(90_000), spent_eur=Decimal(61_350))
    return action


def test_money_is_told_to_those_who_may_see_finances(client, pilot, money):
    take_snapshots()
    client.force_login(pilot)
    text = text_of(board(client))
    assert re.search(r"61\s350", text)
    assert re.search(r"1\s227", text)  # euros for each of the 50
    assert "61350" in client.get(reverse("board_table", args=[KEY, "financements"])).content.decode()


def test_an_amount_and_a_theme_open_what_they_add_up(client, pilot, money):
    take_snapshots()
    client.force_login(pilot)
    page, year = board(client).content.decode(), timezone.localdate().year
    for name, query in (("board_fundings", f"annee={year}&amp;source=dedicated"), ("board_actions", "theme=schooling")):
        assert f"{reverse(name, args=[KEY])}?{query}" in page
        listed = client.get(reverse(name, args=[KEY]) + "?" + query.replace("&amp;", "&"))
        assert money.title in listed.content.decode()
    assert re.search(r"61\s350", text_of(client.get(reverse("board_fundings", args=[KEY]), {"annee": year})))
    for wrong in ({"annee": "hier"}, {}, {"annee": "99999"}, {"annee": year, "source": "rien"}):
        assert client.get(reverse("board_fundings", args=[KEY]), wrong).status_code == 404
    assert client.get(reverse("board_actions", args=[KEY]), {"theme": "rien"}).status_code == 404


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.PARTNER, Role.ACTOR])
def test_money_is_in_no_window_of_the_others(client, money, role):
    take_snapshots()
    client.force_login(ScopeFactory(role=role).user)
    pages = [
        board(client),
        *(client.get(reverse("board_table", args=[KEY, code])) for code in ("financements", "par-personne")),
    ]
    for answer in pages:
        assert not re.search(r"61.?350|90.?000", answer.content.decode())


def test_an_operator_sees_the_money_of_its_own_actions(client, money):
    take_snapshots()
    scope = ScopeFactory(role=Role.ACTOR)
    scope.user.organisation = money.operator
    scope.user.save()
    client.force_login(scope.user)
    assert re.search(r"61\s350", text_of(board(client)))


def test_tables_are_given_for_spreadsheets(client, pilot, add_site):
    site = add_site(people=40)
    site.commune.name = "=cmd()"
    site.commune.save()
    take_snapshots()
    client.force_login(pilot)
    answer = client.get(reverse("board_table", args=[KEY, "territoires"]), {"niveau": "commune"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    first, row = answer.content.decode().splitlines()
    assert first.startswith("\ufeffCommune;Sites ouverts;Personnes")
    assert row.startswith("'=cmd() (93);1;40")
    for code in ("chiffres", "courbe-sites", "courbe-personnes", "relogement", "conditions", "delais", "actions"):
        assert client.get(reverse("board_table", args=[KEY, code])).status_code == 200
    assert client.get(reverse("board_table", args=[KEY, "rien"])).status_code == 404


def test_territories_chosen_one_by_one_stand_side_by_side(client, add_site):
    add_site(people=40)
    other = DepartementFactory(code="95", name="Val-d’Oise")
    take_snapshots()
    user = ScopeFactory().user
    ScopeFactory(user=user, territory=other)
    client.force_login(user)
    answer = client.get(reverse("compare_territories"), {"territoire": [KEY, other.key]})
    rows = [(row.place.code, row.values[0]) for row in answer.context["comparison"].rows]
    assert rows == [("93", 1), ("95", 0)]


def test_territories_chosen_one_by_one_are_taken_away_where_one_may(client, pilot, add_site, monkeypatch):
    """Of the table of rights, every role that reads sites takes their sums away: here one that does not."""
    rights = {cell: grant for cell, grant in RIGHTS[Role.PARTNER].items() if cell[0] != Verb.EXPORT_AGGREGATED}
    monkeypatch.setitem(RIGHTS, Role.PARTNER, rights)
    add_site(people=40)
    other = DepartementFactory(code="95", name="Val-d’Oise")
    add_site(commune=CommuneFactory(code="95018", parent=other), people=25)
    take_snapshots()
    ScopeFactory(user=pilot, role=Role.PARTNER, territory=other)
    client.force_login(pilot)
    asked = {"territoire": [KEY, other.key, "FR-region-11"], "format": "csv"}
    answer = client.get(reverse("compare_territories"), asked)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    first, *rows = answer.content.decode().splitlines()
    assert first.startswith("\ufeffTerritoire;Sites ouverts;Personnes")
    assert [row.split(";")[:3] for row in rows] == [
        ["Seine-Saint-Denis (93)", "1", "40"],
        ["Île-de-France", "1", "40"],
    ]
    del asked["format"]
    shown = client.get(reverse("compare_territories"), asked).context["comparison"].rows
    assert [row.values[:2] for row in shown] == [[1, 40], [1, 25], [2, 65]]


def test_before_anything_was_counted_the_page_says_so_and_asks(
    client, pilot, add_site, django_capture_on_commit_callbacks
):
    add_site(people=40)
    client.force_login(pilot)
    with django_capture_on_commit_callbacks(execute=True):
        assert board(client).status_code == 503
    assert board(client).status_code == 200


@pytest.mark.parametrize("sites", [1, 3])
def test_a_dashboard_asks_as_many_questions_for_one_site_as_for_three(
    client, pilot, add_site, sites, django_assert_num_queries
):
    for days_ago in [2, 100, 200][:sites]:
        add_site(days_ago=days_ago)
    take_snapshots()
    client.force_login(pilot)
    board(client)
    with django_assert_num_queries(19):
        board(client)
    address = reverse("board_list", args=[KEY, "open_sites"])
    client.get(address)
    with django_assert_num_queries(10):
        client.get(address)
