"""A heatwave or a cold wave, told for a territory by who steers it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from sites.enums import Alert, SiteStatus
from sites.models import SitePage, WeatherAlert
from sites.queries.alerts import alerts_for, alerts_of_site, concerned_sites, places_to_warn
from sites.services import lift_alert, set_alert
from tests.factories import CommuneFactory, DepartementFactory, ScopeFactory
from tests.factories.sites import ObservationFactory, SitePageFactory


def warn(user, territory, *, kind=Alert.HEATWAVE, starts=0, lasts=3):
    first = timezone.localdate() + timedelta(days=starts)
    return set_alert(user=user, kind=kind, territory=territory, starts_on=first, ends_on=first + timedelta(days=lasts))


@pytest.fixture
def departement(commune):
    return commune.parent


@pytest.mark.parametrize("role", ["partner", "actor", "observer", "editor", "stranger", "nobody"])
def test_only_a_pilot_of_the_territory_sets_and_lifts_an_alert(people, departement, role):
    alert = warn(people.pilot, departement)
    with pytest.raises(PermissionDenied):
        warn(getattr(people, role), departement, kind=Alert.COLDWAVE)
    with pytest.raises(PermissionDenied):
        lift_alert(user=getattr(people, role), alert=alert)


def test_a_pilot_of_a_departement_does_not_warn_a_region(people, departement):
    with pytest.raises(PermissionDenied):
        warn(people.pilot, departement.parent)


@pytest.mark.parametrize(
    ("starts", "lasts", "said"),
    [(0, -1, "Le dernier jour vient après"), (-9, 3, "déjà terminée"), (0, 400, "trois mois au plus")],
)
def test_impossible_days_are_refused_with_the_reason(people, departement, starts, lasts, said):
    with pytest.raises(ValidationError, match=said) as refused:
        warn(people.pilot, departement, starts=starts, lasts=lasts)
    assert list(refused.value.message_dict) == ["ends_on"]


def test_the_same_alert_is_not_set_twice_on_the_same_days(people, departement):
    first = warn(people.pilot, departement)
    with pytest.raises(ValidationError, match="déjà déclenchée"):
        warn(people.pilot, departement, starts=2)
    warn(people.pilot, departement, starts=4)
    warn(people.pilot, departement, kind=Alert.COLDWAVE)
    lift_alert(user=people.pilot, alert=first)
    warn(people.pilot, departement, starts=0, lasts=1)
    assert WeatherAlert.objects.standing().count() == 3


def test_a_site_is_under_the_alerts_of_its_place_and_of_what_holds_it(site, people, departement):
    here = warn(people.pilot, departement)
    above = warn(people.national, departement.parent, kind=Alert.COLDWAVE)
    warn(people.national, DepartementFactory(code="59", name="Nord"))
    warn(people.pilot, departement, starts=10)
    assert set(alerts_of_site(site)) == {here, above}
    lift_alert(user=people.pilot, alert=here)
    assert alerts_of_site(site) == [above]


def test_sites_concerned_are_those_of_the_territory_and_those_that_were_flagged(site, people, departement):
    elsewhere = DepartementFactory(code="59", name="Nord")
    flagged = ObservationFactory(site=SitePageFactory(commune=CommuneFactory(parent=elsewhere)), coldwave_alert=True)
    SitePageFactory(commune=CommuneFactory(parent=elsewhere))
    closed = SitePageFactory(commune=site.commune)
    SitePage.objects.filter(pk=closed.pk).update(status=SiteStatus.CLOSED)
    warn(people.pilot, departement)
    found = {one.site.pk: one.alerts for one in concerned_sites(people.national)}
    assert found == {site.pk: ["alerte canicule"], flagged.site.pk: ["alerte grand froid"]}
    assert [one.site.pk for one in concerned_sites(people.pilot)] == [site.pk]
    assert concerned_sites(people.observer) == []


def test_those_who_lack_water_come_first_and_unknown_is_not_good(people, departement, site):
    dry = SitePageFactory(commune=site.commune)
    ObservationFactory(site=dry, water_access="none", people=12, caravans=4, tents=None)
    supplied = SitePageFactory(commune=site.commune)
    ObservationFactory(
        site=supplied, water_access="network_tap", water_on_site="yes", water_continuous="yes", water_for_all="yes"
    )
    warn(people.pilot, departement)
    found = concerned_sites(people.pilot)
    assert [(one.site.pk, one.water) for one in found] == [
        (dry.pk, "bad"),
        (site.pk, "unknown"),
        (supplied.pk, "good"),
    ]
    assert (found[0].shelter, found[0].people) == ("caravanes : 4", 12)
    assert (found[1].people, found[1].observed_on) == (None, None)


def test_alerts_of_other_territories_are_not_told(people, departement):
    mine, coming = warn(people.pilot, departement), warn(people.pilot, departement, starts=8)
    warn(people.national, DepartementFactory(code="59", name="Nord"))
    assert [(one.alert, one.is_in_force, one.may_lift) for one in alerts_for(people.actor)] == [
        (mine, True, False),
        (coming, False, False),
    ]
    assert len(alerts_for(people.national)) == 3
    assert all(one.may_lift for one in alerts_for(people.pilot))


def test_a_pilot_of_a_region_warns_its_departements(departement):
    pilot = ScopeFactory(territory=departement.parent).user
    assert places_to_warn(pilot) == [departement.parent, departement]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries(people, again, departement, count, django_assert_num_queries):
    for _ in range(count):
        ObservationFactory(site=SitePageFactory(commune=CommuneFactory(parent=departement)))
    warn(people.pilot, departement)
    reader = again(people.pilot)
    with django_assert_num_queries(4):
        assert len(concerned_sites(reader)) == count
