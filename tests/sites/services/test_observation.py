from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import PageLogEntry

from actors.enums import Noun
from catalog.enums import Audience
from catalog.models import Entry
from catalog.services import publish_page
from sites.enums import SiteStatus, Validation
from sites.models import Observation, SitePage
from sites.queries.state import latest_observation
from sites.services import confirm_unchanged, record_observation, refuse_observation, validate_observation
from sites.signals import site_changed
from tests.factories.sites import ObservationFactory

TODAY = timezone.localdate()


def record(user, site, **kwargs):
    values = kwargs.pop("values", {"people": 42, "minors": 12})
    return record_observation(
        user=user, site=site, observed_on=kwargs.pop("observed_on", TODAY), values=values, **kwargs
    )


@pytest.mark.parametrize(
    ("role", "validation"),
    [
        ("pilot", Validation.VALIDATED),
        ("partner", Validation.VALIDATED),
        ("trusted", Validation.VALIDATED),
        ("national", Validation.VALIDATED),
        ("actor", Validation.WAITING),
    ],
)
def test_an_observation_counts_at_once_unless_its_author_is_not_trusted(site, people, role, validation):
    observation = record(getattr(people, role), site)
    assert observation.validation == validation
    assert latest_observation(site) == (observation if validation == Validation.VALIDATED else None)


@pytest.mark.parametrize("role", ["observer", "editor", "stranger", "nobody"])
def test_others_may_not_observe(site, people, role):
    with pytest.raises(PermissionDenied):
        record(getattr(people, role), site)
    assert not Observation.objects.exists()


def test_an_observation_keeps_the_organisation_of_its_author(site, people):
    assert record(people.pilot, site).organisation == people.pilot.organisation


def test_an_observation_reaches_the_catalogue(site, people):
    publish_page(site)
    record(people.pilot, site)
    entry = Entry.objects.get(noun=Noun.SITE, audience=Audience.MEMBER, page_id=site.pk)
    assert entry.people == 42


def test_an_observation_that_waits_does_not_reach_the_catalogue(site, people):
    publish_page(site)
    record(people.actor, site)
    assert Entry.objects.get(audience=Audience.MEMBER, page_id=site.pk).people is None


def test_an_observation_is_logged_and_announced_once_committed(site, people, django_capture_on_commit_callbacks):
    heard = []

    def hear(**said):
        heard.append((said["site_id"], said["action"], said["user_id"]))

    site_changed.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        observation = record(people.pilot, site)
    site_changed.disconnect(hear)
    assert heard == [(site.pk, "sites.observe", people.pilot.pk)]
    log = PageLogEntry.objects.get(page=site.pk, action="sites.observe")
    assert log.user == people.pilot
    # Which observation, never what it counts.
    assert log.data == {"observation": observation.pk}


@pytest.mark.parametrize(
    ("values", "observed_on", "field"),
    [
        ({"people": 10, "minors": 11}, TODAY, "minors"),
        ({"people": 10, "women": 11}, TODAY, "women"),
        ({"people": 10}, TODAY + timedelta(days=1), "observed_on"),
        ({"people": 10}, date(2019, 12, 31), "observed_on"),
        ({"people": -1}, TODAY, "people"),
        ({"water_access": "champagne"}, TODAY, "water_access"),
        ({"origins": ["roma"]}, TODAY, "origins"),
    ],
)
def test_impossible_values_are_refused_on_their_field(site, people, values, observed_on, field):
    site.installed_on = date(2020, 1, 1)
    with pytest.raises(ValidationError) as refused:
        record(people.pilot, site, values=values, observed_on=observed_on)
    assert list(refused.value.message_dict) == [field]
    assert not Observation.objects.exists()


def test_a_closed_site_is_not_observed(site, people):
    SitePage.objects.update(status=SiteStatus.CLOSED)
    site.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        record(people.pilot, site)
    assert refused.value.code == "closed"


def test_a_surprising_count_is_asked_again_then_taken(site, people):
    ObservationFactory(site=site, observed_on=date(2024, 1, 1), people=20)
    with pytest.raises(ValidationError) as asked:
        record(people.pilot, site, values={"people": 90})
    assert [error.code for error in asked.value.error_dict["people"]] == ["surprising"]
    assert record(people.pilot, site, values={"people": 90}, confirmed=True).people == 90


def test_surprise_is_measured_against_what_was_known_at_that_date(site, people):
    ObservationFactory(site=site, observed_on=date(2025, 1, 1), people=20)
    ObservationFactory(site=site, observed_on=date(2023, 1, 1), people=100)
    assert record(people.pilot, site, values={"people": 110}, observed_on=date(2024, 1, 1)).people == 110


def test_an_observation_of_the_past_does_not_become_the_state(site, people):
    now = ObservationFactory(site=site, observed_on=TODAY, people=20)
    record(people.pilot, site, observed_on=date(2024, 1, 1))
    assert latest_observation(site) == now


def test_nothing_has_changed_is_an_observation_of_today(site, people):
    last = ObservationFactory(
        site=site, observed_on=date(2024, 1, 1), people=20, water_access="tank", origins=["eu"], comment="Vu de loin."
    )
    observation = confirm_unchanged(user=people.pilot, site=site, observed_on=TODAY)
    assert (observation.people, observation.water_access, observation.origins) == (20, "tank", ["eu"])
    assert (observation.is_unchanged, observation.comment) == (True, "")
    assert latest_observation(site) == observation != last


def test_nothing_has_changed_needs_something_to_repeat(site, people):
    with pytest.raises(ValidationError) as refused:
        confirm_unchanged(user=people.pilot, site=site, observed_on=TODAY)
    assert refused.value.code == "first"


def test_a_pilot_validates(site, people):
    publish_page(site)
    waiting = record(people.actor, site)
    validate_observation(user=people.pilot, observation=waiting)
    waiting.refresh_from_db()
    assert (waiting.validation, waiting.judged_by) == (Validation.VALIDATED, people.pilot)
    assert Entry.objects.get(audience=Audience.MEMBER, page_id=site.pk).people == 42


def test_a_pilot_refuses_with_a_reason(site, people):
    waiting = record(people.actor, site)
    with pytest.raises(ValidationError):
        refuse_observation(user=people.pilot, observation=waiting, reason=" ")
    refuse_observation(user=people.pilot, observation=waiting, reason="Chiffres d'un autre site.")
    waiting.refresh_from_db()
    assert (waiting.validation, waiting.refusal_reason) == (Validation.REFUSED, "Chiffres d'un autre site.")
    assert latest_observation(site) is None


@pytest.mark.parametrize("role", ["actor", "trusted", "partner", "observer", "stranger", "editor"])
def test_only_a_pilot_of_the_territory_validates(site, people, role):
    waiting = record(people.actor, site)
    with pytest.raises(PermissionDenied):
        validate_observation(user=getattr(people, role), observation=waiting)


def test_nobody_validates_their_own(site, people):
    waiting = ObservationFactory(site=site, author=people.pilot, validation=Validation.WAITING)
    with pytest.raises(ValidationError) as refused:
        validate_observation(user=people.pilot, observation=waiting)
    assert refused.value.code == "own"


def test_what_is_judged_is_judged(site, people):
    waiting = record(people.actor, site)
    refuse_observation(user=people.pilot, observation=waiting, reason="Doublon.")
    with pytest.raises(ValidationError) as refused:
        validate_observation(user=people.national, observation=waiting)
    assert refused.value.code == "judged"
