"""Who changed what of an action, when; money to those alone who see it."""

from decimal import Decimal

import pytest
from django.urls import reverse

from actions.enums import FundingSource, HistoryKind
from actions.models import ActionPage
from actions.queries.history import action_history, published_versions
from actions.rules.results import Money
from actions.services import create_action, record_funding, record_indicators, update_action
from actors.models import User
from collaboration.services import write_in_journal
from tests.actions.services.test_action import facts


@pytest.fixture
def action(people, departement, operator):
    """Begun by a pilot, so that each step is logged."""
    return create_action(user=people.pilot, territory=departement, facts=facts(operator))


def money(user, action, planned):
    said = {"source": FundingSource.STATE, "year": 2025, "money": Money(Decimal(planned))}
    record_funding(user=user, action=action, **said)


def told(action, reader, kind):
    lines = action_history(action, reader=reader, kind=kind)
    return [(line.what, [(one.label, one.before, one.after) for one in line.changes]) for line in lines]


def test_each_field_is_told_with_what_it_was(people, action, operator):
    update_action(user=people.pilot, action=action, facts={"title": "Aller à l’école", "pilots": [people.pilot]})
    latest, begun = told(action, people.partner, HistoryKind.SHEET)
    assert latest[1] == [
        ("Titre", "Médiation scolaire", "Aller à l’école"),
        ("Pilotes", "inconnu", str(people.pilot)),
    ]
    assert begun == ("A créé l’action", [])


def test_results_are_told_year_by_year(people, action):
    record_indicators(user=people.actor, action=action, year=2025, values={"people": 60, "minors": 20})
    record_indicators(user=people.actor, action=action, year=2025, values={"people": 62, "minors": 20})
    assert told(action, people.partner, HistoryKind.RESULTS) == [
        ("Résultats de 2025", [("Personnes", "60", "62")]),
        ("Résultats de 2025", [("Personnes", "inconnu", "60"), ("Mineurs", "inconnu", "20")]),
    ]


@pytest.mark.parametrize(("role", "sees"), [("actor", True), ("pilot", True), ("partner", False), ("trusted", False)])
def test_money_is_told_to_those_who_see_it(people, action, role, sees, client):
    money(people.pilot, action, 45123)
    money(people.actor, action, 48765)
    reader = getattr(people, role)
    lines = told(action, reader, HistoryKind.FINANCES)
    amounts = [(before, after) for _what, changes in lines for _label, before, after in changes]
    first, second = "45\xa0123,00", "48\xa0765,00"
    assert amounts == ([(first, second), ("inconnu", first)] if sees else [])
    client.force_login(reader)
    shown = client.get(reverse("action_history", args=[action.translation_key])).content.decode()
    assert (second in shown) is sees
    assert ("type=finances" in shown) is sees


@pytest.mark.parametrize("role", ["observer", "editor", "stranger", "nobody"])
def test_nobody_else_is_told_who_did_what(client, people, action, role):
    assert action_history(action, reader=getattr(people, role)) == []
    client.force_login(getattr(people, role))
    assert client.get(reverse("action_history", args=[action.translation_key])).status_code in {403, 404}
    assert str(people.pilot) not in client.get(action.get_url()).content.decode()


def test_a_version_is_compared_and_brought_back(client, people, action):
    update_action(user=people.pilot, action=action, facts={"title": "Aller à l’école"})
    first = published_versions(action, reader=people.pilot)[-1].version
    client.force_login(people.pilot)
    url = reverse("compare_action_versions", args=[action.translation_key])
    shown = client.get(url, {"avant": first, "apres": "aujourd-hui"}).content.decode()
    assert "Médiation scolaire" in shown
    assert client.post(reverse("restore_action_version", args=[action.translation_key, first])).status_code == 302
    assert ActionPage.objects.get().title == "Médiation scolaire"
    assert len(published_versions(ActionPage.objects.get(), reader=people.pilot)) == 3


def test_what_was_proposed_and_not_validated_is_not_told(people, action):
    update_action(user=people.actor, action=action, facts={"title": "Un titre proposé"})
    assert "Un titre proposé" not in str(action_history(action, reader=people.pilot))


@pytest.mark.parametrize("count", [1, 3])
def test_a_history_takes_the_same_queries(people, action, count, django_assert_num_queries):
    for number in range(count):
        update_action(user=people.pilot, action=action, facts={"title": f"Titre {number}", "pilots": [people.pilot]})
        record_indicators(user=people.actor, action=action, year=2025, values={"people": 60 + number})
        money(people.pilot, action, 100 + number)
        write_in_journal(user=people.actor, page=action, text="Vu", tags=["visit"])
    reader = User.objects.get(pk=people.pilot.pk)
    with django_assert_num_queries(8):
        action_history(action, reader=reader)
