"""Results and fundings from an operator's spreadsheet: sent, columns checked, read, written, refusals given back."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from actions.enums import FileState, FundingSource
from actions.models import Funding, FundingChange, Indicator, ResultsFile
from tests.factories.actions import ActionPageFactory, FundingFactory, IndicatorFactory

RESULTS = """Action;Année;Nombre de personnes;Femmes;Mineurs;En âge scolaire;Élémentaire;Remarque interne
Médiation Nord;2025;60;31;24;20;11;x
Médiation Nord;2024;n.c.;;22;;9;
Médiation Sud;2025;10;12;;;;
Inconnue;2025;5;;;;;
Médiation Nord;1999;5;;;;;
"""
MONEY = """Intitulé de l'action;Exercice;Financeur;Montant prévu;Réalisé
Médiation Nord;2025;DIHAL;45 000,00 €;44 000,50
Médiation Nord;2025;Fondation Abbé X;10 000;12 000
Médiation Nord;2024;Zorglub;5000;
"""


@pytest.fixture
def north(departement, operator):
    return ActionPageFactory(title="Médiation Nord", territory=departement, operator=operator)


@pytest.fixture
def south(departement, operator):
    return ActionPageFactory(title="Médiation Sud", territory=departement, operator=operator)


@pytest.fixture
def send(client, django_capture_on_commit_callbacks):
    """Sends a file, checks the columns as they are proposed with what is `said` beside, and answers what was read."""

    def sent(text, *, user, kind="indicators", name="résultats 2025.csv", **said):
        client.force_login(user)
        content = text if isinstance(text, bytes) else text.encode()
        answer = client.post(reverse("import_results"), {"kind": kind, "file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 302, answer.content.decode()
        form = client.get(answer.url).context["form"]
        data = {field.name: field.value() or "" for field in form if field.name != "confirmed"} | said
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(answer.url, data)
        assert answer.status_code == 302, answer.content.decode()
        return ResultsFile.objects.latest("pk")

    return sent


@pytest.fixture
def write(client, django_capture_on_commit_callbacks):
    def written(file):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("write_results_file", args=[file.key]))
        file.refresh_from_db()
        return file

    return written


def test_columns_are_proposed_from_their_headings(client, people, north, send):
    file = send(RESULTS, user=people.actor)
    assert file.mapping["columns"] == {
        "Action": "action",
        "Année": "year",
        "Nombre de personnes": "people",
        "Femmes": "women",
        "Mineurs": "minors",
        "En âge scolaire": "to_be_schooled",
        "Élémentaire": "enrolled_primary",
    }


def test_a_file_is_read_without_writing_then_written_and_its_refusals_given_back(
    client, people, north, south, send, write
):
    IndicatorFactory(action=north, year=2024, people=50, minors=22, to_be_schooled=None, enrolled_primary=None)
    file = send(RESULTS, user=people.actor)
    assert (file.state, Indicator.objects.count()) == (FileState.READ, 1)
    assert {name: file.report["counts"][name] for name in ("rows", "new", "changed", "refused")} == {
        "rows": 5, "new": 1, "changed": 1, "refused": 3,
    }  # fmt: skip
    shown = client.get(reverse("results_file", args=[file.key])).content.decode()
    assert "« femmes » ne peut dépasser « personnes » (10)." in shown
    assert "aucune action que vous puissiez modifier" in shown
    assert "l’action ne couvre pas l’année 1999" in shown
    file = write(file)
    assert (file.state, file.report["written"]) == (FileState.WRITTEN, 2)
    said = Indicator.objects.order_by("year").values_list(
        "year", "people", "minors", "to_be_schooled", "enrolled_primary"
    )
    # What the file does not know does not erase what is known here.
    assert list(said) == [(2024, 50, 22, None, 9), (2025, 60, 24, 20, 11)]
    given = client.get(reverse("refused_rows", args=[file.key]))
    assert given["Content-Disposition"].endswith(".xlsx")
    header, *rows = load_workbook(BytesIO(b"".join(given.streaming_content))).active.iter_rows(values_only=True)
    assert header[-1] == "motif"
    assert [row[0] for row in rows] == ["Médiation Sud", "Inconnue", "Médiation Nord"]


def test_of_refused_rows_the_last_file_alone_is_kept(people, north, south, send, write):
    file = send(RESULTS, user=people.actor)
    former = file.refused.name
    assert file.refused.storage.exists(former)
    file = write(file)
    assert file.refused.name != former
    assert file.refused.storage.exists(file.refused.name)
    assert not file.refused.storage.exists(former)


def test_the_same_file_again_changes_nothing(people, north, south, send, write):
    write(send(RESULTS, user=people.actor))
    again = send(RESULTS, user=people.actor)
    assert (again.report["counts"]["same"], again.report["lines"]) == (2, [])


def test_a_workbook_of_one_action_needs_no_column_for_it(people, north, send, write):
    book = Workbook()
    for line in (["Bilan de l’association"], ["Année", "Personnes", "Mineurs"], [2024, 40, 12], [2025.0, 44, None]):
        book.active.append(line)
    content = BytesIO()
    book.save(content)
    file = send(content.getvalue(), user=people.actor, name="bilan.xlsx", action=str(north.translation_key))
    write(file)
    assert list(Indicator.objects.order_by("year").values_list("year", "people", "minors")) == [
        (2024, 40, 12),
        (2025, 44, None),
    ]


def test_money_comes_by_source_and_what_exceeds_is_asked_again(people, north, send, write):
    FundingFactory(action=north, year=2025, source=FundingSource.DEDICATED, planned_eur=Decimal(40000))
    file = send(MONEY, user=people.actor, kind="fundings")
    assert file.mapping["sources"] == {"DIHAL": "dedicated", "Fondation Abbé X": "private"}
    assert "Prévu (€)\xa0: séparateur décimal\xa0: virgule" in file.report["told"]
    why = " ".join(one["why"] for one in file.report["refused"])
    assert "La dépense dépasse ce qui était prévu" in why
    assert "cette source n’a pas été reconnue" in why
    said = {"confirmed": "on", "source_2": "other"}
    file = write(send(MONEY, user=people.actor, kind="fundings", **said))
    assert set(Funding.objects.values_list("year", "source", "planned_eur", "spent_eur")) == {
        (2025, "dedicated", Decimal(45000), Decimal("44000.50")),
        (2025, "private", Decimal(10000), Decimal(12000)),
        (2024, "other", Decimal(5000), None),
    }
    assert FundingChange.objects.filter(author=people.actor).count() == 3


def test_nobody_writes_in_the_actions_of_others_nor_reads_their_files(client, people, north, send):
    theirs = ActionPageFactory(title="Médiation Sud", territory=north.territory)
    file = send(RESULTS, user=people.actor)
    assert theirs.title not in str(file.report["lines"])
    client.force_login(people.pilot)
    for name in ("results_file", "refused_rows"):
        assert client.get(reverse(name, args=[file.key])).status_code == 404
    assert client.post(reverse("write_results_file", args=[file.key])).status_code == 404


def test_a_right_lost_since_the_reading_refuses_the_rows(people, north, send, write):
    file = send(RESULTS, user=people.actor)
    north.operator = ActionPageFactory(territory=north.territory).operator
    north.save()
    assert write(file).report["written"] == 0
    assert not Indicator.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("notes.docx", b"rien", "Envoyez un tableur"),
        ("vide.csv", b"Action;Annee\n", "aucune ligne"),
        ("faux.xlsx", b"ceci n'est pas un classeur", "XLSX"),
        ("grand.csv", b"Action;Annee;Personnes\n" + b"A;2025;1\n" * 5001, "plus de 5"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(client, people, name, content, told):
    client.force_login(people.actor)
    answer = client.post(reverse("import_results"), {"kind": "indicators", "file": SimpleUploadedFile(name, content)})
    assert told in answer.content.decode()
    assert not ResultsFile.objects.exists()


def test_a_mapping_that_cannot_do_is_told_field_by_field(client, people, north):
    client.force_login(people.actor)
    file = SimpleUploadedFile("a.csv", b"Titre;Quand;Combien\nM;2025;4\n")
    url = client.post(reverse("import_results"), {"kind": "indicators", "file": file}).url
    shown = client.post(url, {"column_2": "people", "column_1": "people"}).content.decode()
    assert "Une autre colonne est déjà lue ainsi." in shown
    assert "Dites quelle colonne nomme l’action" in shown
    assert "Dites quelle colonne donne l’année" in shown


def test_files_are_forgotten_after_a_month_from_the_disk_too(people, north, send):
    file = send(RESULTS, user=people.actor)
    assert file.file.storage.exists(file.file.name)
    ResultsFile.objects.update(created_at=timezone.now() - timedelta(days=31))
    call_command("forget_results_files")
    assert not ResultsFile.objects.exists()
    assert not file.file.storage.exists(file.file.name)
