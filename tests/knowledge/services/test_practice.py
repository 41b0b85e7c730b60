from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from actions.enums import Theme
from catalog.models import Entry
from cms.services import approve_version
from knowledge.models import PracticePage
from knowledge.services import propose_practice, review_practice

FACTS = {"title": "Un point d'eau", "summary": "Une rampe.", "themes": [Theme.WATER_HYGIENE], "problem": "Pas d'eau."}


def test_whoever_holds_a_scope_proposes_a_draft(people):
    for role in ("actor", "partner", "pilot", "editor"):
        practice = propose_practice(user=getattr(people, role), facts=FACTS)
        assert (practice.live, practice.owner) == (False, getattr(people, role))
        assert not Entry.objects.filter(page_id=practice.pk).exists()
    for role in ("observer", "nobody"):
        with pytest.raises(PermissionDenied):
            propose_practice(user=getattr(people, role), facts=FACTS)


def test_prose_is_plain_text_and_steps_keep_their_order(people):
    practice = propose_practice(
        user=people.actor,
        facts=FACTS | {"problem": "Pas d'eau <script>alert(1)</script>\n\nNi de toilettes."},
        steps=[("Repérer", "Avec le service de l'eau."), ("Poser", "")],
    )
    kept = PracticePage.objects.get(pk=practice.pk)
    assert "<script>" not in kept.problem
    assert kept.problem.count("<p>") == 2
    assert [step.value["title"] for step in kept.steps] == ["Repérer", "Poser"]


def test_its_actions_are_those_that_its_author_may_read(people, measured_action):
    practice = propose_practice(user=people.actor, facts=FACTS, actions=[measured_action])
    assert list(PracticePage.objects.get(pk=practice.pk).actions.all()) == [measured_action]
    with pytest.raises(PermissionDenied):
        propose_practice(user=people.stranger, facts=FACTS, actions=[measured_action])


def test_a_theme_is_needed(people):
    with pytest.raises(ValidationError) as refused:
        propose_practice(user=people.actor, facts=FACTS | {"themes": []})
    assert list(refused.value.message_dict) == ["themes"]


def test_an_editor_publishes_and_it_will_be_read_again(people):
    practice = propose_practice(user=people.actor, facts=FACTS)
    published = approve_version(user=people.editor, page=practice)
    assert published.live
    assert published.review_on - timezone.localdate() == timedelta(days=540)
    assert Entry.objects.get(page_id=practice.pk).title == "Un point d'eau"


def test_nobody_publishes_their_own_and_a_pilot_publishes_none(people):
    own = propose_practice(user=people.editor, facts=FACTS)
    with pytest.raises(ValidationError, match="soumis"):
        approve_version(user=people.editor, page=own)
    for role in ("pilot", "actor", "partner"):
        with pytest.raises(PermissionDenied):
            approve_version(user=getattr(people, role), page=own)


def test_a_practice_whose_date_has_gone_by_is_flagged_to_editors_until_one_reads_it_again(people, client, practice):
    PracticePage.objects.filter(pk=practice.pk).update(review_on=timezone.localdate())
    flag = "À relire depuis le"
    assert flag not in client.get(practice.get_url()).content.decode()
    for role, shown in (("actor", False), ("pilot", False), ("editor", True)):
        client.force_login(getattr(people, role))
        assert (flag in client.get(practice.get_url()).content.decode()) is shown
    client.post(reverse("practice_review", args=[practice.slug]))
    assert flag not in client.get(practice.get_url()).content.decode()
    practice.refresh_from_db()
    assert practice.review_on - timezone.localdate() == timedelta(days=540)


def test_only_an_editor_says_that_a_practice_still_holds_and_until_when(people, practice):
    today, pilot, editor = timezone.localdate(), people.pilot, people.editor
    with pytest.raises(PermissionDenied):
        review_practice(user=pilot, practice=practice)
    with pytest.raises(ValidationError):
        review_practice(user=editor, practice=practice, review_on=today)
