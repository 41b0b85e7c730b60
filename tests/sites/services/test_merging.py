"""Two pages of one settlement become one, and nothing that was recorded is lost."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageLogEntry, Revision

from actors.enums import Role
from catalog.models import Entry
from catalog.services import publish_page
from collaboration.enums import JournalTag
from collaboration.models import (
    Attachment,
    Follow,
    Intervention,
    InvitationToAct,
    JournalEntry,
    JournalReading,
    Notification,
)
from collaboration.services import write_in_journal
from collaboration.services.merging import MOVED_TABLES
from sites.enums import SiteStatus, Validation
from sites.models import ClosureProposal, FormerClosure, Observation, Phase, PlaceReport, Resettlement, SitePage
from sites.queries.finding import find_site
from sites.queries.history import site_history
from sites.queries.merging import LEFT, references
from sites.services import merge_sites, update_site
from sites.services.merging import MOVED_ABOVE, SPECIAL
from tests.factories.actions import ActionPageFactory
from tests.factories.actors import OrganisationFactory, ScopeFactory
from tests.factories.sites import ClosureFactory, ObservationFactory, PhaseFactory, ProcedureFactory, SitePageFactory
from tests.sites.conftest import without_token

DAY = date(2026, 3, 1)


@pytest.fixture
def twin(site):
    return SitePageFactory(commune=site.commune, title="Les Peupliers bis")


def named() -> dict[str, models.ForeignKey]:
    return dict(references())


def test_every_table_that_refers_to_a_site_is_moved_or_left_for_a_reason():
    """A table that is new is moved as it is; one that allows a site once cannot be: someone must say how."""
    told = LEFT.keys() | SPECIAL.keys() | MOVED_TABLES | MOVED_ABOVE
    once = {label for label, field in named().items() if _is_unique(field)}
    assert once - told == set()
    assert told - named().keys() == set()
    assert all(LEFT.values())


def _is_unique(field: models.ForeignKey) -> bool:
    meta = field.model._meta
    constraints = [one for one in meta.constraints if isinstance(one, models.UniqueConstraint)]
    together = [*meta.unique_together, *(one.fields for one in constraints)]
    return field.unique or any(field.name in names for names in together)


def fill(site, other, people):
    """A row of each table that is moved."""
    member = people.actor
    ObservationFactory(site=site, observed_on=DAY, people=25, author=member)
    ClosureProposal.objects.create(site=site, author=member, validation=Validation.REFUSED)
    ObservationFactory(site=site, observed_on=DAY, people=99, author=member, validation=Validation.WAITING)
    PhaseFactory(site=site)
    ProcedureFactory(site=site)
    site.procedure_changes.create(procedure_key=1, kind="added", values={"kind": "court_decision"})
    FormerClosure.objects.create(
        site=site,
        closed_on=DAY,
        reason="other",
        said={"destinations": []},
        recorded_at="2026-03-01T00:00Z",
        why_ended="?",
    )
    ClosureFactory(site=site).destinations.create(destination="housing", people=12)
    Resettlement.objects.create(origin=site, destination=other, people=7)
    Resettlement.objects.create(origin=other, destination=site)
    SitePageFactory(commune=site.commune, live=False, merged_into=site)
    entry = write_in_journal(user=member, page=site, text="Visite ce matin", tags=[JournalTag.VISIT])
    Attachment.objects.create(
        entry=entry, kind="pdf", name="plan.pdf", content_type="application/pdf", size=3, file="x"
    )
    JournalReading.objects.create(user=member, page=site, seen=entry.pk)
    Follow.objects.create(user=member, page=site)
    organisation = OrganisationFactory()
    Intervention.objects.create(page=site, organisation=organisation, themes=["health"], started_on=DAY)
    InvitationToAct.objects.create(page=site, organisation=organisation, themes=["work"])
    Notification.objects.create(recipient=member, kind="change", happening="sites.observe", key="k", page=site)
    ScopeFactory(role=Role.ACTOR, territory=None, page=site)
    PlaceReport.objects.create(commune=site.commune, seen="Des cabanes", seen_on=DAY, state="known", site=site)
    Redirect.objects.create(old_path="/ancienne-adresse", redirect_page=site)
    action = ActionPageFactory(territory=site.commune.parent)
    action.sites.set([site])
    action.save()
    action.save_revision(clean=False)
    return action


def counted(site):
    return {
        label: field.model._base_manager.filter(**{field.name: site.pk}).count()
        for label, field in named().items()
        if label not in LEFT
    }


def test_everything_that_spoke_of_the_duplicate_speaks_of_the_site_kept(site, twin, people):
    action = fill(twin, SitePageFactory(commune=site.commune), people)
    before = counted(twin)
    assert {label for label, count in before.items() if not count} == set()
    merge_sites(user=people.pilot, kept=site, absorbed=twin)
    assert set(counted(twin).values()) == {0}
    # A closure becomes a former one; the duplicate itself leads to the site.
    after = counted(site)
    moved = {"sites.Closure.site": -1, "sites.FormerClosure.site": 1, "sites.SitePage.merged_into": 1}
    assert after == {label: count + moved.get(label, 0) for label, count in before.items()}
    assert Attachment.objects.get().entry.page_id == site.pk
    assert Revision.objects.for_instance(action).latest("pk").content["sites"] == [site.pk]


def test_observations_of_one_day_are_both_kept_and_say_where_they_come_from(client, site, twin, people):
    ours = ObservationFactory(site=site, observed_on=DAY, people=20)
    theirs = ObservationFactory(site=twin, observed_on=DAY, people=25)
    merge_sites(user=people.pilot, kept=site, absorbed=twin)
    rows = Observation.objects.filter(site=site).in_order().values_list("pk", "people", "merged_from")
    assert list(rows) == [(ours.pk, 20, None), (theirs.pk, 25, twin.pk)]
    client.force_login(people.pilot)
    assert "saisie sur le doublon « Les Peupliers bis »" in client.get(site.url).content.decode()


def test_the_duplicate_is_withdrawn_with_a_change_number_and_keeps_its_versions(site, twin, people):
    update_site(user=people.pilot, site=twin, facts={"title": "Les Peupliers ter"})
    versions = Revision.objects.for_instance(twin).count()
    publish_page(site)
    last = Entry.objects.latest("change").change
    merge_sites(user=people.pilot, kept=site, absorbed=twin)
    twin.refresh_from_db()
    assert (twin.live, twin.locked, twin.merged_into) == (False, True, site)
    entries = Entry.objects.filter(page_id=twin.pk)
    assert {(one.withdrawn_at is None, one.change > last) for one in entries} == {(False, True)}
    assert Revision.objects.for_instance(twin).count() == versions
    with pytest.raises(PermissionDenied):
        twin.get_latest_revision().publish()


def test_phases_are_dated_once_and_the_other_dates_are_in_the_history(site, twin, people):
    PhaseFactory(site=site, started_on=date(2025, 3, 1))
    PhaseFactory(site=twin, started_on=date(2025, 1, 1))
    PhaseFactory(site=twin, kind="social_assessment")
    merge_sites(user=people.pilot, kept=site, absorbed=twin)
    assert set(Phase.objects.values_list("site", "kind", "started_on")) == {
        (site.pk, "sociological_diagnosis", date(2025, 3, 1)),
        (site.pk, "social_assessment", date(2025, 3, 1)),
    }
    [line] = [
        one for one in site_history(site, reader=people.pilot) if one.what == "A fusionné un doublon avec le site"
    ]
    assert [(one.label, one.before) for one in line.changes] == [
        ("Doublon", ""),
        ("Diagnostic sociologique", "commencé le 1 janvier 2025"),
    ]


def test_links_between_the_two_go_and_links_to_a_same_site_are_one(site, twin, people):
    other = SitePageFactory(commune=site.commune)
    Resettlement.objects.create(origin=site, destination=twin, people=3)
    Resettlement.objects.create(origin=site, destination=other)
    Resettlement.objects.create(origin=twin, destination=other, people=8)
    merge_sites(user=people.pilot, kept=site, absorbed=twin)
    assert list(Resettlement.objects.values_list("origin", "destination", "people")) == [(site.pk, other.pk, 8)]
    said = PageLogEntry.objects.get(action="sites.merge").data["left"]
    assert {one["people"] for one in said} == {3, 8}


def test_who_acts_or_follows_on_both_does_so_once(site, twin, people):
    organisation = OrganisationFactory()
    for page, day, themes in ((site, DAY, ["health"]), (twin, date(2025, 1, 1), ["health", "work"])):
        Intervention.objects.create(page=page, organisation=organisation, started_on=day, themes=themes)
        InvitationToAct.objects.create(page=page, organisation=organisation, themes=["work"])
        Follow.objects.create(user=people.actor, page=page)
        write_in_journal(user=people.actor, page=page, text="Vu", tags=[JournalTag.VISIT])
    for page, seen in ((site, 9), (twin, 4)):
        JournalReading.objects.create(user=people.actor, page=page, seen=seen)
    merge_sites(user=people.pilot, kept=site, absorbed=twin)
    acting = Intervention.objects.get(page=site, ended_on=None)
    assert (acting.started_on, acting.themes) == (date(2025, 1, 1), ["health", "work"])
    assert Intervention.objects.filter(page=site).count() == 2
    assert (Follow.objects.count(), JournalReading.objects.get().seen) == (1, 4)
    assert InvitationToAct.objects.filter(page=site, answered_at=None).count() == 1
    changes = list(JournalEntry.objects.filter(page=site).order_by("change").values_list("change", flat=True))
    assert changes == [1, 2]


def test_an_open_site_stays_open_when_its_closed_duplicate_joins_it(site, twin, people):
    ClosureFactory(site=twin, comment="Fermé en mai")
    SitePage.objects.filter(pk=twin.pk).update(status=SiteStatus.CLOSED)
    merge_sites(user=people.pilot, kept=site, absorbed=twin)
    site.refresh_from_db()
    assert site.status == SiteStatus.OPEN
    assert site.former_closures.get().said["comment"] == "Fermé en mai"


@pytest.mark.parametrize("role", ["actor", "trusted", "partner", "observer", "stranger", "editor"])
def test_only_a_pilot_merges(site, twin, people, role):
    with pytest.raises(PermissionDenied):
        merge_sites(user=getattr(people, role), kept=site, absorbed=twin)


def test_both_sites_are_within_reach_of_who_merges(site, people):
    away = SitePageFactory(commune__parent=people.stranger.scopes.get().territory)
    for kept, absorbed in ((site, away), (away, site)):
        with pytest.raises(PermissionDenied):
            merge_sites(user=people.pilot, kept=kept, absorbed=absorbed)


def test_what_waits_is_judged_first(site, twin, people):
    update_site(user=people.actor, site=twin, facts={"title": "Autre nom"})
    with pytest.raises(ValidationError) as refused:
        merge_sites(user=people.pilot, kept=site, absorbed=twin)
    assert refused.value.code == "waiting"
    with pytest.raises(ValidationError):
        merge_sites(user=people.pilot, kept=site, absorbed=site)


def test_the_address_of_the_duplicate_leads_to_the_site_for_those_who_may_read_it(client, site, twin, people):
    old, missing = twin.url, twin.url.replace(twin.slug, "s-0000000000")
    third = SitePageFactory(commune=site.commune)
    merge_sites(user=people.pilot, kept=site, absorbed=twin)
    merge_sites(user=people.pilot, kept=third, absorbed=site)
    client.force_login(people.actor)
    answer = client.get(old)
    assert (answer.status_code, answer.url) == (302, third.url)
    assert "no-store" in answer.headers["Cache-Control"]
    assert find_site(people.actor, twin.slug) == third
    for person in (people.stranger, people.nobody):
        client.force_login(person)
        real, fake = client.get(old), client.get(missing)
        assert (real.status_code, fake.status_code) == (404, 404)
        assert without_token(real).replace(twin.slug.encode(), b"s-0000000000") == without_token(fake)


def test_a_merger_is_chosen_read_and_confirmed(client, site, twin, people):
    SitePageFactory(commune=site.commune, title="Trop loin", lon=2.5, lat=49.2)
    ObservationFactory(site=twin)
    client.force_login(people.pilot)
    url = reverse("merge_site", args=[site.slug])
    assert url in client.get(site.url).content.decode()
    choice = client.get(url).content.decode()
    assert (twin.title in choice, "Trop loin" in choice) == (True, False)
    assert "Trop loin" in client.get(url, {"q": "trop"}).content.decode()
    confirm = f"{url}?avec={twin.slug}"
    page = client.get(confirm).content.decode()
    assert re.search(r"Actualisations\s*: <strong>1</strong>", page)
    assert list(client.post(confirm).context["form"].errors) == ["confirmed"]
    assert SitePage.objects.live().count() == 3
    assert client.post(confirm, {"confirmed": "on"}).url == site.url
    assert SitePage.objects.live().count() == 2
    client.force_login(people.partner)
    assert client.get(url).status_code == 404


def test_sites_do_not_merge_while_the_end_of_one_is_proposed(site, twin, people):
    ClosureProposal.objects.create(site=twin, author=people.actor, validation=Validation.WAITING)
    with pytest.raises(ValidationError) as refused:
        merge_sites(user=people.pilot, kept=site, absorbed=twin)
    assert refused.value.code == "waiting"
