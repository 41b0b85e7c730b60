"""Sites as they were on a day gone by, with the filters of the list read in the state of that day."""

from datetime import date

import pytest

from sites.enums import SiteStatus
from sites.models import SitePage
from steering.queries.tallies import tallies_on, view_of
from steering.services import take_snapshots
from tests.factories.sites import ClosureFactory, ObservationFactory, PhaseFactory
from tests.steering.exports.conftest import rows_of


@pytest.fixture
def sites(add_site):
    """One that grew then closed, one that began later, one on its path."""
    grown = add_site(
        title="Grandi",
        declared_on=date(2025, 1, 10),
        seen=[(date(2025, 1, 15), {"people": 20}), (date(2025, 9, 1), {"people": 120, "vermin": "yes"})],
    )
    closure = ClosureFactory(site=grown, closed_on=date(2026, 3, 1), is_resorbed=True)
    closure.destinations.create(destination="housing", people=90)
    SitePage.objects.filter(pk=grown.pk).update(status=SiteStatus.RESORBED)
    add_site(title="Tardif", declared_on=date(2026, 2, 1), seen=[(date(2026, 2, 2), {"people": 8})])
    path = add_site(title="En chemin", declared_on=date(2024, 6, 1), status=SiteStatus.IN_RESORPTION)
    PhaseFactory(site=path, started_on=date(2025, 6, 1))
    from catalog.services import publish_page

    for site in SitePage.objects.all():
        publish_page(site)


def state_on(ask, people, day, query=""):
    export = ask(people.pilot, ends_on=day, query=query)
    return {row["Nom"]: (row["Statut"], row["Personnes"]) for row in rows_of(export)}


def test_each_day_has_its_sites_with_their_state(sites, ask, people):
    assert state_on(ask, people, "2024-01-01") == {}
    assert state_on(ask, people, "2025-02-01") == {"Grandi": ("ouvert", 20), "En chemin": ("ouvert", None)}
    later = {"Grandi": ("ouvert", 120), "En chemin": ("en cours de résorption", None)}
    assert state_on(ask, people, "2025-12-31") == later
    assert state_on(ask, people, "2026-02-28") == later | {"Tardif": ("ouvert", 8)}
    closed = {"Grandi": ("résorbé", 120), "En chemin": ("en cours de résorption", None), "Tardif": ("ouvert", 8)}
    assert state_on(ask, people, "2026-03-01") == closed
    assert state_on(ask, people, "") == closed


def test_filters_are_read_in_the_state_of_that_day(sites, ask, people):
    assert set(state_on(ask, people, "2025-02-01", "?statut=open")) == {"Grandi", "En chemin"}
    assert set(state_on(ask, people, "2025-12-31", "?statut=open")) == {"Grandi"}
    assert set(state_on(ask, people, "", "?statut=open")) == {"Tardif"}
    assert set(state_on(ask, people, "2025-02-01", "?nuisibles=bad")) == set()
    assert set(state_on(ask, people, "2025-12-31", "?nuisibles=bad")) == {"Grandi"}
    assert set(state_on(ask, people, "2025-02-01", "?people_max=20")) == {"Grandi"}
    assert set(state_on(ask, people, "2025-12-31", "?people_min=100&q=grandi")) == {"Grandi"}


def test_the_end_of_a_site_is_said_from_its_day_on(sites, ask, people):
    for day, ended in (("2026-02-28", (None, None, None)), ("2026-03-01", ("résorbé", "oui", 90))):
        export = ask(people.pilot, ends_on=day, query="?q=grandi")
        (row,) = rows_of(export)
        assert (row["Motif de la fermeture"], row["Résorbé"], row["Vers : logement"]) == ended, day


def test_an_observation_recorded_later_of_that_day_counts(sites, ask, people):
    site = SitePage.objects.get(title="En chemin")
    ObservationFactory(site=site, observed_on=date(2025, 2, 1), people=33)
    ObservationFactory(site=site, observed_on=date(2025, 2, 1), people=99, validation="waiting")
    assert state_on(ask, people, "2025-02-01")["En chemin"] == ("ouvert", 33)


def test_observations_are_those_between_two_days(sites, ask, people):
    export = ask(people.pilot, "actualisations", starts_on="2025-02-01", ends_on="2026-02-02")
    assert [(row["Nom"], row["Personnes"]) for row in rows_of(export)] == [("Grandi", 120), ("Tardif", 8)]
    assert len(rows_of(ask(people.pilot, "actualisations"))) == 3


def test_sums_by_commune_are_of_that_day(sites, ask, people):
    (row,) = rows_of(ask(people.observer, "communes", ends_on="2025-12-31"))
    said = (row["Sites"], row["Sites ouverts"], row["Personnes"], row["Personnes : inconnu sur"])
    assert said == (2, 2, 120, 1)


def test_the_sites_open_on_a_day_are_as_many_as_the_dashboard_counts(sites, ask, people):
    take_snapshots()
    view = view_of(people.departement, people.pilot)
    for day in (date(2024, 6, 1), date(2025, 2, 1), date(2025, 12, 31), date(2026, 2, 28), date(2026, 3, 1)):
        tally = tallies_on(view, [day])[day]
        found = state_on(ask, people, day.isoformat(), "?statut=open&statut=in_resorption")
        assert len(found) == tally["open_sites"], day
        assert sum(count or 0 for _status, count in found.values()) == tally["people"], day
