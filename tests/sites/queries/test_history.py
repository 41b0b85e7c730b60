"""Who changed what, when, in words; each reader is told what they may read."""

from datetime import date, timedelta

import pytest

from collaboration.services import write_in_journal
from sites.enums import ClosureReason, PhaseKind, ProcedureKind
from sites.enums.history import HistoryKind
from sites.queries.history import site_history
from sites.services import (
    ClosureFacts,
    clear_phase,
    close_site,
    declare_site,
    record_observation,
    record_procedure,
    set_phase,
    update_site,
)
from tests.factories.sites import ObservationFactory

DAY = date(2026, 3, 1)


@pytest.fixture
def site(commune, people):
    """Declared by a pilot, so that each step is logged."""
    return declare_site(user=people.pilot, commune=commune, facts={"title": "Les Peupliers"})


def told(site, reader, kind):
    """What changed, latest first: (what, [(label, before, after)])."""
    lines = site_history(site, reader=reader, kind=kind)
    return [(line.what, [(one.label, one.before, one.after) for one in line.changes]) for line in lines]


def observe(site, user, *, day=DAY, **values):
    return record_observation(user=user, site=site, observed_on=day, values=values, confirmed=True)


def test_an_observation_says_what_it_changes(site, people):
    observe(site, people.pilot, households=12, water_access="none", heatwave_alert=True)
    observe(site, people.partner, day=DAY + timedelta(days=9), households=15, water_access="tank", minors=0)
    latest, first = told(site, people.actor, HistoryKind.OBSERVATION)
    assert first == (
        "Actualisation du 1 mars 2026",
        [
            ("Ménages", "inconnu", "12"),
            ("Accès à l’eau", "inconnu", "aucun"),
            ("Alerte canicule", "non", "oui"),
        ],
    )
    assert latest == (
        "Actualisation du 10 mars 2026",
        [
            ("Ménages", "12", "15"),
            ("Mineurs", "inconnu", "0"),
            ("Accès à l’eau", "aucun", "réservoir"),
            ("Alerte canicule", "oui", "non"),
        ],
    )


def test_an_observation_that_waits_is_not_history_yet(site, people):
    observe(site, people.actor, people=40)
    assert told(site, people.pilot, HistoryKind.OBSERVATION) == []


def test_the_sheet_says_which_field_changed_from_what_to_what_and_by_whom(site, people):
    update_site(user=people.pilot, site=site, facts={"title": "Les Saules", "installed_on": date(2024, 5, 2)})
    update_site(user=people.partner, site=site, facts={"installed_on": None})
    latest, middle, declared = site_history(site, reader=people.actor, kind=HistoryKind.SHEET)
    assert [(one.label, one.before, one.after) for one in latest.changes] == [
        ("Date d’installation", "2 mai 2024", "inconnu")
    ]
    assert [(one.label, one.before, one.after) for one in middle.changes] == [
        ("Titre", "Les Peupliers", "Les Saules"),
        ("Date d’installation", "inconnu", "2 mai 2024"),
    ]
    assert declared.changes == []
    assert [latest.who, middle.who, declared.who] == [str(people.partner), str(people.pilot), str(people.pilot)]


def test_what_was_proposed_and_not_validated_is_not_told(site, people):
    update_site(user=people.actor, site=site, facts={"title": "Un nom proposé"})
    said = [change.after for line in site_history(site, reader=people.pilot) for change in line.changes]
    assert "Un nom proposé" not in said


def test_the_owner_is_told_to_those_who_may_read_it(site, people):
    update_site(user=people.pilot, site=site, facts={"owner_name": "SCI du Moulin"})
    for role, shown in (("pilot", True), ("informed", True), ("partner", False), ("actor", False)):
        [latest, _declared] = told(site, getattr(people, role), HistoryKind.SHEET)
        assert (("Nom du propriétaire", "inconnu", "SCI du Moulin") in latest[1]) is shown


def test_procedures_are_told_to_those_who_may_read_them(site, people):
    facts = {"kind": ProcedureKind.COURT_DECISION, "authority": "Tribunal judiciaire"}
    record_procedure(user=people.pilot, site=site, facts=facts)
    [(what, changes)] = told(site, people.informed, HistoryKind.PROCEDURE)
    assert what == "Procédure : décision de justice (ajout)"
    assert ("Autorité", "inconnu", "Tribunal judiciaire") in changes
    for role in ("partner", "actor"):
        assert told(site, getattr(people, role), HistoryKind.PROCEDURE) == []
        assert "Tribunal" not in str(site_history(site, reader=getattr(people, role)))


def test_the_path_says_which_dates_changed(site, people):
    kind = PhaseKind.SOCIOLOGICAL_DIAGNOSIS
    set_phase(user=people.pilot, site=site, kind=kind, started_on=DAY)
    set_phase(user=people.pilot, site=site, kind=kind, started_on=DAY, completed_on=DAY + timedelta(days=30))
    clear_phase(user=people.pilot, site=site, kind=kind)
    begun, whole = "commencé le 1 mars 2026", "du 1 mars 2026 au 31 mars 2026"
    assert [changes for _what, changes in told(site, people.actor, HistoryKind.PATH)] == [
        [("Diagnostic sociologique", whole, "")],
        [("Diagnostic sociologique", begun, whole)],
        [("Diagnostic sociologique", "", begun)],
    ]


def test_the_closure_says_when_and_why(site, people):
    close_site(user=people.pilot, site=site, facts=ClosureFacts(closed_on=DAY, reason=ClosureReason.COURT_DECISION))
    [(_what, changes)] = told(site, people.actor, HistoryKind.CLOSURE)
    assert changes == [("Fermé le", "", "1 mars 2026"), ("Motif", "", "décision de justice")]


def test_restricted_messages_are_told_to_those_they_were_written_to(site, people):
    write_in_journal(user=people.actor, page=site, text="Visite ce matin", tags=["visit"])
    [line] = site_history(site, reader=people.partner, kind=HistoryKind.JOURNAL)
    assert (line.what, line.note) == ("Message dans le journal", "Visite ce matin")


@pytest.mark.parametrize("role", ["observer", "stranger", "nobody", "editor"])
def test_nobody_else_is_told_anything(site, people, role):
    observe(site, people.pilot, people=12)
    assert site_history(site, reader=getattr(people, role)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_history_takes_the_same_queries(site, people, again, count, django_assert_num_queries):
    for number in range(count):
        ObservationFactory(site=site, author=people.actor, organisation=people.actor.organisation)
        update_site(user=people.pilot, site=site, facts={"title": f"Nom {number}"})
        record_procedure(user=people.pilot, site=site, facts={"kind": ProcedureKind.OWNER_COMPLAINT})
        write_in_journal(user=people.actor, page=site, text="Vu", tags=["visit"])
    reader = again(people.pilot)
    with django_assert_num_queries(8):
        site_history(site, reader=reader)
