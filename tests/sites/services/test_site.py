import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from catalog.enums import Audience
from catalog.models import Entry
from cms.models import ValidationState
from cms.services import approve_version, refuse_version
from sites.enums import Validation
from sites.models import Observation, SitePage
from sites.services import declare_site, update_site
from tests.factories.sites import SitePageFactory
from tests.factories.territories import CommuneFactory, DepartementFactory

TODAY = timezone.localdate()


def declare(user, commune, **kwargs):
    facts = {"title": "Les Peupliers", "lon": 2.361, "lat": 48.931} | kwargs.pop("facts", {})
    return declare_site(user=user, commune=commune, facts=facts, **kwargs)


def test_a_pilot_declares_and_the_site_is_published(people, commune):
    site = declare(people.pilot, commune, observation={"observed_on": TODAY, "people": 30})
    assert site.live
    assert site.get_parent().specific.territory == commune.parent
    assert Entry.objects.get(audience=Audience.MEMBER, page_id=site.pk).people == 30
    assert not ValidationState.objects.exists()


def test_the_address_of_a_site_tells_nothing(people, commune):
    site = declare(people.pilot, commune, facts={"title": "Rue des Lilas"})
    assert site.slug.startswith("s-")
    assert "lilas" not in site.url_path + site.get_latest_revision_as_object().slug


@pytest.mark.parametrize("role", ["actor", "trusted", "partner"])
def test_others_declare_a_draft_that_waits(people, commune, role):
    site = declare(getattr(people, role), commune, observation={"observed_on": TODAY, "people": 30})
    assert not site.live
    assert ValidationState.objects.waiting().get().page_id == site.pk
    assert not Entry.objects.filter(page_id=site.pk).exists()


@pytest.mark.parametrize("role", ["observer", "editor", "stranger", "nobody"])
def test_others_may_not_declare(people, commune, role):
    with pytest.raises(PermissionDenied):
        declare(getattr(people, role), commune)
    assert not SitePage.objects.exists()


def test_a_pilot_publishes_what_waits_with_its_first_count(people, commune):
    site = declare(people.actor, commune, observation={"observed_on": TODAY, "people": 30})
    approve_version(user=people.pilot, page=site)
    site.refresh_from_db()
    assert site.live
    assert Observation.objects.get().validation == Validation.VALIDATED
    assert Entry.objects.get(audience=Audience.MEMBER, page_id=site.pk).people == 30
    assert not ValidationState.objects.waiting().exists()


@pytest.mark.parametrize("role", ["actor", "trusted", "partner", "stranger", "editor"])
def test_only_a_pilot_publishes_what_waits(people, commune, role):
    site = declare(people.actor, commune)
    with pytest.raises(PermissionDenied):
        approve_version(user=getattr(people, role), page=site)


def test_nobody_publishes_what_they_submitted(people, commune):
    site = declare(people.actor, commune)
    site.get_workflow().workflow_states.update(requested_by=people.pilot)
    with pytest.raises(ValidationError) as refused:
        approve_version(user=people.pilot, page=site)
    assert refused.value.code == "own"


def test_a_refused_declaration_can_be_corrected_and_submitted_again(people, commune):
    site = declare(people.actor, commune)
    refuse_version(user=people.pilot, page=site, reason="C'est le site voisin.")
    site.refresh_from_db()
    assert (site.live, ValidationState.objects.waiting().count()) == (False, 0)
    update_site(user=people.actor, site=site, facts={"title": "Les Peupliers nord"})
    approve_version(user=people.pilot, page=site)
    site.refresh_from_db()
    assert (site.live, site.title) == (True, "Les Peupliers nord")


@pytest.mark.parametrize("role", ["pilot", "partner", "trusted"])
def test_an_update_shows_at_once(people, site, role):
    update_site(user=getattr(people, role), site=site, facts={"address": "3 allée du Moulin"})
    site.refresh_from_db()
    assert (site.address, site.has_unpublished_changes) == ("3 allée du Moulin", False)


def test_the_update_of_an_actor_waits_and_the_sheet_stays(people, site):
    update_site(user=people.actor, site=site, facts={"address": "3 allée du Moulin"})
    site.refresh_from_db()
    assert (site.address, ValidationState.objects.waiting().count()) == ("12 chemin de la Source", 1)
    approve_version(user=people.pilot, page=site)
    site.refresh_from_db()
    assert site.address == "3 allée du Moulin"


def test_a_refused_update_leaves_no_trace_in_what_others_write_next(people, site):
    update_site(user=people.actor, site=site, facts={"address": "3 allée du Moulin"})
    refuse_version(user=people.pilot, page=site, reason="Adresse fausse.")
    update_site(user=people.partner, site=site, facts={"access_details": "Par le chemin."})
    site.refresh_from_db()
    assert (site.address, site.access_details) == ("12 chemin de la Source", "Par le chemin.")
    assert site.has_unpublished_changes is False


def test_a_refused_update_is_kept_for_its_author(people, site):
    update_site(user=people.actor, site=site, facts={"address": "3 allée du Moulin"})
    refuse_version(user=people.pilot, page=site, reason="Il manque l'accès.")
    update_site(user=people.actor, site=site, facts={"access_details": "Par le chemin."})
    approve_version(user=people.pilot, page=site)
    site.refresh_from_db()
    assert (site.address, site.access_details) == ("3 allée du Moulin", "Par le chemin.")


def test_two_changes_do_not_wait_over_each_other(people, site):
    update_site(user=people.actor, site=site, facts={"address": "3 allée du Moulin"})
    with pytest.raises(ValidationError) as refused:
        update_site(user=people.pilot, site=site, facts={"access_details": "Par le chemin."})
    assert refused.value.code == "waiting"


def test_the_owner_is_written_only_by_those_who_may_read_it(people, site):
    with pytest.raises(PermissionDenied):
        update_site(user=people.partner, site=site, facts={"owner_name": "SCI du Moulin"})
    update_site(user=people.informed, site=site, facts={"owner_name": "SCI du Moulin"})
    site.refresh_from_db()
    assert site.owner_name == "SCI du Moulin"


def test_a_site_moves_with_its_commune(people, site):
    there = CommuneFactory(code="95001", name="Autre", parent=DepartementFactory(code="95", name="Val-d'Oise"))
    with pytest.raises(PermissionDenied):
        update_site(user=people.pilot, site=site, facts={}, commune=there)
    update_site(user=people.national, site=site, facts={}, commune=there)
    site.refresh_from_db()
    assert site.get_parent().specific.territory == there.parent
    entry = Entry.objects.get(audience=Audience.MEMBER, page_id=site.pk)
    assert entry.url == site.get_url()
    assert there.parent_id in entry.territory_ids


def test_a_half_given_point_is_refused(people, commune):
    with pytest.raises(ValidationError) as refused:
        declare(people.pilot, commune, facts={"lat": None})
    assert list(refused.value.message_dict) == ["lon"]


def test_a_version_never_brings_back_an_old_status(people, site):
    draft = site.save_revision()
    SitePage.objects.filter(pk=site.pk).update(status="closed")
    draft.publish()
    site.refresh_from_db()
    assert site.status == "closed"


def test_declaring_takes_the_facts_of_a_site_only(people, commune):
    with pytest.raises(TypeError):
        declare(people.pilot, commune, facts={"status": "resorbed"})


def test_two_sites_of_a_commune_share_their_section(people, commune):
    first, second = (declare(people.pilot, commune) for _ in range(2))
    third = SitePageFactory(commune=commune)
    assert {site.get_parent().pk for site in (first, second, third)} == {commune.parent.page.pk}
