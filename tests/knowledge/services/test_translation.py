"""A practice in another language: reviewed as any other, counted once, read by those who read the language."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import PageViewRestriction

from catalog.models import Entry
from cms.services import approve_version, submit_version
from knowledge.models import PracticePage
from knowledge.queries.languages import translations_behind
from knowledge.services import check_translation, translate_practice

STEPS = [{"type": "step", "value": {"title": "Repérer", "text": '<p>Voir <a href="https://example.org">ici</a></p>'}}]


@pytest.fixture(autouse=True)
def _languages(settings):
    settings.PRACTICE_LANGUAGES = ["ro", "bg"]


@pytest.fixture
def told(practice):
    practice.problem, practice.steps = "<p>Pas d'eau.</p>", json.dumps(STEPS)
    practice.save()
    practice.save_revision().publish()
    return PracticePage.objects.get(pk=practice.pk)


@pytest.fixture
def romanian(people, told):
    draft = translate_practice(user=people.actor, practice=told, language="ro")
    draft.title, draft.summary, draft.problem = "Apă în zece zile", "O rampă de robinete.", "<p>Lipsa apei.</p>"
    draft.save_revision(user=people.actor)
    submit_version(user=people.actor, page=draft)
    return approve_version(user=people.editor, page=draft)


def entry_of(practice):
    (entry,) = Entry.objects.published().of("practice").filter(key=practice.translation_key)
    return entry


def test_begun_as_a_draft_that_keeps_links_and_waits_for_an_editor(people, told):
    draft = translate_practice(user=people.actor, practice=told, language="ro")
    assert (draft.live, draft.owner, draft.language, draft.translation_of) == (False, people.actor, "ro", told)
    assert draft.steps[0].value["text"].source == STEPS[0]["value"]["text"]
    assert draft.themes == told.themes
    submit_version(user=people.actor, page=draft)
    for person in (people.actor, people.pilot):
        with pytest.raises((PermissionDenied, ValidationError)):
            approve_version(user=person, page=draft)
    assert approve_version(user=people.editor, page=draft).live


def test_by_those_who_may_propose_into_what_the_deployer_wants_once(people, told, settings):
    for person in (people.observer, people.nobody):
        with pytest.raises(PermissionDenied):
            translate_practice(user=person, practice=told, language="ro")
    translate_practice(user=people.actor, practice=told, language="ro")
    for language in ("ro", "fr", "de"):
        with pytest.raises(ValidationError):
            translate_practice(user=people.pilot, practice=told, language=language)
    settings.PRACTICE_LANGUAGES = []
    with pytest.raises(ValidationError):
        translate_practice(user=people.pilot, practice=told, language="bg")


def test_a_practice_is_in_the_catalogue_once_with_its_translations(told, romanian):
    assert not Entry.objects.filter(page_id=romanian.pk).exists()
    entry = entry_of(told)
    assert (entry.data["language"], entry.data["title"]) == ("fr", told.title)
    (said,) = entry.data["translations"]
    assert (said["language"], said["title"], said["problem"]) == ("ro", "Apă în zece zile", "Lipsa apei.")
    assert {"language:fr", "language:ro"} <= set(entry.tags)
    assert Entry.objects.filter(search_vector="robinet").get() == entry


def test_withdrawn_with_its_original_and_without_it(told, romanian):
    romanian.unpublish()
    assert entry_of(told).data["translations"] == []
    PracticePage.objects.get(pk=romanian.pk).save_revision().publish()
    assert len(entry_of(told).data["translations"]) == 1
    told.unpublish()
    assert not PracticePage.objects.get(pk=romanian.pk).live
    with pytest.raises(ProtectedError):
        PracticePage.objects.get(pk=told.pk).delete()


def test_what_is_closed_to_the_public_is_closed_in_every_language(client, told, romanian):
    closed = PageViewRestriction.objects.create(page=romanian, restriction_type=PageViewRestriction.LOGIN)
    assert entry_of(told).data["translations"] == []
    told.save_revision().publish()
    assert entry_of(told).data["translations"] == []
    closed.delete()
    assert len(entry_of(told).data["translations"]) == 1
    PageViewRestriction.objects.create(page=told, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(romanian.get_url()).status_code == 302
    for page in (told, romanian):
        assert client.get(reverse("practice_print", args=[page.slug])).status_code == 302


def test_behind_when_the_original_changes_until_it_is_read_again(people, told, romanian):
    told.review_on = "2030-01-01"
    told.save_revision().publish()
    assert translations_behind() == []
    told.problem = "<p>Plus d'eau du tout.</p>"
    told.save_revision().publish()
    assert translations_behind() == [romanian.pk]
    with pytest.raises(PermissionDenied):
        check_translation(user=people.actor, translation=romanian)
    check_translation(user=people.editor, translation=romanian)
    assert translations_behind() == []
    PracticePage.objects.get(pk=romanian.pk).get_latest_revision_as_object().save_revision().publish()
    assert translations_behind() == []
