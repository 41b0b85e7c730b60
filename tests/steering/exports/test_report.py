"""The yearly report: the figures of the dashboard, on paper, no finer than it and never of what one may not see."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from actors.enums import Role
from catalog.services import publish_page
from sites.enums import SiteStatus
from sites.models import SitePage
from steering.services import take_snapshots
from tests.factories import CommuneFactory, DepartementFactory, OrganisationFactory, ScopeFactory
from tests.factories.actions import ActionPageFactory, FundingFactory, IndicatorFactory
from tests.factories.sites import ClosureFactory

KEY = "FR-departement-93"


@pytest.fixture
def world(add_site, commune):
    """Of 2025: one site of 1,240 people, one that closed, an action with its money."""
    add_site(title="Les Glycines", declared_on=date(2025, 1, 10), seen=[(date(2025, 3, 1), {"people": 1240})])
    closed = add_site(title="Les Saules", declared_on=date(2025, 2, 1), seen=[(date(2025, 3, 1), {"people": 60})])
    closure = ClosureFactory(site=closed, closed_on=date(2025, 6, 1), is_resorbed=True)
    closure.destinations.create(destination="housing", people=44, households=11)
    SitePage.objects.filter(pk=closed.pk).update(status=SiteStatus.RESORBED)
    action = ActionPageFactory(territory=commune.parent, operator=OrganisationFactory(name="#Opérateur $1$"))
    FundingFactory(action=action, year=2025, planned_eur=Decimal(48123))
    IndicatorFactory(action=action, year=2025, people=57)
    publish_page(action)
    take_snapshots()


@pytest.fixture
def ask_report(client):
    def ask(user, form, *, year="2025", key=KEY):
        client.force_login(user)
        return client.get(reverse("report", args=[key]), {"annee": year, "format": form})

    return ask


def _plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


def pdf_text(answer) -> str:
    return (
        " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
        .replace("\u202f", " ")
        .replace("\xa0", " ")
    )


def docx_text(answer) -> str:
    document = Document(BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    texts = [*(paragraph.text for paragraph in document.paragraphs), *cells]
    return _plain(" ".join(texts))


READ = {"pdf": pdf_text, "docx": docx_text}


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_report_says_the_figures_of_the_dashboard(world, people, ask_report, form):
    answer = ask_report(people.pilot, form)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="rapport-{KEY}-2025.{form}"'
    said = READ[form](answer)
    for known in (
        "Seine-Saint-Denis (93)", "Rapport annuel 2025", "31 décembre 2025", "1 240", "Logement", "44",
        "48 123", "ne pas transmettre", "Bobigny", "Ce que compte chaque chiffre", str(people.pilot),
    ):  # fmt: skip
        assert known in said, known
    assert "Les Glycines" not in said
    assert "Les Saules" not in said


def test_a_pdf_is_tagged_and_its_pictures_say_what_they_show(world, people, ask_report):
    reader = PdfReader(BytesIO(ask_report(people.pilot, "pdf").content))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - an object of the file
    assert root["/Lang"] == "fr"
    assert reader.metadata.title == "Rapport annuel 2025 — Seine-Saint-Denis (93)"
    assert not reader.metadata.author
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_a_word_document_has_its_pictures_with_their_alternative(world, people, ask_report):
    document = Document(BytesIO(ask_report(people.pilot, "docx").content))
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(told) > 5
    assert all(told)
    assert any("Sites ouverts" in one for one in told)
    assert document.core_properties.author == ""


@pytest.mark.parametrize("role", ["observer", "partner"])
def test_money_is_not_in_the_report_of_who_may_not_see_it(world, people, ask_report, role):
    for form, read in READ.items():
        said = read(ask_report(getattr(people, role), form))
        assert "1 240" in said
        assert "48 123" not in said
        assert "ne pas transmettre" not in said


def test_a_part_of_a_territory_says_that_it_is_one(world, people, ask_report, add_site, commune):
    other = CommuneFactory(code="93001", name="Aubervilliers", parent=commune.parent)
    add_site(in_commune=other, declared_on=date(2025, 1, 1), seen=[(date(2025, 3, 1), {"people": 7})])
    take_snapshots()
    user = ScopeFactory(role=Role.ACTOR, territory=other).user
    said = pdf_text(ask_report(user, "pdf"))
    assert "Une partie de ce territoire seulement" in said
    assert "1 240" not in said


def test_out_of_scope_there_is_no_report(world, people, ask_report):
    for user in (people.stranger, people.editor, people.nobody):
        assert ask_report(user, "pdf").status_code in {403, 404}
    assert ask_report(people.pilot, "pdf", key="FR-departement-59").status_code == 404


@pytest.mark.parametrize("query", [{"year": "1999"}, {"year": "²"}, {"year": ""}, {"form": "odt"}])
def test_an_address_that_asks_for_what_is_not_made_is_a_wrong_address(world, people, ask_report, query):
    assert ask_report(people.pilot, **{"form": "pdf"} | query).status_code == 404


def test_the_dashboard_offers_it(world, people, client):
    client.force_login(people.pilot)
    assert reverse("report", args=[KEY]) in client.get(reverse("board", args=[KEY])).content.decode()


def test_an_empty_territory_has_a_report_too(people, ask_report):
    DepartementFactory(code="59", name="Nord")
    take_snapshots()
    said = pdf_text(ask_report(people.national, "pdf", key="FR-departement-59"))
    assert "Aucune action" in said
