"""One site as a document, by right; each export is told to the site's team."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.formats import number_format
from docx import Document

from actors.enums import ReadingKind
from actors.models import Reading
from sites.models import SitePage
from tests.factories.actions import ActionPageFactory
from tests.factories.sites import (
    ClosureFactory,
    ObservationFactory,
    PhaseFactory,
    ProcedureFactory,
    SitePageFactory,
)
from tests.sites.conftest import without_token

NAMES = ["export_site", "print_site"]


@pytest.fixture
def site(site):
    SitePage.objects.filter(pk=site.pk).update(owner_name="SCI du Moulin", access_details="Derrière\x0b le hangar")
    ObservationFactory(site=site, observed_on=date(2026, 2, 3), people=1240, households=None, water_access="none")
    PhaseFactory(site=site)
    ProcedureFactory(site=site, comment="Audience en mai")
    ClosureFactory(site=site, comment="Fermé sans heurt").destinations.create(destination="housing", people=12)
    ActionPageFactory(territory=site.commune.parent, sites=[site])
    site.refresh_from_db()
    return site


def text_of(answer):
    """All that a document says; of a page, its text as it is."""
    if "wordprocessingml" not in answer.headers["Content-Type"]:
        return answer.content.decode()
    document = Document(BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


@pytest.fixture
def export(client, site):
    def ask(user, name):
        client.force_login(user)
        return client.get(reverse(name, args=[site.slug]))

    return ask


@pytest.mark.parametrize("name", NAMES)
def test_a_document_says_what_the_sheet_says(site, people, export, name):
    said = text_of(export(people.actor, name))
    for known in (
        site.title, site.address, "le hangar", number_format(1240, force_grouping=True),
        "3 février 2026", "aucun", "Diagnostic sociologique",
        "Fermé sans heurt", "logement", str(people.actor), "Cet export est enregistré",
        site.actions.get().title,
    ):  # fmt: skip
        assert known in said, known
    # Households were not counted: a word says so, not a zero.
    assert "inconnu" in said


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("role", "is_shown"),
    [("pilot", True), ("informed", True), ("national", True), ("partner", False), ("actor", False)],
)
def test_restricted_parts_are_in_it_by_right(people, export, name, role, is_shown):
    said = text_of(export(getattr(people, role), name))
    assert ("SCI du Moulin" in said) is is_shown
    assert ("Audience en mai" in said) is is_shown


@pytest.mark.parametrize("name", NAMES)
def test_each_export_is_told(site, people, export, name):
    for _ in range(2):
        export(people.actor, name)
    readings = Reading.objects.filter(user=people.actor)
    assert [(one.kind, one.page_ids) for one in readings] == [(ReadingKind.EXPORT, [site.pk])] * 2


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("role", ["observer", "stranger", "nobody", "editor"])
def test_others_get_the_answer_of_an_address_that_does_not_exist(client, site, people, export, name, role):
    real = export(getattr(people, role), name)
    fake = client.get(reverse(name, args=["s-0000000000"]))
    assert (real.status_code, without_token(real)) == (404, without_token(fake))
    assert not Reading.objects.exists()


def test_nothing_of_the_site_is_in_the_name_of_the_file_or_in_its_author(site, people, export):
    answer = export(people.pilot, "export_site")
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="site-{site.slug}-')
    assert Document(BytesIO(answer.content)).core_properties.author == ""
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_site_without_anything_yet_is_a_document_too(client, people, commune):
    empty = SitePageFactory(commune=commune)
    client.force_login(people.pilot)
    said = text_of(client.get(reverse("export_site", args=[empty.slug])))
    assert "Personne n’a encore actualisé ce site." in said
    assert "Aucune action n’est connue sur ce site." in said
