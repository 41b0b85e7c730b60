"""The history on screen: filtered, page by page, compared with today, brought back."""

from datetime import date

import pytest
from django.urls import reverse

from actors.enums import ReadingKind
from actors.models import Reading
from sites.queries.history import site_history
from sites.services import declare_site, record_observation, update_site
from tests.sites.conftest import without_token


@pytest.fixture
def site(commune, people):
    site = declare_site(user=people.pilot, commune=commune, facts={"title": "Les Peupliers", "owner_name": "SCI"})
    update_site(user=people.pilot, site=site, facts={"title": "Les Saules", "owner_name": "Mairie"})
    site.refresh_from_db()
    return site


@pytest.fixture
def first_version(site, people):
    return site_history(site, reader=people.pilot)[-1].version


def address(name, site, *args):
    return reverse(name, args=[site.slug, *args])


def test_the_history_says_it_in_words_and_is_told_as_read(client, site, people):
    client.force_login(people.actor)
    page = client.get(address("site_history", site)).content.decode()
    assert "<del>Les Peupliers</del>" in page
    assert "<ins>Les Saules</ins>" in page
    assert "Mairie" not in page
    assert Reading.objects.get().kind == ReadingKind.HISTORY


def test_it_is_filtered_and_shown_page_by_page(client, site, people, commune):
    for day in range(1, 26):
        record_observation(
            user=people.pilot, site=site, observed_on=date(2026, 2, day), values={"people": day}, confirmed=True
        )
    client.force_login(people.pilot)
    first = client.get(address("site_history", site)).context["listed"]
    assert (len(first.object_list), first.paginator.count) == (20, 27)
    second = client.get(address("site_history", site), {"page": 2, "type": "observation"}).context["listed"]
    assert {line.kind for line in second.object_list} == {"observation"}
    assert len(second.object_list) == 5


@pytest.mark.parametrize("role", ["observer", "stranger", "nobody", "editor"])
@pytest.mark.parametrize("name", ["site_history", "compare_versions"])
def test_others_get_the_answer_of_an_address_that_does_not_exist(client, site, people, name, role):
    client.force_login(getattr(people, role))
    url = address(name, site)
    real, fake = client.get(url), client.get(url.replace(site.slug, "s-0000000000"))
    assert (real.status_code, without_token(real)) == (404, without_token(fake))


def test_a_version_is_compared_with_today(client, site, people, first_version):
    client.force_login(people.pilot)
    answer = client.get(address("compare_versions", site), {"avant": first_version, "apres": "aujourd-hui"})
    assert [(one.before, one.after) for one in answer.context["changes"]] == [
        ("Les Peupliers", "Les Saules"),
        ("SCI", "Mairie"),
    ]
    client.force_login(people.actor)
    answer = client.get(address("compare_versions", site), {"avant": first_version, "apres": "aujourd-hui"})
    assert [one.before for one in answer.context["changes"]] == ["Les Peupliers"]


def test_a_pilot_brings_a_version_back_and_nothing_is_lost(client, site, people, first_version):
    client.force_login(people.pilot)
    page = client.post(address("restore_version", site, first_version), follow=True).content.decode()
    site.refresh_from_db()
    assert (site.title, site.owner_name) == ("Les Peupliers", "SCI")
    assert "La version est rétablie" in page
    assert site.revisions.count() == 3


def test_who_may_not_publish_proposes_to_bring_it_back(client, site, people, first_version):
    client.force_login(people.actor)
    client.post(address("restore_version", site, first_version))
    site.refresh_from_db()
    assert (site.title, site.has_unpublished_changes) == ("Les Saules", True)


def test_who_may_not_read_the_owner_does_not_change_it(client, site, people, first_version):
    client.force_login(people.partner)
    client.post(address("restore_version", site, first_version))
    site.refresh_from_db()
    assert (site.title, site.owner_name) == ("Les Peupliers", "Mairie")


def test_what_was_proposed_and_not_validated_is_neither_compared_nor_brought_back(client, site, people):
    update_site(user=people.actor, site=site, facts={"title": "Un nom proposé"})
    proposed = site.revisions.order_by("pk").last().pk
    client.force_login(people.partner)
    for asked in (proposed, 987654):
        answer = client.get(address("compare_versions", site), {"avant": asked, "apres": "aujourd-hui"})
        assert list(answer.context["form"].errors) == ["avant"]
        assert "changes" not in answer.context
        assert "Un nom proposé" not in answer.content.decode()
    assert client.post(address("restore_version", site, proposed)).status_code == 404


def test_any_two_versions_are_compared(client, site, people, first_version):
    update_site(user=people.pilot, site=site, facts={"title": "Les Ormes"})
    second = site_history(site, reader=people.pilot)[1].version
    client.force_login(people.pilot)
    shown = client.get(address("compare_versions", site)).content.decode()
    assert f'value="{first_version}"' in shown
    assert "Rétablir cette version" not in shown
    answer = client.get(address("compare_versions", site), {"avant": first_version, "apres": second})
    assert [(one.before, one.after) for one in answer.context["changes"]] == [
        ("Les Peupliers", "Les Saules"),
        ("SCI", "Mairie"),
    ]
    answer = client.get(address("compare_versions", site), {"avant": second, "apres": second})
    assert "disent la même chose" in answer.content.decode()


@pytest.mark.parametrize("asked", [{"avant": "x", "apres": "aujourd-hui"}, {"avant": "1"}, {"apres": "0x1"}])
def test_what_is_no_version_is_said_on_its_field(client, site, people, asked):
    client.force_login(people.pilot)
    answer = client.get(address("compare_versions", site), asked)
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_an_argument_that_is_not_asked_for_is_an_address_that_does_not_exist(client, site, people):
    client.force_login(people.pilot)
    assert client.get(address("compare_versions", site), {"version": "1"}).status_code == 404


def test_the_history_offers_to_restore_to_those_who_update_and_not_what_shows_now(client, site, people, first_version):
    restoring = address("restore_version", site, first_version)
    client.force_login(people.actor)
    page = client.get(address("site_history", site)).content.decode()
    assert restoring in page
    assert address("restore_version", site, site.live_revision_id) not in page
    type(site).objects.filter(pk=site.pk).update(status="closed")
    assert restoring not in client.get(address("site_history", site)).content.decode()
