"""Correcting an observation: both versions are kept, with who, when and why."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from catalog.enums import Audience
from catalog.models import Entry
from catalog.services import publish_page
from sites.enums import SiteStatus, Validation
from sites.models import Observation, SitePage
from sites.queries.curves import people_curves
from sites.queries.history import site_history
from sites.queries.queue import validation_queue
from sites.queries.state import latest_observation, observation_version
from sites.services import correct_observation, validate_observation
from tests.factories.sites import ObservationFactory
from tests.sites.views.test_forms_of_the_field import observed

TODAY = timezone.localdate()
DAY = TODAY - timedelta(days=10)
WHY = "Deux familles comptées deux fois."


@pytest.fixture
def seen(site, people):
    publish_page(site)
    return ObservationFactory(site=site, observed_on=DAY, people=40, minors=12, author=people.partner, comment="Vu")


def correct(user, observation, *, reason=WHY, observed_on=DAY, confirmed=False, **values):
    values = {"people": 30, "minors": 12} | values
    return correct_observation(
        user=user, observation=observation, observed_on=observed_on, values=values, reason=reason, confirmed=confirmed
    )


def test_the_correction_counts_and_the_former_version_is_kept(site, people, seen):
    correction = correct(people.pilot, seen)
    seen.refresh_from_db()
    assert (seen.validation, seen.people, seen.author) == (Validation.CORRECTED, 40, people.partner)
    assert latest_observation(SitePage.objects.get(pk=site.pk)) == correction
    assert (correction.corrects, correction.correction_reason, correction.author) == (seen, WHY, people.pilot)
    assert Entry.objects.get(audience=Audience.MEMBER, page_id=site.pk).people == 30
    assert observation_version(correction) != observation_version(seen)


def test_curves_show_the_version_that_counts(site, people, seen):
    ObservationFactory(site=site, observed_on=DAY - timedelta(days=30), people=20)
    correct(people.pilot, seen)
    curves = people_curves(list(site.observations.validated().in_order()))
    assert curves.series[0].points == [(DAY - timedelta(days=30), 20), (DAY, 30)]


def test_the_history_tells_both_versions_who_when_and_why(site, people, again, seen):
    correct(people.pilot, seen, comment="Recompté", observed_on=DAY - timedelta(days=1))
    told, before = site_history(site, reader=again(people.pilot))[:2]
    assert (told.who, told.note) == (f"{people.pilot}, {people.pilot.organisation}", WHY)
    assert {(one.label, one.before, one.after) for one in told.changes} >= {
        ("Personnes", "40", "30"),
        ("Commentaire", "Vu", "Recompté"),
    }
    assert "Actualisé le" in {one.label for one in told.changes} or len(told.changes) == 3
    assert ("Personnes", "inconnu", "40") in {(one.label, one.before, one.after) for one in before.changes}


def test_what_follows_is_told_against_the_version_that_counts(site, people, again, seen):
    ObservationFactory(site=site, observed_on=TODAY, people=31, minors=12, author=people.pilot)
    correct(people.pilot, seen)
    lines = {line.what: line for line in site_history(site, reader=again(people.pilot))}
    latest = next(line for what, line in lines.items() if str(TODAY.year) in what and "Correction" not in what)
    assert [(one.before, one.after) for one in latest.changes if one.label == "Personnes"] == [("30", "31")]


@pytest.mark.parametrize("role", ["observer", "editor", "stranger", "nobody"])
def test_who_may_not_observe_may_not_correct(people, seen, role):
    with pytest.raises(PermissionDenied):
        correct(getattr(people, role), seen)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"people": 10, "minors": 11}, "minors"),
        ({"observed_on": TODAY + timedelta(days=1)}, "observed_on"),
        ({"reason": " "}, "reason"),
    ],
)
def test_what_is_impossible_is_refused_on_its_field_and_nothing_changes(people, seen, said, field):
    with pytest.raises(ValidationError) as refused:
        correct(people.pilot, seen, **said)
    assert list(refused.value.message_dict) == [field]
    seen.refresh_from_db()
    assert (seen.validation, Observation.objects.count()) == (Validation.VALIDATED, 1)


def test_surprise_is_measured_against_what_was_known_before_and_not_against_the_mistake(site, people, seen):
    seen.people = 400
    seen.save()
    assert correct(people.pilot, seen).people == 30
    other = ObservationFactory(site=site, observed_on=TODAY, people=30)
    with pytest.raises(ValidationError) as asked:
        correct(people.pilot, other, people=200, observed_on=TODAY)
    assert [error.code for error in asked.value.error_dict["people"]] == ["surprising"]
    assert correct(people.pilot, other, people=200, observed_on=TODAY, confirmed=True).people == 200


def test_a_closed_site_is_left_as_it_was_counted(site, people, seen):
    SitePage.objects.update(status=SiteStatus.CLOSED)
    seen.site.refresh_from_db()
    with pytest.raises(ValidationError):
        correct(people.pilot, seen)


def test_only_what_counts_is_corrected(people, seen):
    correct(people.pilot, seen)
    with pytest.raises(ValidationError) as refused:
        correct(people.pilot, seen)
    assert refused.value.code == "judged"


def test_a_correction_is_corrected_in_its_turn(site, people, seen):
    second = correct(people.pilot, correct(people.pilot, seen), people=33)
    assert list(site.observations.validated()) == [second]
    assert site.observations.said().count() == 3


def test_without_the_right_to_record_a_correction_waits_and_the_former_version_counts(site, people, again, seen):
    correction = correct(people.actor, seen)
    assert latest_observation(SitePage.objects.get(pk=site.pk)) == seen
    assert validation_queue(again(people.pilot)).observations == [correction]
    validate_observation(user=people.pilot, observation=correction)
    seen.refresh_from_db()
    assert seen.validation == Validation.CORRECTED
    assert latest_observation(SitePage.objects.get(pk=site.pk)) == correction


def test_of_two_corrections_that_wait_one_only_counts(people, seen):
    first, second = correct(people.actor, seen), correct(people.trusted, seen, people=29)
    assert second.validation == Validation.VALIDATED
    with pytest.raises(ValidationError) as refused:
        validate_observation(user=people.pilot, observation=first)
    assert refused.value.code == "conflict"


def test_what_waits_is_corrected_by_its_author_and_waits_again(site, people, again):
    waiting = ObservationFactory(site=site, author=people.actor, observed_on=DAY, validation=Validation.WAITING)
    correction = correct(people.actor, waiting, people=41)
    assert validation_queue(again(people.pilot)).observations == [correction]
    mine = validation_queue(again(people.actor)).mine
    assert [one.resume_url for one in mine] == [reverse("correct_observation", args=[site.slug, correction.pk])]
    validate_observation(user=people.pilot, observation=correction)
    assert list(site.observations.validated()) == [correction]


def test_what_another_wrote_and_waits_is_judged_not_corrected(site, people):
    waiting = ObservationFactory(site=site, author=people.actor, observed_on=DAY, validation=Validation.WAITING)
    with pytest.raises(ValidationError):
        correct(people.pilot, waiting)


# The form


def test_the_form_starts_from_what_was_said_that_day_and_asks_why(client, site, people, seen):
    client.force_login(people.pilot)
    url = reverse("correct_observation", args=[site.slug, seen.pk])
    assert url in client.get(site.url).content.decode()
    form = client.get(url).context["form"]
    assert (form["people"].value(), form["comment"].value(), form["observed_on"].value()) == (40, "Vu", DAY)
    said = observed(people="30", minors="", observed_on=DAY.isoformat(), comment="Vu")
    refused = client.post(url, said)
    assert (list(refused.context["form"].errors), refused.context["form"]["people"].value()) == (["reason"], "30")
    assert client.post(url, said | {"reason": WHY}).status_code == 302
    kept = Observation.objects.validated().get()
    assert (kept.people, kept.minors, kept.correction_reason) == (30, None, WHY)
    assert "corrigée" in client.get(site.url).content.decode()
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("role", ["observer", "stranger", "nobody", "editor"])
def test_without_the_right_there_is_no_form(client, site, people, seen, role):
    client.force_login(getattr(people, role))
    assert client.get(reverse("correct_observation", args=[site.slug, seen.pk])).status_code == 404


def test_the_observation_of_another_site_is_not_there(client, site, people):
    other = ObservationFactory(observed_on=date(2024, 1, 1))
    client.force_login(people.pilot)
    assert client.get(reverse("correct_observation", args=[site.slug, other.pk])).status_code == 404
