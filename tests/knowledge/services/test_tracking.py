"""Evidence from the tables: what is followed, when it is written again, and that from scratch it is the same."""

import os
from datetime import date, timedelta
from random import Random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone

from catalog.models import Entry
from knowledge.enums import AdoptionOutcome, AdoptionState, EvidenceGrade
from knowledge.models import Adoption, Comparison, PracticePage, TrackedEffect, TrackingTurn
from knowledge.queries.documents import practice_documents
from knowledge.services import attach_evaluation, remove_evaluation
from knowledge.services.tracking import ask_tracking, track_if_asked, track_practices
from sites.enums import WaterAccess
from sites.signals import site_changed
from tests.factories.actions import ActionPageFactory, IndicatorFactory
from tests.factories.knowledge import AdoptionFactory, PracticePageFactory
from tests.factories.sites import ObservationFactory, SitePageFactory
from tests.factories.territories import CommuneFactory, DepartementFactory

START = date(2024, 1, 15)
BAD, GOOD = {"water_access": WaterAccess.NONE}, {"water_access": WaterAccess.TANK}
# Steps of the walk; the full number is run once for the figures: KNOWLEDGE_STEPS=2000.
STEPS = int(os.environ.get("KNOWLEDGE_STEPS", "40"))
FACTS = {
    "title": "L'eau en trois ans", "evaluator": "Université de Bobigny", "dated_on": date(2026, 3, 1),
    "conclusion": "favourable", "summary": "L'eau est restée.", "url": "https://example.org/eau",
}  # fmt: skip


@pytest.fixture
def water(db):
    return PracticePageFactory(site_needs=["no_water"])


def followed(commune, *, better, number=0):
    """A site without water in December, seen again in June."""
    site = SitePageFactory(commune=commune)
    ObservationFactory(site=site, observed_on=START - timedelta(days=20 + number), people=40, **BAD)
    ObservationFactory(site=site, observed_on=START + timedelta(days=150), people=40, **(GOOD if better else BAD))
    return site


def applied(practice, departement, sites, **changes):
    action = ActionPageFactory(territory=departement)
    action.sites.set(sites)
    action.save()
    IndicatorFactory(action=action)
    facts = {
        "state": AdoptionState.COMPLETED, "outcome": AdoptionOutcome.WORKED, "started_on": START,
        "ended_on": date(2024, 6, 1), "followed_up_on": date(2025, 6, 2), "lasting_outcome": AdoptionOutcome.WORKED,
    }  # fmt: skip
    return AdoptionFactory(practice=practice, territory=departement, action=action, **facts | changes)


def grade_of(practice):
    (document,) = practice_documents(PracticePage.objects.get(pk=practice.pk))
    return document.fields["evidence"]


def test_compared_with_similar_sites_in_two_departements_then_with_one_failure(water):
    here, there = DepartementFactory(), DepartementFactory(code="59", name="Nord")
    communes = CommuneFactory(parent=here), CommuneFactory(parent=there, code="59001")
    for number in range(20):
        followed(communes[number % 2], better=number < 2)
    cases = [
        applied(water, place, [followed(commune, better=True) for _ in range(4)])
        for place, commune in ((here, communes[0]), (here, communes[0]), (there, communes[1]))
    ]
    assert grade_of(water)["grade"] == EvidenceGrade.E2
    call_command("track_practices")
    told = grade_of(water)
    assert (told["grade"], told["comparison"]["better_percent"]) == (EvidenceGrade.E3, 100)
    assert (told["comparison"]["sites"], told["comparison"]["similar_sites"]) == (10, 20)
    assert set(TrackedEffect.objects.values_list("months", flat=True)) == {5}
    assert Entry.objects.get(page_id=water.pk).data["evidence"]["grade"] == "E3"
    Adoption.objects.filter(pk=cases[0].pk).update(lasting_outcome=AdoptionOutcome.FAILED)
    track_practices()
    assert grade_of(water)["grade"] == EvidenceGrade.E1
    assert Comparison.objects.get().better == 8
    assert grade_of(water)["comparison"] is None, "eight sites that are no failure: too few to be told"


def test_two_sites_say_nothing_in_public(water, departement):
    applied(water, departement, [followed(CommuneFactory(parent=departement), better=True) for _ in range(2)])
    track_practices()
    assert Comparison.objects.get().better == 2
    assert grade_of(water)["comparison"] is None
    assert grade_of(water)["results"]["people"] is None


def test_an_observation_writes_the_figures_again(water, departement, django_capture_on_commit_callbacks):
    site = followed(CommuneFactory(parent=departement), better=True)
    applied(water, departement, [site])
    track_practices()
    ObservationFactory(site=site, observed_on=START + timedelta(days=300), people=40, **BAD)
    with django_capture_on_commit_callbacks(execute=True):
        site_changed.send(sender=type(site), site_id=site.pk, action="sites.observe", user_id=None, answers_id=None)
    assert (Comparison.objects.get().applied, Comparison.objects.get().better) == (1, 0)


def test_an_evaluation_counts_from_outside_alone(people, water, departement):
    for number, place in enumerate((departement, departement, DepartementFactory(code="59", name="Nord"))):
        applied(water, place, [], organisation__name=f"Régie {number}")
    with pytest.raises(PermissionDenied):
        attach_evaluation(user=people.pilot, practice=water, facts=FACTS)
    with pytest.raises(ValidationError, match="futur"):
        attach_evaluation(user=people.editor, practice=water, facts=FACTS | {"dated_on": date(2099, 1, 1)})
    attach_evaluation(user=people.editor, practice=water, facts=FACTS | {"evaluator": "régie  1"})
    assert (grade_of(water)["grade"], grade_of(water)["evaluations"]) == (EvidenceGrade.E2, 0)
    outside = attach_evaluation(user=people.editor, practice=water, facts=FACTS)
    assert Entry.objects.get(page_id=water.pk).data["evidence"]["grade"] == "E4"
    remove_evaluation(user=people.editor, evaluation=outside)
    assert Entry.objects.get(page_id=water.pk).data["evidence"]["grade"] == "E2"


def test_whatever_happens_figures_from_scratch_are_the_same(water, departement):
    """A walk of observations, adoptions and failures: what was written step by step is what a rebuild writes."""
    chance = Random(6)
    communes = [CommuneFactory(parent=departement), CommuneFactory(parent=DepartementFactory(code="59", name="Nord"))]
    sites = [SitePageFactory(commune=communes[number % 2]) for number in range(6)]
    cases = []
    for _step in range(STEPS):
        what = chance.choice(["observe", "observe", "adopt", "fail", "end"])
        if what == "observe":
            day = START + timedelta(days=chance.randint(-300, 700))
            ObservationFactory(site=chance.choice(sites), observed_on=day, **chance.choice([BAD, GOOD]))
        elif what == "adopt" and len(cases) < 12:
            half = chance.randint(0, 1)
            cases.append(applied(water, communes[half].parent, chance.sample(sites[half::2], 2), started_on=START))
        elif cases:
            states = {"fail": {"outcome": AdoptionOutcome.FAILED}, "end": {"lasting_outcome": AdoptionOutcome.PARTLY}}
            Adoption.objects.filter(pk=chance.choice(cases).pk).update(**states.get(what, {"state": "completed"}))
        track_practices()
        written = figures()
        TrackedEffect.objects.all().delete()
        Comparison.objects.all().delete()
        track_practices()
        assert figures() == written
    assert TrackedEffect.objects.exists()


def figures():
    effects = TrackedEffect.objects.order_by("case", "people", "months", "pk")
    return (
        sorted(map(str, effects.values_list("case", "size", "people", "needs", "gone", "months", "is_failed"))),
        [comparison.compared for comparison in Comparison.objects.all()],
    )


def test_sites_are_not_read_again_at_once_but_after_a_rest(water, settings):
    settings.TRACKING_REST_SECONDS = 900
    assert ask_tracking() <= timezone.now(), "nothing was ever followed"
    track_if_asked()
    begun_at = TrackingTurn.objects.get().begun_at
    assert ask_tracking() == begun_at + timedelta(minutes=15)
    assert ask_tracking() is None, "somebody will come for this one too"
    track_if_asked()
    turn = TrackingTurn.objects.get()
    assert (turn.asked, turn.begun, turn.done) == (3, 3, 3)
    assert turn.begun_at > begun_at
    assert ask_tracking() is not None


def test_what_was_stopped_half_way_is_done_by_who_takes_it_up(water, departement, monkeypatch):
    ask_tracking()
    with monkeypatch.context() as killed:
        killed.setattr("knowledge.services.tracking.track_practices", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            track_if_asked()
    assert (TrackingTurn.objects.get().begun, TrackingTurn.objects.get().done) == (1, 0)
    applied(water, departement, [followed(CommuneFactory(parent=departement), better=True) for _ in range(2)])
    assert track_if_asked() == 1
    assert TrackingTurn.objects.get().done == 1
