import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from collaboration.models import Notification
from knowledge.models import Answer, PracticePage, Question
from knowledge.services.community import accept_answer, answer_question, ask_question, hide_written

ASKED = {"title": "Qui paie le compteur d'eau ?", "text": "La commune hésite.", "themes": ["water_hygiene"]}


@pytest.fixture
def question(people):
    return ask_question(user=people.actor, facts=ASKED)


@pytest.fixture
def answer(people, question):
    return answer_question(user=people.partner, question=question, text="La métropole : convention à trois.")


def test_asked_answered_settled_and_made_a_practice(client, people, django_capture_on_commit_callbacks):
    client.force_login(people.actor)
    assert client.post(reverse("ask_question"), {"title": "Sans thème"}).status_code == 200
    assert client.post(reverse("ask_question"), ASKED).status_code == 302
    question = Question.objects.get()
    client.force_login(people.partner)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(reverse("question", args=[question.pk]), {"text": "La métropole."}).status_code == 302
    answer = Answer.objects.get()
    assert list(Notification.objects.values_list("recipient_id", "happening")) == [
        (people.actor.pk, "knowledge.answer")
    ]
    assert client.post(reverse("accept_answer", args=[question.pk, answer.pk])).status_code == 404
    client.force_login(people.actor)
    assert client.post(reverse("accept_answer", args=[question.pk, answer.pk])).status_code == 302
    url = f"{reverse('practice_propose')}?question={question.pk}"
    begun = client.get(url).context["form"].initial
    assert (begun["title"], begun["problem"], begun["steps"]) == (ASKED["title"], ASKED["text"], "La métropole.")
    said = {"title": begun["title"], "summary": "Une convention.", "themes": ["water_hygiene"], "licence": "CC BY 4.0"}
    assert client.post(url, said).status_code == 302
    question.refresh_from_db()
    assert question.practice == PracticePage.objects.get()


def test_only_who_asked_and_editors_settle(people, question, answer):
    with pytest.raises(PermissionDenied):
        accept_answer(user=people.pilot, answer=answer)
    assert accept_answer(user=people.editor, answer=answer).accepted == answer


def test_what_is_hidden_stays_for_its_author_and_moderators(client, people, question, answer):
    accept_answer(user=people.actor, answer=answer)
    with pytest.raises(PermissionDenied):
        hide_written(user=people.pilot, written=answer, reason="Hors sujet")
    hide_written(user=people.editor, written=answer, reason="Nomme un habitant")
    url = reverse("question", args=[question.pk])
    for person, sees in ((people.partner, True), (people.editor, True), (people.pilot, False)):
        client.force_login(person)
        assert ("convention à trois" in client.get(url).content.decode()) is sees
    question.refresh_from_db()
    assert question.accepted is None


def test_the_public_and_observers_read_no_question(client, people, question):
    assert client.get(reverse("questions")).status_code == 302
    client.force_login(people.observer)
    assert client.get(reverse("questions")).status_code == 403
    assert client.get(reverse("question", args=[question.pk])).status_code == 404


def test_an_empty_list_asks_for_the_first(client, people):
    client.force_login(people.actor)
    assert "Posez la première" in client.get(reverse("questions")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_with_one_and_with_three(client, people, count, django_assert_num_queries):
    for _number in range(count):
        question = ask_question(user=people.actor, facts=ASKED)
        answer_question(user=people.partner, question=question, text="Oui.")
    client.force_login(people.pilot)
    client.get(reverse("questions"))
    with django_assert_num_queries(8):
        shown = client.get(reverse("questions")).content.decode()
    assert shown.count(ASKED["title"].replace("'", "&#x27;")) == count
