"""What browsers are told of every answer, and what is said to who sends too much."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actors.enums import Role
from config.settings.base import CONTENT_SECURITY_POLICY, EDITOR_SECURITY_POLICY
from tests.factories import NationFactory, ScopeFactory
from tests.factories.actions import ActionPageFactory
from tests.factories.knowledge import PracticePageFactory
from tests.factories.sites import SitePageFactory
from tests.matrix.addresses import addresses

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
POLICY, SHARING = "Content-Security-Policy", "Cross-Origin-Resource-Policy"
# What a policy without 'unsafe-inline' would stop: found in a page, it would not work there.
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>|<style|\sstyle=|\son[a-z]+=\""
)


@pytest.fixture
def national(client):
    user = ScopeFactory(role=Role.NATIONAL, territory=NationFactory()).user
    client.force_login(user)
    return client


def directives(answer):
    return {one.split()[0]: one.split()[1:] for one in answer[POLICY].split("; ")}


def test_nothing_that_is_not_named_may_run_on_our_pages(client):
    told = directives(client.get("/connexion/"))
    assert told == CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert told["default-src"] == ["'none'"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:"} & {one for given in told.values() for one in given}


def test_the_editor_alone_has_its_own_policy_on_every_answer(client, national):
    for path in ("/admin/", "/admin/nowhere/", "/admin/pages/"):
        told = directives(national.get(path, follow=True))
        assert told == EDITOR_SECURITY_POLICY
        assert told["script-src-attr"] == ["'none'"]
        assert told["object-src" if "object-src" in told else "default-src"] == ["'none'"]
    assert "'unsafe-inline'" not in national.get("/tableau-de-bord/", follow=True)[POLICY]


def test_no_page_of_ours_holds_anything_inline(national):
    """Every address that takes no argument, as those who may open all of them."""
    seen, wrong = 0, []
    for address in addresses():
        if address.takes or not address.name or address.route.startswith(("admin/", "api/v1/")):
            continue
        answer = national.get(reverse(address.name))
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            seen += 1
            wrong += [(address.name, one) for one in INLINE.findall(answer.content.decode())]
    assert wrong == []
    assert seen > 40


def test_no_template_of_ours_writes_anything_inline():
    told = {
        (path.name, found)
        for path in (ROOT / "templates").rglob("*.html")
        if "emails" not in path.parts
        for found in INLINE.findall(path.read_text())
    }
    assert told == set()


@pytest.mark.parametrize("wrong", ["<script>x</script>", '<p style="x">', '<a onclick="x">', "<style>"])
def test_what_is_inline_would_be_found(wrong):
    assert INLINE.search(wrong)


def test_pages_are_of_no_use_to_other_origins_and_public_data_is(client):
    page, data = client.get("/connexion/"), client.get("/api/v1/areas")
    assert (page[SHARING], data[SHARING]) == ("same-origin", "cross-origin")
    assert page["Cross-Origin-Opener-Policy"] == "same-origin"
    assert (page["Referrer-Policy"], page["X-Content-Type-Options"]) == ("same-origin", "nosniff")
    assert "camera=()" in page["Permissions-Policy"]
    assert "geolocation=(self)" in page["Permissions-Policy"]


def test_a_body_that_is_too_large_is_said_to_be_before_it_is_read(client, settings):
    settings.MAX_BODY_BYTES = settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    file = SimpleUploadedFile("photo.jpg", b"x" * 20_000)
    for sent in ({"login": "x" * 20_000}, {"login": "x", "file": file}):
        answer = client.post("/connexion/", sent)
        assert answer.status_code == 413
        assert "trop volumineux" in answer.content.decode()
    assert client.post("/connexion/", {"login": "x"}).status_code == 200


def test_too_many_fields_and_too_many_files_are_said_to_be(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS, settings.DATA_UPLOAD_MAX_NUMBER_FILES = 5, 1
    files = {f"file_{n}": SimpleUploadedFile(f"{n}.txt", b"x") for n in range(3)}
    for sent in ({f"field_{n}": "x" for n in range(9)}, files):
        assert client.post("/connexion/", sent).status_code == 413


def test_the_api_says_it_as_a_problem(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    answer = client.post("/api/v1/areas", b"x" * 2_000, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")


@pytest.mark.parametrize(
    ("noun", "sent"),
    [
        ("site", {"commune": "<script>"}),
        ("action", {"territory": "-inf", "operator": "nan"}),
        ("practice", {"problem": "POINT(1"}),
        ("practice", {"problem": "2.5", "steps-count": "x"}),
        ("practice", {}),
    ],
)
def test_what_the_editor_cannot_read_is_a_bad_request_and_no_failure(national, noun, sent):
    page = {"site": SitePageFactory, "action": ActionPageFactory, "practice": PracticePageFactory}[noun]()
    national.raise_request_exception = False
    answer = national.post(f"/admin/pages/{page.pk}/edit/", {"title": "x"} | sent)
    assert answer.status_code in (200, 400)


@pytest.mark.parametrize("chooser", ["wagtailimages_chooser", "wagtaildocs_chooser", "territory_chooser"])
def test_a_chooser_that_is_asked_for_what_has_no_number_does_not_fail(national, chooser):
    assert national.get(reverse(f"{chooser}:chosen", args=["abc"])).status_code in (400, 404)


@pytest.mark.parametrize("verb", ["delete", "unpublish"])
@pytest.mark.parametrize("then", ["-inf", "home"])
def test_a_form_that_goes_on_to_no_address_is_a_bad_request_and_changes_nothing(national, verb, then):
    page = SitePageFactory()
    asked = reverse(f"wagtailadmin_pages:{verb}", args=[page.pk])
    assert national.post(asked, {"next": then}).status_code == 400
    page.refresh_from_db()
    assert page.live
    assert national.post(asked, {"next": "/admin/pages/"}).headers["Location"] == "/admin/pages/"


@pytest.mark.parametrize("is_served", [True, False])
def test_no_folder_is_listed(client, settings, is_served):
    settings.SERVE_MEDIA = is_served
    for path in ("/static/", "/static/js/", "/media/", "/media/images/"):
        assert client.get(path).status_code == 404, path


@pytest.mark.parametrize("parent", ["1e400", "9" * 400, "999999", "", "²"])
def test_a_copy_below_no_page_is_a_bad_request(national, parent):
    page = SitePageFactory()
    sent = {"new_title": "x", "new_slug": "x", "new_parent_page": parent}
    assert national.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), sent).status_code == 400
    sent["new_parent_page"] = page.get_parent().pk
    assert national.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), sent).status_code in (200, 302)


@pytest.mark.parametrize("more", [{"usage_count_min": "1"}, {}], ids=["filtered", "sorted"])
def test_a_search_of_pictures_that_cannot_be_filtered_or_sorted_so_is_a_bad_request(national, more):
    asked = {"q": "pont", "ordering": "file_size", **more}
    assert national.get("/admin/images/results/", asked).status_code == 400
