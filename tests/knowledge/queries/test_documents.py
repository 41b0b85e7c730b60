import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.enums import Outcome
from actions.models import ActionPage
from actions.services import record_indicators
from catalog.models import Entry
from catalog.services import publish_pages
from knowledge.enums import AdoptionState, EvidenceGrade
from knowledge.models import PracticePage
from knowledge.queries.documents import practice_documents
from knowledge.queries.evidence import evidence_of
from knowledge.queries.sheet import practice_sheet
from tests.factories.actions import ActionPageFactory, IndicatorFactory
from tests.factories.knowledge import AdoptionFactory, EndorsementFactory, PracticePageFactory


def document(practice):
    (found,) = practice_documents(PracticePage.objects.get(pk=practice.pk))
    return found


def test_everyone_reads_the_same_document(practice):
    practice.problem = '<p>Pas d\'<b>eau</b>, voir <a linktype="page" id="3">ici</a>.</p>'
    practice.save()
    found = document(practice)
    assert found.audience == "public"
    assert found.fields["problem"].split() == ["Pas", "d'eau,", "voir", "ici."]
    assert found.tags == ("evidence:E0", "theme:water_hygiene")


def test_an_action_linked_both_ways_is_one_case(practice, measured_action):
    AdoptionFactory(practice=practice, action=measured_action, state=AdoptionState.COMPLETED)
    practice.actions.set([measured_action])
    practice.save()
    evidence = evidence_of(PracticePage.objects.get(pk=practice.pk))
    assert (evidence.cases, evidence.completed, evidence.grade) == (1, 1, EvidenceGrade.E1)


def test_an_action_that_was_stopped_is_a_failure(practice, measured_action):
    ActionPage.objects.filter(pk=measured_action.pk).update(outcome=Outcome.STOPPED)
    practice.actions.set([measured_action])
    practice.save()
    evidence = evidence_of(PracticePage.objects.get(pk=practice.pk))
    assert (evidence.failed, evidence.grade) == (1, EvidenceGrade.E0)


def test_results_that_an_operator_records_reach_the_practice_at_once(people, practice, departement):
    action = ActionPageFactory(territory=departement, operator=people.actor.organisation)
    practice.actions.set([action])
    practice.save()
    publish_pages([practice])
    assert "evidence:E0" in Entry.objects.get(page_id=practice.pk).tags
    record_indicators(user=people.actor, action=action, year=2025, values={"people": 10})
    assert "evidence:E1" in Entry.objects.get(page_id=practice.pk).tags


@pytest.mark.parametrize("count", [1, 3])
def test_publishing_costs_the_same_for_one_and_for_three(departement, count, django_assert_num_queries):
    practices = []
    for _ in range(count):
        action, other = (ActionPageFactory(territory=departement) for _ in "ab")
        IndicatorFactory(action=action)
        practice = PracticePageFactory(actions=[other])
        AdoptionFactory(practice=practice, action=action)
        EndorsementFactory(practice=practice)
        practices.append(practice)
    publish_pages(practices)
    Entry.objects.all().delete()
    with django_assert_num_queries(21):
        publish_pages(practices)


def test_a_practice_is_shown_without_a_look_at_sites(practice, measured_action):
    """Members write of them all day: its page, which is kept for everyone, would be made again each time."""
    AdoptionFactory(practice=practice, action=measured_action)
    with CaptureQueriesContext(connection) as asked:
        sheet = practice_sheet(PracticePage.objects.get(pk=practice.pk), AnonymousUser())
    assert sheet.adoptions
    assert "actions_indicator" in str(asked.captured_queries)
    assert "sites_" not in str(asked.captured_queries)
