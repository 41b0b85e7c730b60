"""Who is told of what, on the page and by mail; who lost the right hears no more of it."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from actors.enums import Role
from actors.models import MailTrace, OutgoingMail, Scope
from actors.services.mails import deliver_mail
from catalog.services import publish_pages
from cms.services import ensure_territory_page
from collaboration.enums import DEFAULT_RHYTHMS, VERB_OF_KIND, JournalTag, NotificationKind, Rhythm
from collaboration.models import Follow, JournalEntry, Notification
from collaboration.queries.notifications import notifications_of, unread_count
from collaboration.services import Audience, delete_message, write_in_journal
from collaboration.services.follows import follow_page, follow_territory, follow_themes
from collaboration.services.mailing import send_summaries, set_rhythm, stop_token
from collaboration.services.telling import tell_of_change, tell_of_message
from sites.services import declare_site
from tests.factories import DepartementFactory, ScopeFactory

# Those that are about a page.
KINDS = list(VERB_OF_KIND)


@pytest.fixture
def follower(people):
    return people.partner


def write(page, author, **said):
    entry = write_in_journal(user=author, page=page, text=said.pop("text", "Visite"), **said)
    tell_of_message(entry.pk)
    return entry


def heard(user):
    return [(line.notification.kind, line.title) for line in notifications_of(user).lines]


# Who is told


def test_those_who_follow_a_page_its_territory_or_a_theme_are_told_once(page, people, again):
    follow_page(user=people.partner, page=page, follows=True)
    follow_territory(user=people.partner, territory=people.departement, follows=True)
    follow_themes(user=people.partner, tags={JournalTag.FIRE, JournalTag.HEALTH})
    follow_territory(user=people.pilot, territory=people.departement.parent.parent, follows=False)
    follow_territory(user=people.pilot, territory=people.departement, follows=True)
    follow_themes(user=people.trusted, tags={JournalTag.FIRE})
    write(page, people.actor, tags=["fire"])
    for person in (people.partner, people.pilot, people.trusted):
        assert heard(again(person)) == [("message", page.title)]
    assert heard(again(people.actor)) == []
    write(page, people.actor, tags=["visit"])
    assert [len(heard(again(one))) for one in (people.partner, people.pilot, people.trusted)] == [2, 2, 1]


def test_those_named_are_told_at_once_whatever_they_follow(page, people, again):
    colleague = ScopeFactory(role=Role.ACTOR, territory=people.departement).user
    write(page, people.actor, to=Audience(people=(people.partner,), organisations=(colleague.organisation,)))
    for person in (people.partner, colleague):
        assert heard(again(person)) == [("addressed", page.title)]
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == sorted([people.partner.email, colleague.email])


def test_nobody_is_told_twice_however_often_the_task_runs(page, people, follower, again):
    follow_page(user=follower, page=page, follows=True)
    entry = write(page, people.actor, to=Audience(people=(people.pilot,)))
    assert tell_of_message(entry.pk) == 0
    assert len(heard(again(follower))) == 1
    assert OutgoingMail.objects.count() == 1


def test_a_restricted_message_is_told_to_its_readers_alone(page, people, again):
    for person in (people.partner, people.trusted, people.pilot):
        follow_page(user=person, page=page, follows=True)
    write(page, people.actor, to=Audience(people=(people.partner,), is_restricted=True))
    assert heard(again(people.partner)) == [("addressed", page.title)]
    assert heard(again(people.pilot)) == [("message", page.title)]
    assert heard(again(people.trusted)) == []


def test_a_declaration_is_told_to_other_pilots_and_its_answer_to_its_author(site, people, again):
    tell_of_change(page_id=site.pk, action="sites.close", user_id=people.pilot.pk, answers_id=None, key="1")
    assert Notification.objects.count() == 0
    declared = declare_site(user=people.actor, commune=site.commune, facts={"title": "Nouveau"})
    say = {"page_id": declared.pk, "key": "2", "answers_id": None}
    people.pilot  # noqa: B018 - is there before it is told
    above = ScopeFactory(role=Role.PILOT, territory=people.departement.parent).user
    tell_of_change(action="sites.declare", user_id=people.actor.pk, **say)
    assert [kind for kind, _title in heard(again(people.pilot))] == ["to_validate"]
    assert heard(again(people.partner)) == []
    # Those above are asked if nobody nearer answers (cms.services.asking).
    assert heard(again(above)) == []
    tell_of_change(action="sites.refuse", user_id=people.pilot.pk, **say | {"answers_id": people.actor.pk})
    assert [kind for kind, _title in heard(again(people.actor))] == ["answer"]


def test_an_observer_who_follows_reads_no_name(site, people, again):
    Follow.objects.create(user=people.observer, territory=people.departement)
    tell_of_change(page_id=site.pk, action="sites.close", user_id=people.pilot.pk, answers_id=None, key="1")
    assert heard(again(people.observer)) == [("change", "Site")]


# Who lost the right


@pytest.mark.parametrize(("kind", "rhythm"), list(product(KINDS, [Rhythm.NOW, Rhythm.DAILY])))
def test_what_one_may_no_longer_read_is_neither_shown_nor_sent(site, people, again, mailoutbox, kind, rhythm):
    """Whatever the kind and the rhythm: told while the right is there, silent once it is gone, and back with it."""
    scope = ScopeFactory(role=Role.PILOT, territory=people.departement)
    person = scope.user
    set_rhythm(user=person, kind=kind, rhythm=rhythm)
    publish_pages([site])
    entry = write_in_journal(user=people.actor, page=site, text="x") if kind in {"addressed", "message"} else None
    action = "collaboration.write_in_journal" if entry else "sites.close"
    told = {"happening": action, "page": site, "entry": entry, "author": people.actor}
    from collaboration.services.telling import tell_people

    tell_people(people=[person.pk], about=Notification(key="k", **told), kind=kind)
    assert len(notifications_of(again(person)).lines) == 1
    ended = timezone.now() - timedelta(seconds=1)
    Scope.objects.filter(pk=scope.pk).update(ends_at=ended)
    assert notifications_of(again(person)).lines == []
    assert unread_count(again(person)) == 0
    for mail_id in OutgoingMail.objects.values_list("pk", flat=True):
        deliver_mail(mail_id)
    send_summaries(rhythm)
    for mail_id in OutgoingMail.objects.values_list("pk", flat=True):
        deliver_mail(mail_id)
    assert mailoutbox == []
    assert not OutgoingMail.objects.exists()
    Scope.objects.filter(pk=scope.pk).update(ends_at=None)
    assert len(notifications_of(again(person)).lines) == 1


def test_nobody_who_may_not_read_is_told_whoever_follows_what(page, people, again):
    elsewhere = DepartementFactory(code="59", name="Nord")
    scopes = [ScopeFactory(role=role, territory=place) for role in Role for place in (people.departement, elsewhere)]
    for scope in scopes:
        Follow.objects.create(user=scope.user, page=page)
        Follow.objects.create(user=scope.user, territory=people.departement)
    write(page, people.actor)
    told = {scope.pk for scope in scopes if heard(again(scope.user))}
    readers = {Role.ACTOR, Role.PARTNER, Role.PILOT}
    assert told == {
        scope.pk
        for scope in scopes
        if scope.role == Role.NATIONAL or (scope.role in readers and scope.territory == people.departement)
    }


def test_a_message_taken_back_is_no_longer_told(page, people, follower, again):
    follow_page(user=follower, page=page, follows=True)
    entry = write(page, people.actor)
    delete_message(user=people.actor, page=page, entry=entry)
    assert heard(again(follower)) == []


# Mails


def test_mails_say_that_something_happened_and_neither_who_where_nor_what(page, people, mailoutbox):
    write(page, people.actor, text="La famille Untel est partie", to=Audience(people=(people.partner,)))
    deliver_mail(OutgoingMail.objects.get().pk)
    [mail] = mailoutbox
    everything = f"{mail.subject} {mail.body} {mail.alternatives[0][0]}"
    for secret in (str(people.actor), people.actor.organisation.name, page.title, page.slug, "Untel", "Commune"):
        assert secret not in everything
    assert mail.subject == "Un message a été écrit dans le journal"
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    trace = MailTrace.objects.get()
    assert (trace.state, trace.kind, trace.attempts) == ("sent", "collaboration/news", 1)
    assert mail.extra_headers["Message-ID"] == trace.message_id


def test_a_day_s_news_is_one_mail_sent_once(page, people, follower, mailoutbox):
    follow_page(user=follower, page=page, follows=True)
    for _number in range(3):
        write(page, people.actor)
    assert not OutgoingMail.objects.exists()
    call_command("send_summaries", "daily", verbosity=0)
    assert send_summaries(Rhythm.DAILY) == 0
    deliver_mail(OutgoingMail.objects.get().pk)
    assert mailoutbox[0].subject == "3 nouveautés sur la plateforme"


@pytest.mark.parametrize(
    ("rhythm", "sent"),
    [(Rhythm.NOW, (1, 0, 0)), (Rhythm.DAILY, (0, 1, 0)), (Rhythm.WEEKLY, (0, 0, 1)), (Rhythm.NEVER, (0, 0, 0))],
)
def test_each_kind_is_told_by_mail_as_its_owner_wishes(page, people, follower, rhythm, sent):
    follow_page(user=follower, page=page, follows=True)
    set_rhythm(user=follower, kind=NotificationKind.MESSAGE, rhythm=rhythm)
    write(page, people.actor)
    at_once = OutgoingMail.objects.count()
    assert (at_once, send_summaries(Rhythm.DAILY), send_summaries(Rhythm.WEEKLY)) == sent


def test_what_was_read_in_the_meantime_is_not_sent(page, people, follower, again, client):
    follow_page(user=follower, page=page, follows=True)
    write(page, people.actor)
    client.force_login(follower)
    last = Notification.objects.get().pk
    client.post(reverse("mark_notifications_read"), {"jusqu_a": str(last)})
    assert unread_count(again(follower)) == 0
    assert send_summaries(Rhythm.DAILY) == 0


# The link that stops mails


def test_a_link_stops_one_kind_without_logging_in_and_only_when_it_is_posted(client, people, follower):
    url = reverse("stop_mails", args=[stop_token(follower, NotificationKind.MESSAGE)])
    assert "messages sur ce que je suis" in client.get(url).content.decode()
    from collaboration.services.mailing import rhythms_of

    assert rhythms_of(follower) == DEFAULT_RHYTHMS
    answer = client.post(url, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert rhythms_of(follower) == DEFAULT_RHYTHMS | {NotificationKind.MESSAGE: Rhythm.NEVER}
    assert client.get(url[:-6] + "aaaaa/").status_code == 404


# Pages


def test_what_i_follow_and_how_i_am_told_is_chosen_on_one_page(client, people, follower):
    client.force_login(follower)
    url = reverse("notification_preferences")
    assert "Suivre Seine-Saint-Denis" in client.get(url).content.decode()
    client.post(reverse("follow_territory", args=[people.departement.key]), {"suivre": "1"})
    assert "Vous ne suivez aucun territoire" not in client.get(url).content.decode()
    said = {kind.value: Rhythm.NEVER.value for kind in NotificationKind} | {"themes": ["fire"]}
    assert client.post(url, said).status_code == 302
    assert set(Follow.objects.values_list("territory_id", "tag")) == {(people.departement.pk, ""), (None, "fire")}
    assert client.post(url, said | {"week": "now"}).status_code == 200


def test_a_territory_is_followed_from_its_page_by_who_reads_its_sites(client, people, follower):
    url = ensure_territory_page(people.departement).get_url()
    asked = reverse("follow_territory", args=[people.departement.key])
    assert asked not in client.get(url).content.decode()
    client.force_login(people.stranger)
    assert asked not in client.get(url).content.decode()
    client.force_login(follower)
    assert asked in client.get(url).content.decode()
    assert client.post(asked, {"suivre": "1", "page": "1"}).url == url
    assert Follow.objects.get().territory == people.departement
    assert "Ne plus suivre" in client.get(url).content.decode()


@pytest.mark.parametrize("role", ["stranger", "nobody", "editor"])
def test_nobody_follows_what_they_may_not_read(client, page, people, role):
    client.force_login(getattr(people, role))
    for url in (
        reverse("follow_page", args=[page.translation_key]),
        reverse("follow_territory", args=[people.departement.key]),
    ):
        assert client.post(url, {"suivre": "1"}).status_code == 404
    assert not Follow.objects.exists()


def test_the_list_is_empty_with_something_to_do_then_says_what_is_new(client, page, people, follower):
    client.force_login(follower)
    assert "Choisir ce que je suis" in client.get(reverse("notifications")).content.decode()
    client.post(reverse("follow_page", args=[page.translation_key]), {"suivre": "1"})
    write(page, people.actor)
    shown = client.get(reverse("notifications")).content.decode()
    assert f"Un message a été écrit dans le journal · {page.title}" in shown
    assert '<span class="fr-sr-only">non lues : </span>1</span>' in shown


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries(page, people, follower, again, count, django_assert_num_queries):
    follow_page(user=follower, page=page, follows=True)
    for _number in range(count):
        write(page, people.actor)
    reader = again(follower)
    reader.held_scopes  # noqa: B018 - read once a request
    notifications_of(reader)  # kinds of pages are read once a process
    # How many are unread is kept.
    with django_assert_num_queries(5):
        assert notifications_of(reader).unread == count
    caches["live"].clear()
    with django_assert_num_queries(9):
        assert len(notifications_of(reader).lines) == count
    write(page, people.actor)
    assert notifications_of(reader).unread == count + 1
    assert JournalEntry.objects.count() == count + 1
