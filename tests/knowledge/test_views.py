import json
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from catalog.models import Entry
from catalog.services import publish_pages
from knowledge.enums import AdoptionState
from knowledge.models import Adoption, CollectionPage, PracticeIndexPage, PracticePage
from knowledge.services import translate_practice
from tests.factories.actions import ActionPageFactory, IndicatorFactory
from tests.factories.knowledge import AdoptionFactory, PracticePageFactory
from tests.factories.territories import CommuneFactory


@pytest.fixture
def full(departement, measured_action):
    steps = [{"type": "step", "value": {"title": "Repérer la conduite", "text": "<p>Avec le service de l'eau.</p>"}}]
    practice = PracticePageFactory(
        problem="<p>Pas d'eau.</p>", cautions="<p>Le gel.</p>", steps=json.dumps(steps), actions=[measured_action]
    )
    AdoptionFactory(
        practice=practice,
        territory=CommuneFactory(parent=departement, name="Villeneuve"),
        state=AdoptionState.ABANDONED,
    )
    return practice


def test_a_practice_is_read_empty_and_full(client, practice, full):
    assert "Personne n’a encore dit" in client.get(practice.get_url()).content.decode()
    shown = client.get(full.get_url()).content.decode()
    for said in ("Repérer la conduite", "Le gel.", "E1", "Abandonnée", "Seine-Saint-Denis", "Licence Ouverte 2.0"):
        assert said in shown
    assert "Villeneuve" not in shown


def test_practices_are_listed(client, full):
    publish_pages([full])
    shown = client.get(PracticeIndexPage.objects.get().get_url()).content.decode()
    assert full.title in shown.replace("&#x27;", "'")
    assert "Proposer une bonne pratique" not in shown


def test_proposed_from_the_front(client, people):
    client.force_login(people.actor)
    url = reverse("practice_propose")
    assert client.get(url).status_code == 200
    assert client.post(url, {"title": "Un point d'eau"}).status_code == 200
    said = {
        "title": "Un point d'eau",
        "summary": "Une rampe.",
        "themes": ["water_hygiene"],
        "licence": "Licence Ouverte 2.0",
        "steps": "Repérer : avec le service de l'eau\n- Poser",
    }
    assert client.post(url, said).status_code == 302
    practice = PracticePage.objects.get()
    assert [step.value["title"] for step in practice.steps] == ["Repérer", "Poser"]
    assert not practice.live


def test_observers_propose_and_adopt_nothing(client, people, practice):
    client.force_login(people.observer)
    assert client.get(reverse("practice_propose")).status_code == 403
    assert client.get(reverse("practice_adopt", args=[practice.slug])).status_code == 404


def test_taken_up_then_ended_from_the_front(client, people, practice, departement, measured_action):
    client.force_login(people.actor)
    url = reverse("practice_adopt", args=[practice.slug])
    said = {"territory": departement.pk, "started_on": "2025-01-15", "action": measured_action.pk}
    assert client.get(url).status_code == 200
    assert client.post(url, said).status_code == 302
    adoption = Adoption.objects.get()
    close = reverse("adoption_close", args=[practice.slug, adoption.pk])
    assert close in client.get(practice.get_url()).content.decode()
    end = {
        "state": "completed", "ended_on": "2025-06-30", "outcome": "worked", "comment": "Suivi par la régie.",
        "people": "45", "people_helped": "38", "cost_eur": "1200",
    }  # fmt: skip
    refused = client.post(close, end | {"comment": "", "people_helped": "80"}).content.decode()
    assert 'value="80"' in refused
    assert client.post(close, end).status_code == 302
    adoption = Adoption.objects.get()
    assert (adoption.outcome, adoption.people, adoption.people_helped) == ("worked", 45, 38)
    follow_up = reverse("adoption_follow_up", args=[practice.slug, adoption.pk])
    shown = client.get(practice.get_url()).content.decode()
    assert follow_up in shown
    assert "pour qui cela a marché : 38" in shown
    client.logout()
    assert "pour qui cela a marché" not in client.get(practice.get_url()).content.decode()
    client.force_login(people.actor)
    again = {"followed_up_on": "2026-07-01", "lasting_outcome": "partly", "comment": "Une fuite."}
    assert client.post(follow_up, again | {"followed_up_on": "2020-01-01"}).status_code == 200
    assert client.post(follow_up, again).status_code == 302
    assert Adoption.objects.get().lasting_outcome == "partly"


def test_a_colleague_of_elsewhere_is_not_asked_what_came_of_it(client, people, practice, departement):
    adoption = AdoptionFactory(
        practice=practice, territory=departement, organisation=people.stranger.organisation, author=None
    )
    close = reverse("adoption_close", args=[practice.slug, adoption.pk])
    for person, status in ((people.stranger, 404), (people.pilot, 404), (people.editor, 200)):
        client.force_login(person)
        assert client.get(close).status_code == status
        assert (close in client.get(practice.get_url()).content.decode()) == (status == 200)


def test_a_place_that_is_not_mine_is_not_offered(client, people, practice):
    client.force_login(people.stranger)
    shown = client.get(reverse("practice_adopt", args=[practice.slug])).content.decode()
    assert "Nord" in shown
    assert "Seine-Saint-Denis" not in shown


def test_begun_from_an_action_with_its_results_but_small_figures(client, people, departement):
    action = ActionPageFactory(
        territory=CommuneFactory(parent=departement, name="Villeneuve"),
        operator=people.actor.organisation,
        objectives="Inscrire chaque enfant.",
    )
    IndicatorFactory(action=action, people=60, minors=24, to_be_schooled=20, enrolled_primary=7)
    url = f"{reverse('practice_propose')}?action={action.translation_key}"
    client.force_login(people.actor)
    assert url in client.get(action.get_url()).content.decode()
    form = client.get(url).context["form"]
    assert (form.initial["title"], form.initial["themes"]) == (action.title, ["schooling"])
    assert "Personnes : 60" in form.initial["results"]
    assert ": 7" not in form.initial["results"]
    assert "Villeneuve" not in str(form.initial)
    said = {"title": "Inscrire", "summary": "Un guichet.", "themes": ["schooling"], "licence": "Licence Ouverte 2.0"}
    assert client.post(url, said).status_code == 302
    assert list(PracticePage.objects.get().actions.all()) == [action]
    client.force_login(people.stranger)
    assert client.get(url).status_code == 404
    assert client.get(f"{reverse('practice_propose')}?action=rien").status_code == 404


def test_an_imported_practice_of_no_organisation_names_its_author(client, db):
    practice = PracticePageFactory(author_credit="Une communauté d'exemple", organisation=None)
    assert "Une communauté d&#x27;exemple" in client.get(practice.get_url()).content.decode()


def test_useful_is_said_once_and_taken_back(client, people, practice):
    client.force_login(people.partner)
    url = reverse("practice_useful", args=[practice.slug])
    for said, shown in (("1", "1 membre l’a trouvée utile"), ("1", "1 membre"), ("0", "Aucun membre")):
        assert shown in client.post(url, {"utile": said}, follow=True).content.decode()
    client.force_login(people.observer)
    assert client.post(url, {"utile": "1"}).status_code == 404


def test_a_sheet_to_print(client, full):
    shown = client.get(reverse("practice_print", args=[full.slug])).content.decode()
    for said in ("Repérer la conduite", "Le gel.", "Preuve E1", "dont échecs"):
        assert said in shown


def test_feeds_hold_what_everyone_may_read(client, full, practice):
    draft = PracticePageFactory(title="Brouillon", live=False)
    publish_pages([full, practice, draft])
    feed = ET.fromstring(client.get(reverse("practices_atom")).content)
    titles = {entry.findtext("{*}title") for entry in feed.iter("{http://www.w3.org/2005/Atom}entry")}
    assert titles == {full.title, practice.title}
    said = client.get(reverse("practices_json"), {"theme": "water_hygiene"}).json()
    assert {item["title"] for item in said["items"]} == titles
    assert said["items"][0]["url"].startswith("http://testserver/bonnes-pratiques/")
    assert client.get(reverse("practices_json"), {"theme": "health"}).json()["items"] == []
    assert client.get(reverse("practices_json"), {"inconnu": "1"}).status_code == 400


def test_a_collection_shows_what_editors_chose_and_its_theme(client, full, practice):
    publish_pages([full, practice])
    index = PracticeIndexPage.objects.get()
    body = [{"type": "practice", "value": {"practice": full.pk, "comment": "À lire d’abord."}}]
    collection = index.add_child(
        instance=CollectionPage(title="Eau", intro="Pour commencer.", theme="water_hygiene", body=json.dumps(body))
    )
    shown = client.get(collection.get_url()).content.decode()
    assert "À lire d’abord." in shown
    assert practice.title in shown.replace("&#x27;", "'")
    assert collection.get_url() in client.get(index.get_url()).content.decode()
    PracticePage.objects.filter(pk=full.pk).update(live=False)
    assert "À lire d’abord." not in client.get(collection.get_url()).content.decode()


def test_comments_are_for_members(client, people, practice):
    client.force_login(people.actor)
    url = reverse("journal", args=[practice.translation_key])
    assert client.post(url, {"text": "Qui paie le compteur ?"}).status_code == 302
    assert "Qui paie le compteur" in client.get(practice.get_url()).content.decode()
    client.logout()
    assert "Qui paie le compteur" not in client.get(practice.get_url()).content.decode()


@pytest.fixture
def romanian(settings, people, full):
    """The full practice, and its published translation."""
    settings.PRACTICE_LANGUAGES = ["ro", "bg"]
    PracticePage.objects.get(pk=full.pk).save_revision().publish()
    draft = translate_practice(user=people.actor, practice=full, language="ro")
    draft.title, draft.summary, draft.problem = "Apă în zece zile", "O rampă.", "<p>Lipsa apei.</p>"
    draft.save_revision(user=people.actor).publish()
    return PracticePage.objects.get(pk=draft.pk)


def test_read_in_another_language_with_the_evidence_of_the_original(client, full, romanian):
    shown = client.get(romanian.get_url()).content.decode()
    assert '<h1 lang="ro" dir="auto">Apă în zece zile</h1>' in shown
    assert '<div lang="ro" dir="auto"><p>Lipsa apei.</p></div>' in shown
    assert f'hreflang="fr" href="{full.full_url}"' in shown
    assert 'lang="fr">Français</a>' in shown
    assert "Abandonnée" in shown  # (who took the original up)
    assert full.readings.get().count == 1
    original = client.get(full.get_url()).content.decode()
    assert f'href="{romanian.get_url()}" hreflang="ro" lang="ro">Română</a>' in original
    assert "Apă în zece zile" in client.get(reverse("practice_print", args=[romanian.slug])).content.decode()


def test_each_practice_is_listed_once_in_the_language_of_the_reader(client, full, romanian):
    other = PracticePageFactory()
    publish_pages([other])
    address = PracticeIndexPage.objects.get().get_url()
    french = client.get(address, headers={"accept-language": "fr-FR,fr;q=0.9,ro;q=0.5"}).content.decode()
    told = client.get(address, headers={"accept-language": "ro-RO,ro;q=0.9,fr;q=0.5"})
    assert "Apă în zece zile" not in french
    assert told.headers["Vary"].count("Accept-Language") == 1
    told = told.content.decode()
    assert f'<a href="{romanian.get_url()}" lang="ro">Apă în zece zile</a>' in told
    assert told.count("data-entry=") == french.count("data-entry=") == 2
    assert "Apă în zece zile" in client.get(address, {"langue": "ro"}).content.decode()
    found = client.get(reverse("search"), {"q": "lipsa apei"}, headers={"accept-language": "ro"}).content.decode()
    assert found.count("data-entry=") == 1
    assert f'<a href="{romanian.get_url()}" lang="ro">Apă în zece zile</a>' in found


def test_feeds_and_api_tell_translations(client, full, romanian):
    (item,) = client.get(reverse("practices_json"), {"langue": "ro"}).json()["items"]
    assert (item["title"], item["language"], item["content_text"]) == ("Apă în zece zile", "ro", "Lipsa apei.")
    assert "Apă" in client.get(reverse("practices_atom"), headers={"accept-language": "ro"}).content.decode()
    (found,) = client.get("/api/v1/practices?langue=ro").json()["results"]
    assert (found["language"], [one["language"] for one in found["translations"]]) == ("fr", ["ro"])


def test_begun_and_said_to_follow_from_the_page(client, people, full, romanian):
    client.force_login(people.editor)
    shown = client.get(full.get_url()).content.decode()
    assert "Traduire en bulgare" in shown
    assert "Traduire en roumain" not in shown
    full.refresh_from_db()
    full.problem = "<p>Autre chose.</p>"
    full.save_revision().publish()
    assert "L’original a changé depuis cette traduction" in client.get(romanian.get_url()).content.decode()
    assert "Apă în zece zile" in client.get(reverse("wagtailadmin_home")).content.decode()
    client.post(reverse("practice_translation_follows", args=[romanian.slug]))
    assert "L’original a changé" not in client.get(romanian.get_url()).content.decode()
    assert client.post(reverse("practice_translation_follows", args=[full.slug])).status_code == 404
    begun = client.post(reverse("practice_translate", args=[full.slug]), {"langue": "bg"})
    draft = PracticePage.objects.get(language="bg")
    assert begun.url == draft.form_url
    assert "Traduction en bulgare de" in client.get(draft.form_url).content.decode()
    assert client.post(reverse("practice_translate", args=[full.slug]), {"langue": "bg"}).url == full.get_url()
    client.logout()
    assert "Traduire en" not in client.get(full.get_url()).content.decode()


def test_votes_and_adoptions_under_the_address_of_a_translation_are_the_original_s(client, people, full, romanian):
    client.force_login(people.pilot)
    client.post(reverse("practice_useful", args=[romanian.slug]), {"utile": "1"})
    assert (full.useful_votes.count(), romanian.useful_votes.count()) == (1, 0)


def test_nothing_shows_where_the_deployer_wants_one_language(client, people, full):
    publish_pages([full])
    client.force_login(people.editor)
    assert "Traduire en" not in client.get(full.get_url()).content.decode()
    assert 'name="langue"' not in client.get(PracticeIndexPage.objects.get().get_url()).content.decode()
    assert Entry.objects.get(page_id=full.pk).tags == ["evidence:E1", "theme:water_hygiene"]
