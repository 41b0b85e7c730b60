"""Writing, addressing, editing, deleting, hiding: who reads what of it, in the services and on the pages."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from actors.enums import Role, Verb
from actors.models import Scope
from actors.rules import can
from collaboration.models import Addressee, JournalEntry, JournalVersion
from collaboration.queries.journal import journal_changes, read_journal
from collaboration.queries.people import readers_of
from collaboration.services import (
    Audience,
    delete_message,
    edit_message,
    hide_message,
    mark_read,
    show_message,
    write_in_journal,
)
from tests.factories import DepartementFactory, ScopeFactory, UserFactory

ROLES = ("pilot", "partner", "actor", "observer", "stranger", "nobody", "editor", "national")


def texts(page, reader):
    journal = read_journal(page, reader=reader)
    return [one.entry.text for one in journal.messages if one.is_shown] if journal else None


@pytest.fixture
def entry(page, people):
    return write_in_journal(user=people.actor, page=page, text="Visite du matin", tags=["visit"])


# Restricted messages


def test_a_restricted_message_is_read_by_its_author_those_named_and_those_who_moderate(page, people, again):
    named = ScopeFactory(role=Role.PARTNER, territory=people.departement).user
    write_in_journal(
        user=people.actor, page=page, text="Pour vous seule", to=Audience(people=(named,), is_restricted=True)
    )
    reads = {role for role in ROLES if texts(page, again(getattr(people, role)))}
    assert reads == {"actor", "pilot", "national"}
    assert texts(page, again(named)) == ["Pour vous seule"]


def test_a_message_restricted_to_an_organisation_is_read_by_those_of_it_who_read_the_page(page, people, again):
    colleague = ScopeFactory(role=Role.ACTOR, territory=people.departement).user
    outsider = UserFactory(organisation=colleague.organisation)
    to = Audience(organisations=(colleague.organisation,), is_restricted=True)
    write_in_journal(user=people.actor, page=page, text="Entre nous", to=to)
    assert texts(page, again(colleague)) == ["Entre nous"]
    assert texts(page, again(people.partner)) == []
    assert texts(page, again(outsider)) is None


def test_who_was_named_reads_nothing_once_their_scope_has_ended(page, people, again):
    named = ScopeFactory(role=Role.PARTNER, territory=people.departement)
    write_in_journal(user=people.actor, page=page, text="x", to=Audience(people=(named.user,), is_restricted=True))
    Scope.objects.filter(pk=named.pk).delete()
    assert texts(page, again(named.user)) is None


def test_a_message_to_a_few_needs_someone_who_may_read_it(page, people):
    with pytest.raises(ValidationError, match="Choisissez au moins"):
        write_in_journal(user=people.actor, page=page, text="x", to=Audience(is_restricted=True))
    for outside in (people.stranger, people.observer):
        with pytest.raises(ValidationError, match="ne peut plus lire"):
            write_in_journal(user=people.actor, page=page, text="x", to=Audience(people=(outside,)))
    assert not JournalEntry.objects.exists()


def test_what_was_written_to_others_does_not_even_count(page, people, again):
    read_before = read_journal(page, reader=again(people.partner))
    write_in_journal(user=people.actor, page=page, text="x", to=Audience(people=(people.pilot,), is_restricted=True))
    after = read_journal(page, reader=again(people.partner))
    assert (after.cursor, after.latest, after.unread) == (read_before.cursor, read_before.latest, read_before.unread)
    assert journal_changes(page, reader=again(people.partner), since=0) == ([], 0)


def test_people_are_offered_if_and_only_if_they_may_read(page, people, again):
    elsewhere = DepartementFactory(code="59", name="Nord")
    everyone = [getattr(people, role) for role in ROLES]
    everyone += [ScopeFactory(role=role, territory=place).user for role in Role for place in (
        people.departement, people.departement.parent, people.departement.parent.parent, elsewhere)]  # fmt: skip
    everyone += [ScopeFactory(role=role, territory=None, page=page).user for role in Role]
    everyone.append(UserFactory(is_active=False))
    for verb in (Verb.READ_JOURNAL, Verb.READ_WHOLE_JOURNAL, Verb.READ, Verb.UPDATE, Verb.RECORD):
        allowed = {user.pk for user in everyone if can(again(user), verb, page)}
        assert {user.pk for user in readers_of(page, verb=verb)} == allowed, verb


# Edit and delete, with trace


def test_an_edited_message_says_so_and_its_earlier_text_is_for_those_who_moderate(page, people, again, entry):
    edit_message(user=people.actor, page=page, entry=entry, text="Visite du soir", tags=["visit", "health"])
    for role, versions in (("actor", []), ("partner", []), ("pilot", ["Visite du matin"])):
        [message] = read_journal(page, reader=again(getattr(people, role))).messages
        assert (message.entry.text, [old.text for old in message.versions]) == ("Visite du soir", versions)
        assert message.entry.edited_at is not None


def test_an_edit_that_changes_nothing_leaves_no_trace(page, people, entry):
    edit_message(user=people.actor, page=page, entry=entry, text=" Visite du matin ", tags=["visit"])
    assert not JournalVersion.objects.exists()
    assert JournalEntry.objects.get().edited_at is None


@pytest.mark.parametrize("verb", [edit_message, delete_message])
def test_authors_alone_change_their_messages_and_only_while_they_may_write(page, people, again, entry, verb):
    said = {"text": "Autre", "tags": []} if verb is edit_message else {}
    for other in (people.pilot, people.partner, people.national):
        with pytest.raises(PermissionDenied):
            verb(user=other, page=page, entry=entry, **said)
    people.actor.scopes.all().delete()
    with pytest.raises(PermissionDenied):
        verb(user=again(people.actor), page=page, entry=entry, **said)


def test_a_deleted_message_says_who_took_it_back_and_is_read_by_those_who_moderate_alone(page, people, again, entry):
    delete_message(user=people.actor, page=page, entry=entry)
    assert {role for role in ROLES if texts(page, again(getattr(people, role)))} == {"pilot", "national"}
    [message] = read_journal(page, reader=again(people.partner)).messages
    assert message.entry.deleted_by == people.actor
    with pytest.raises(ValidationError, match="n’est plus dans le journal"):
        edit_message(user=people.actor, page=page, entry=entry, text="Retour", tags=[])


# Moderation


def test_a_hidden_message_says_why_and_comes_back_as_it_was(page, people, again, entry):
    hide_message(user=people.pilot, page=page, entry=entry, reason="Nomme un habitant.")
    assert {role for role in ROLES if texts(page, again(getattr(people, role)))} == {"actor", "pilot", "national"}
    [message] = read_journal(page, reader=again(people.partner)).messages
    assert (message.entry.hidden_reason, message.is_shown) == ("Nomme un habitant.", False)
    show_message(user=people.pilot, page=page, entry=entry)
    assert texts(page, again(people.partner)) == ["Visite du matin"]


def test_hiding_asks_why_and_is_for_those_who_moderate(page, people, entry):
    with pytest.raises(ValidationError, match="Dites pourquoi"):
        hide_message(user=people.pilot, page=page, entry=entry, reason="  ")
    for role in ("actor", "partner", "observer", "stranger", "editor"):
        with pytest.raises(PermissionDenied):
            hide_message(user=getattr(people, role), page=page, entry=entry, reason="Parce que")


# Read state, and what comes while one looks


def test_messages_of_others_are_new_until_read_and_reading_never_goes_back(page, people, again, entry):
    later = write_in_journal(user=people.actor, page=page, text="Deuxième")
    reader = again(people.partner)
    assert read_journal(page, reader=reader).unread == 2
    assert read_journal(page, reader=again(people.actor)).unread == 0
    mark_read(user=reader, page=page, until=later.pk)
    mark_read(user=reader, page=page, until=entry.pk)
    journal = read_journal(page, reader=reader)
    assert (journal.unread, [one.is_new for one in journal.messages]) == (0, [False, False])


def test_what_is_written_edited_or_withdrawn_comes_after_a_number_and_once(page, people, again, entry):
    reader = again(people.partner)
    since = read_journal(page, reader=reader).cursor
    assert journal_changes(page, reader=reader, since=since) == ([], since)
    other = write_in_journal(user=people.pilot, page=page, text="Bien noté")
    edit_message(user=people.actor, page=page, entry=entry, text="Visite de midi", tags=[])
    changes, cursor = journal_changes(page, reader=reader, since=since)
    assert [one.entry.pk for one in changes] == [other.pk, entry.pk]
    delete_message(user=people.pilot, page=page, entry=other)
    changes, cursor = journal_changes(page, reader=reader, since=cursor)
    assert [(one.entry.pk, one.is_shown) for one in changes] == [(other.pk, False)]
    assert journal_changes(page, reader=reader, since=cursor) == ([], cursor)


def test_older_messages_come_page_by_page_each_once(page, people, again):
    for number in range(5):
        write_in_journal(user=people.actor, page=page, text=str(number))
    seen, before = [], None
    while True:
        journal = read_journal(page, reader=again(people.partner), before=before, limit=2)
        seen += [one.entry.text for one in journal.messages]
        before = journal.older
        if before is None:
            break
    assert seen == ["4", "3", "2", "1", "0"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_journal_takes_the_same_queries(page, people, again, count, django_assert_num_queries):
    for number in range(count):
        entry = write_in_journal(
            user=people.actor, page=page, text=str(number), to=Audience(people=(people.partner,), is_restricted=True)
        )
        edit_message(user=people.actor, page=page, entry=entry, text=f"{number} bis", tags=[])
    reader = again(people.pilot)
    reader.held_scopes  # noqa: B018 - read once a request, whatever the page
    page.as_thing()
    with django_assert_num_queries(7):
        journal = read_journal(page, reader=reader)
        shown = [(str(one.entry.author), str(one.addressees), str(one.versions)) for one in journal.messages]
    assert len(shown) == count
    with django_assert_num_queries(6):
        _messages, cursor = journal_changes(page, reader=reader, since=0)
    with django_assert_num_queries(1):
        assert journal_changes(page, reader=reader, since=cursor) == ([], cursor)


# The pages


def test_a_message_to_a_few_is_written_from_the_page_and_names_its_readers(client, page, people):
    client.force_login(people.actor)
    url = reverse("journal", args=[page.translation_key])
    chosen = f"p{people.partner.pk}"
    assert f'value="{chosen}"' in client.get(url).content.decode()
    answer = client.post(url, {"text": "Entre nous", "to": [chosen], "is_restricted": "on"})
    assert answer.status_code == 302
    assert Addressee.objects.get().user == people.partner
    client.force_login(people.partner)
    assert "Entre nous" in client.get(page.url).content.decode()
    client.force_login(people.trusted)
    assert "Entre nous" not in client.get(page.url).content.decode()


def test_naming_nobody_is_asked_again_with_everything_typed_kept(client, page, people):
    client.force_login(people.actor)
    answer = client.post(
        reverse("journal", args=[page.translation_key]),
        {"text": "Un long récit", "is_restricted": "on", "tags": ["fire"], "description": "Une rampe d’eau"},
    )
    shown = answer.content.decode()
    assert list(answer.context["form"].errors) == ["to"]
    assert "Un long récit" in shown
    assert "Une rampe d’eau" in shown


@pytest.mark.parametrize("name", ["edit_message", "hide_message"])
def test_forms_of_a_message_are_not_there_for_who_may_not_use_them(client, page, people, entry, name):
    allowed = {"edit_message": {"actor"}, "hide_message": {"pilot", "national"}}[name]
    opened = set()
    for role in ROLES:
        client.force_login(getattr(people, role))
        status = client.get(reverse(name, args=[entry.pk])).status_code
        assert status in {200, 404}
        opened |= {role} if status == 200 else set()
    assert opened == allowed


def test_a_message_is_edited_hidden_shown_and_deleted_from_the_page(client, page, people, entry):
    client.force_login(people.actor)
    client.post(reverse("edit_message", args=[entry.pk]), {"text": "Visite du soir", "tags": ["health"]})
    client.force_login(people.pilot)
    client.post(reverse("hide_message", args=[entry.pk]), {"reason": "Nomme quelqu’un"})
    client.force_login(people.partner)
    page_shown = client.get(page.url).content.decode()
    assert "Visite du soir" not in page_shown
    assert "Nomme quelqu’un" in page_shown
    client.force_login(people.pilot)
    client.post(reverse("show_message", args=[entry.pk]))
    client.force_login(people.actor)
    client.post(reverse("delete_message", args=[entry.pk]))
    assert "Supprimé par" in client.get(page.url).content.decode()
    assert "Visite du soir" not in client.get(page.url).content.decode()


def test_what_is_new_is_answered_to_those_who_read_and_to_nobody_else(client, page, people, entry):
    url = reverse("journal_changes", args=[page.translation_key])
    client.force_login(people.partner)
    news = client.get(url, {"depuis": "0"}).json()
    assert [one["id"] for one in news["messages"]] == [f"message-{entry.pk}"]
    assert "Visite du matin" in news["messages"][0]["html"]
    assert client.get(url, {"depuis": str(news["cursor"])}).status_code == 204
    for wrong in ("", "abc", "-1", "9" * 30, "٣"):
        assert client.get(url, {"depuis": wrong}).status_code == 404
    for role in ("stranger", "nobody", "observer", "editor"):
        client.force_login(getattr(people, role))
        assert client.get(url, {"depuis": "0"}).status_code == 404


def test_a_journal_is_marked_as_read_from_the_page(client, page, people, again, entry):
    client.force_login(people.partner)
    assert "1 nouveau message" in client.get(page.url).content.decode()
    client.post(reverse("mark_journal_read", args=[page.translation_key]), {"jusqu_a": str(entry.pk)})
    assert read_journal(page, reader=again(people.partner)).unread == 0
    assert "nouveau message" not in client.get(page.url).content.decode()
