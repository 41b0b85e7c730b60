"""Who may export what, and how finely: never finer than they read it on the platform."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from actors.enums import ReadingKind, Role
from actors.models import Reading
from catalog.services import publish_page
from collaboration.models import Addressee, JournalEntry
from tests.factories import CommuneFactory, DepartementFactory, OrganisationFactory, ScopeFactory
from tests.factories.actions import ActionPageFactory, FundingFactory, IndicatorFactory
from tests.factories.knowledge import PracticePageFactory
from tests.factories.sites import ClosureFactory, ProcedureFactory
from tests.steering.exports.conftest import rows_of, text_of

SECRETS = ["Les Glycines", "rue du Secret", "2.36123", "SCI du Moulin", "Tribunal de Bobigny"]


@pytest.fixture
def site(add_site):
    site = add_site(
        title="Les Glycines", address="3 rue du Secret", lon=2.36123, lat=48.93123, owner_name="SCI du Moulin",
        seen=[(date(2026, 2, 3), {"people": 40, "women": 17, "households": None, "minors": 20})],
    )  # fmt: skip
    ProcedureFactory(site=site, authority="Tribunal de Bobigny")
    return site


@pytest.mark.parametrize(
    ("role", "is_shown"), [("pilot", True), ("informed", True), ("partner", False), ("actor", False)]
)
def test_restricted_columns_are_offered_by_right(site, ask, people, role, is_shown):
    (row,) = rows_of(ask(getattr(people, role)))
    assert row["Nom"] == "Les Glycines"
    assert row["Adresse"] == "3 rue du Secret"
    assert ("Nom du propriétaire" in row, "Procédures" in row) == (is_shown, is_shown)
    if is_shown:
        assert row["Nom du propriétaire"] == "SCI du Moulin"
        assert "Tribunal de Bobigny" in row["Procédures"]


def test_a_restricted_column_is_blank_where_the_right_does_not_reach(site, ask, people, add_site):
    north = CommuneFactory(code="59350", name="Lille", parent=DepartementFactory(code="59", name="Nord"))
    add_site(title="Les Saules", in_commune=north, owner_name="SCI du Nord")
    ScopeFactory(user=people.informed, role=Role.PARTNER, territory=north.parent)
    export = ask(people.informed)
    assert {row["Nom"]: row["Nom du propriétaire"] for row in rows_of(export)} == {
        "Les Glycines": "SCI du Moulin",
        "Les Saules": "réservé",
    }
    assert "SCI du Nord" not in text_of(export)


@pytest.mark.parametrize("role", ["observer", "editor", "nobody"])
@pytest.mark.parametrize("dataset", ["sites", "actualisations", "journal-des-sites", "financements", "comptes"])
def test_others_get_the_answer_of_an_address_that_does_not_exist(site, ask, people, role, dataset):
    assert ask(getattr(people, role), dataset).status_code == 404
    assert ask(getattr(people, role), "rien-de-tel").status_code == 404


def test_a_stranger_exports_nothing_of_here(site, ask, people):
    for form in ("xlsx", "ods", "csv", "geojson"):
        export = ask(people.stranger, form=form)
        assert export.rows_done == 0
        assert [secret for secret in SECRETS if secret in text_of(export)] == []


@pytest.mark.parametrize("form", ["xlsx", "ods", "csv", "geojson"])
def test_an_observer_exports_sums_no_finer_than_the_documents_that_they_read(site, ask, people, form):
    export = ask(people.observer, "communes", form=form)
    (row,) = rows_of(export)
    assert (row["Commune"], float(row["Sites"]), float(row["Personnes"])) == ("Bobigny", 1, 40)
    assert not row["Ménages"]
    assert float(row["Ménages : inconnu sur"]) == 1
    # Women are in no document that an observer reads: one site in a commune would tell them.
    assert "Femmes" not in row
    assert [secret for secret in SECRETS if secret in text_of(export)] == []


def test_whoever_takes_the_file_is_told_to_the_sites_each_time(site, ask, people, client):
    export = ask(people.actor)
    assert not Reading.objects.filter(kind=ReadingKind.EXPORT).exists()
    for _ in range(2):
        answer = client.get(export.address)
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="sites-2')
        assert "no-store" in answer.headers["Cache-Control"]
    readings = Reading.objects.filter(kind=ReadingKind.EXPORT)
    assert [(one.user_id, one.page_ids) for one in readings] == [(people.actor.pk, [site.pk])] * 2


def test_a_file_is_given_to_nobody_else(site, ask, people, client):
    export = ask(people.pilot)
    for other in (people.national, people.actor):
        client.force_login(other)
        assert client.get(export.address).status_code == 404
        assert client.post(reverse("remove_export", args=[export.key])).status_code == 404
    client.logout()
    assert client.get(export.address).status_code == 302


def test_with_other_rights_the_file_must_be_asked_for_again(site, ask, people, client):
    export = ask(people.informed)
    name, storage = export.file.name, export.file.storage
    people.informed.scopes.update(sees_restricted=False)
    with client_commits():
        assert client.get(export.address).status_code == 404
    assert not storage.exists(name)
    assert not type(export).objects.exists()
    assert not Reading.objects.filter(kind=ReadingKind.EXPORT).exists()


def test_money_is_that_of_the_actions_whose_finances_one_sees(ask, people, commune):
    own, other = people.actor.organisation, OrganisationFactory()
    for operator, amount in ((own, "1000.50"), (other, "2000.00")):
        action = ActionPageFactory(territory=commune.parent, operator=operator, title=f"Action de {operator}")
        FundingFactory(action=action, planned_eur=Decimal(amount))
        IndicatorFactory(action=action)
        publish_page(action)
    assert [row["Prévu (€)"] for row in rows_of(ask(people.pilot, "financements"))] == [1000.5, 2000]
    assert [row["Prévu (€)"] for row in rows_of(ask(people.actor, "financements"))] == [1000.5]
    assert ask(people.partner, "financements").status_code == 404
    indicators = rows_of(ask(people.partner, "indicateurs"))
    assert [(row["Année"], row["Scolarisés en tout"]) for row in indicators] == [(2025, 11), (2025, 11)]


def test_actions_name_the_sites_that_one_may_know_and_tell_them(site, ask, people, client):
    action = ActionPageFactory(territory=site.commune.parent, sites=[site], title="École")
    publish_page(action)
    (row,) = rows_of(ask(people.actor, "actions"))
    assert (row["Action"], row["Sites"]) == ("École", "Les Glycines")
    export = ask(people.actor, "actions", columns=["action"])
    assert export.page_ids == []
    assert ask(people.actor, "actions").page_ids == [site.pk]


def test_messages_are_those_that_one_would_read(site, ask, people):
    said = {"page": site, "author": people.partner, "organisation": people.partner.organisation}
    JournalEntry.objects.create(text="Pour tous", **said)
    JournalEntry.objects.create(text="Masqué", hidden_at="2026-02-01T00:00:00Z", **said)
    JournalEntry.objects.create(text="Supprimé", deleted_at="2026-02-01T00:00:00Z", **said)
    restricted = JournalEntry.objects.create(text="Entre nous", is_restricted=True, **said)
    Addressee.objects.create(entry=restricted, user=people.trusted)
    expected = {
        "pilot": ["Pour tous", "Entre nous"],
        "partner": ["Pour tous", "Entre nous"],
        "trusted": ["Pour tous", "Entre nous"],
        "actor": ["Pour tous"],
    }
    for role, texts in expected.items():
        rows = rows_of(ask(getattr(people, role), "journal-des-sites"))
        assert [row["Message"] for row in rows] == texts, role
    assert rows_of(ask(people.stranger, "journal-des-sites")) == []


def test_accounts_are_those_of_one_s_territory(ask, people):
    for one in (people.pilot, people.actor, people.stranger):
        assert one.pk
    mails = [row["Adresse électronique"] for row in rows_of(ask(people.pilot, "comptes"))]
    assert sorted(mails) == sorted([people.pilot.email, people.actor.email])
    narrowed = rows_of(ask(people.pilot, "comptes", query=f"?role={Role.ACTOR}"))
    assert [row["Adresse électronique"] for row in narrowed] == [people.actor.email]
    assert ask(people.pilot, "comptes", query="?nom_secret=1").status_code == 400
    assert ask(people.actor, "comptes").status_code == 404


def test_practices_are_exported_by_editors(ask, people):
    practice = PracticePageFactory(title="Médiation")
    publish_page(practice)
    (row,) = rows_of(ask(people.editor, "pratiques"))
    assert (row["Titre"], row["Niveau de preuve"][:2]) == ("Médiation", "E0")
    assert ask(people.pilot, "pratiques").status_code == 404


def client_commits():
    """What waits for the commit of a request is done when the block ends."""
    from django.test import TestCase

    return TestCase.captureOnCommitCallbacks(execute=True)


@pytest.fixture
def closed(add_site):
    site = add_site(reinstallation="yes", status="closed", seen=[(date(2026, 2, 3), {"people": 40})])
    closure = ClosureFactory(site=site, closed_on=date(2026, 3, 2))
    closure.destinations.create(destination="housing", people=25, households=8)
    publish_page(site)
    return site


@pytest.mark.parametrize("role", ["observer", "actor", "partner", "pilot", "national", "stranger", "editor", "nobody"])
def test_what_came_of_a_closure_is_one_right_on_the_page_in_lists_and_in_exports(closed, ask, people, client, role):
    reads = role not in ("stranger", "editor", "nobody")
    client.force_login(getattr(people, role))
    page, here = client.get(closed.get_url()), f"/pilotage/{people.departement.key}/liste"
    assert (page.status_code == 200) == reads
    assert ("Où sont allées les personnes" in page.content.decode()) == reads
    for code in ("to_housing", "reinstalled"):
        shown = client.get(f"{here}/{code}/", {"du": "2026-01-01", "au": "2026-12-31"})
        assert (shown.status_code == 200) == reads, code
    if reads:
        (row,) = rows_of(ask(getattr(people, role), "communes", columns=["closed_sites", "to_housing", "reinstalled"]))
        assert [float(row[name]) for name in ("Sites fermés", "Vers : logement", "dont réinstallations")] == [1, 25, 1]
    if reads and role != "observer":
        (row,) = rows_of(ask(getattr(people, role), columns=["to_housing", "reinstallation"]))
        assert (float(row["Vers : logement"]), row["Réinstallation"]) == (25, "oui")
