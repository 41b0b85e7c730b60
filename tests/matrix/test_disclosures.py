"""One test for each class of disclosure that Wagtail and Django mended in 2025 and 2026, named after it.

The matrix asks every address; these ask the ways round: another's number in a form, a hash, a name, a clock.
"""

import hashlib
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, Page

from actions.models import Funding
from actors.enums import Precision, Role
from actors.services import keys
from actors.services.keys import find_key, issue_key
from cms.services import ensure_territory_page
from tests.factories import CommuneFactory, DepartementFactory, OrganisationFactory, ScopeFactory
from tests.factories.actions import ActionPageFactory, FundingFactory
from tests.factories.knowledge import AdoptionFactory, PracticePageFactory
from tests.factories.sites import ProcedureFactory, SitePageFactory
from tests.matrix.addresses import addresses

pytestmark = pytest.mark.django_db
PAGES = "wagtailadmin_pages"
SECRET = "Les Glycines"


@pytest.fixture
def here():
    return DepartementFactory()


@pytest.fixture
def pilot(here):
    return ScopeFactory(role=Role.PILOT, territory=here).user


@pytest.fixture
def mine(here):
    return _site(here, "Les Peupliers")


@pytest.fixture
def theirs():
    return _site(DepartementFactory(code="59", name="Nord"), SECRET)


def _site(departement, title):
    site = SitePageFactory(title=title, commune=CommuneFactory(parent=departement))
    site.save_revision()
    return SitePageFactory._meta.model.objects.get(pk=site.pk)


def refused(answer) -> bool:
    led_away = answer.status_code == 302 and answer["Location"].startswith(("/admin/", "/connexion/"))
    return (led_away or answer.status_code in {403, 404}) and SECRET not in answer.content.decode()


@pytest.fixture
def asked(client, pilot):
    client.force_login(pilot)

    def ask(name, *arguments, method="get", data=None, query=""):
        return getattr(client, method)(reverse(name, args=arguments) + query, data or {})

    return ask


def test_copying_a_page_one_may_not_read(asked, mine, theirs):
    before = Page.objects.count()
    target = {"new_title": "Copie", "new_slug": "copie", "new_parent_page": mine.get_parent().pk}
    assert refused(asked(f"{PAGES}:copy", theirs.pk, method="post", data=target))
    assert Page.objects.count() == before


def test_moving_a_page_one_may_not_read_to_where_one_may(asked, mine, theirs):
    section = mine.get_parent()
    assert refused(asked(f"{PAGES}:move_confirm", theirs.pk, section.pk, method="post"))
    assert theirs.get_parent().pk != section.pk


def test_comparing_revisions_of_another_page(asked, mine, theirs):
    assert refused(asked(f"{PAGES}:revisions_compare", theirs.pk, "earliest", "latest"))
    assert refused(asked(f"{PAGES}:revisions_compare", mine.pk, theirs.latest_revision_id, "latest"))


def test_a_revision_of_another_page_under_the_number_of_one_s_own(asked, mine, theirs):
    for name in ("revisions_view", "revisions_revert", "revisions_unschedule"):
        assert refused(asked(f"{PAGES}:{name}", mine.pk, theirs.latest_revision_id)), name


def test_history_of_a_page_out_of_scope(asked, theirs):
    for name in ("history", "history_results", "workflow_history", "usage"):
        assert refused(asked(f"{PAGES}:{name}", theirs.pk)), name


def test_previewing_a_page_out_of_scope(asked, theirs):
    for name in ("view_draft", "preview_on_edit"):
        assert refused(asked(f"{PAGES}:{name}", theirs.pk)), name
    section = theirs.get_parent()
    assert refused(asked(f"{PAGES}:preview_on_add", "sites", "sitepage", section.pk))


def test_choosing_a_page_by_its_number(asked, theirs):
    assert refused(asked("wagtailadmin_choose_page_chosen_multiple", query=f"?id={theirs.pk}"))
    assert refused(asked("wagtailadmin_choose_page_child", theirs.get_parent().pk))
    found = asked("wagtailadmin_choose_page_search", query="?q=Glycines&page_type=wagtailcore.page")
    assert f"/{theirs.pk}/" not in found.content.decode()


def test_choosing_below_what_to_begin_a_page_of_a_kind_that_one_may_not(asked, mine):
    assert refused(asked("editor_news:choose_parent"))
    assert asked("editor_sites:choose_parent").status_code in {200, 302}


def test_bulk_actions_that_say_what_they_leave_out(asked, mine, theirs):
    for action in ("delete", "move", "publish", "unpublish"):
        query = f"?id={mine.pk}&id={theirs.pk}&next=/admin/"
        assert refused(asked("wagtail_bulk_action", "wagtailcore", "page", action, query=query)), action


def test_drafts_through_the_apis(client, asked, mine, here):
    draft = SitePageFactory(title=SECRET, commune=mine.commune, live=False)
    for reader in (ScopeFactory(role=Role.OBSERVER, territory=here).user, ScopeFactory(role=Role.ACTOR).user):
        client.force_login(reader)
        assert refused(client.get(f"/api/v1/sites/{draft.translation_key}"))
    client.force_login(ScopeFactory(role=Role.OBSERVER, territory=here).user)
    assert refused(client.get(reverse("wagtailadmin_api:pages:detail", args=[draft.pk])))
    assert client.get("/api/v2/pages/").status_code == client.get("/api/v3/pages/").status_code == 404


def test_deleting_and_changing_by_the_number_of_another_s_child(client, here):
    own = ActionPageFactory(territory=here)
    other = FundingFactory(action=ActionPageFactory(territory=DepartementFactory(code="59", name="Nord")))
    client.force_login(ScopeFactory(role=Role.PILOT, territory=here).user)
    data = {
        "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": str(other.pk), "form-0-year": "2025",
        "form-0-source": other.source, "form-0-planned_eur": "1", "form-0-DELETE": "on",
    }  # fmt: skip
    client.post(reverse("action_fundings", args=[own.translation_key]), data)
    other.refresh_from_db()
    assert (other.year, other.planned_eur) == (2025, Decimal("45000.00"))
    assert Funding.objects.filter(action=other.action).count() == 1


def test_a_procedure_of_another_site_under_the_address_of_one_s_own(asked, mine, theirs):
    other = ProcedureFactory(site=theirs, authority="Tribunal de Lille")
    for name, method in (("change_procedure", "get"), ("change_procedure", "post"), ("remove_procedure", "post")):
        assert refused(asked(name, mine.slug, other.pk, method=method)), name
    other.refresh_from_db()
    assert other.authority == "Tribunal de Lille"


def test_an_adoption_of_another_practice_under_the_address_of_one(asked):
    practice, adoption = PracticePageFactory(), AdoptionFactory()
    assert refused(asked("adoption_close", practice.slug, adoption.pk, method="post"))


def test_a_draft_is_in_no_answer_of_the_api_even_for_who_may_publish_it(client, pilot, mine, here):
    """What the API answers is what is published: neither a sheet never published, nor a version that waits."""
    SitePageFactory(title=SECRET, commune=mine.commune, live=False).save_revision()
    mine.title = SECRET
    mine.save_revision()
    client.force_login(pilot)
    collections = [one.name for one in addresses() if one.name and one.route.startswith("api/") and not one.takes]
    assert len(collections) > 15
    for name in collections:
        for query in ("", "?q=Glycines"):
            assert SECRET not in client.get(reverse(name) + query).content.decode(), name + query


def test_children_of_private_collections(client):
    private = Collection.get_first_root_node().add_child(name="Réservé")
    CollectionViewRestriction.objects.create(collection=private, restriction_type=CollectionViewRestriction.LOGIN)
    child = private.add_child(name="Dedans")
    document = Document(title="plan", collection=child)
    document.file.save("plan.pdf", ContentFile(b"%PDF-1.4 secret"))
    document.save()
    answer = client.get(reverse("wagtaildocs_serve", args=[document.pk, "plan.pdf"]))
    assert answer.status_code == 302
    assert "ETag" not in answer.headers


def test_a_hash_is_no_oracle_of_what_one_may_not_read(client, mine, here):
    """The same address has another mark for each reader, and none can be made from what is marked."""
    url, marks = "/api/v1/sites", set()
    for role in (Role.PILOT, Role.OBSERVER):
        client.force_login(ScopeFactory(role=role, territory=here).user)
        marks.add(client.get(url)["ETag"])
    assert len(marks) == 2
    client.logout()
    guess = hashlib.sha256(b'{"count":0,"next":null,"results":[]}').hexdigest()[:32]
    assert client.get(url, headers={"If-None-Match": f'W/"{guess}", {", ".join(marks)}'}).status_code == 401


def test_an_unknown_filter_is_refused_and_never_ignored(client, mine, here):
    client.force_login(ScopeFactory(role=Role.OBSERVER, territory=here).user)
    for query in ("owner_name=SCI", "title__startswith=L", "people__gte=1", "v=1", "format=json"):
        assert client.get(f"/api/v1/sites?{query}").status_code == 400, query


def test_the_editor_s_api_filters_by_nothing_that_it_does_not_show(asked, mine):
    for query in ("owner_name=SCI", "title__startswith=L", "draft_title=x"):
        assert asked("wagtailadmin_api:pages:listing", query=f"?{query}").status_code == 400, query
    for kind in ("images", "documents"):
        assert asked(f"wagtailadmin_api:{kind}:listing", query="?file_hash=da39a3ee").status_code == 400, kind


def test_an_unknown_key_takes_the_time_of_a_known_one(monkeypatch):
    """Whatever is wrong with a key, its digest is computed and compared once."""
    key, text = issue_key(
        organisation=OrganisationFactory(),
        purpose="",
        territories=[DepartementFactory()],
        precision=Precision.COMMUNE,
        lasts=keys.timedelta(days=1),
    )
    compared = []
    monkeypatch.setattr(keys, "constant_time_compare", lambda one, other: compared.append(one) or one == other)
    assert find_key(text) == key
    assert find_key(f"rsb_{key.prefix}_faux") is None
    assert find_key("rsb_0000000000_faux") is None
    assert len(compared) == 3


def test_a_page_that_is_not_there_and_one_that_is_not_theirs_answer_alike(asked, theirs):
    for name in (f"{PAGES}:edit", f"{PAGES}:history", "wagtailadmin_explore"):
        known, unknown = asked(name, theirs.pk), asked(name, 987654)
        assert (known.status_code, unknown.status_code) == (404, 404), name


def test_sections_are_made_for_others_without_telling(asked, mine):
    """Whoever works in one département does not learn which others have sections."""
    ensure_territory_page(DepartementFactory(code="59", name="Nord"))
    answer = asked("wagtailadmin_explore", mine.get_parent().get_parent().pk)
    assert ">Nord<" not in answer.content.decode()
