import pytest
from django.core.management import call_command
from wagtail.models import Page

from knowledge.imports.prose import to_rich_text, to_steps
from knowledge.imports.registers import plan_practices
from knowledge.models import PracticePage
from registers.imports.opened import Request
from tests.registers.imports.conftest import real_registers

__all__ = ["real_registers"]

MAPPING = """
[register]
name = "sheets"
noun = "practice"

[file]
ignore = ["file", "body"]

[identity]
column = "file"

[fields]
title = "title"
summary = { column = "intro", shorten = true }
problem = "Le problème"
steps = { join = ["Comment*"], between = "\\n\\n" }
context = { rest = true }
licence = { constant = "CC BY" }
"""
SHEET = """# Amener l'eau
Une rampe de **robinets**.

## Le problème
Pas d'eau à moins de 500 m.

## Comment : préparer
- repérer la conduite
- signer

## Comment : poser
Une journée.

## Coût
3 000 euros.
"""


class Sheets:
    def __init__(self, folder):
        self.folder = folder / "sheets"
        self.folder.mkdir()
        self.mapping = folder / "sheets.toml"
        self.mapping.write_text(MAPPING)
        self.write(SHEET)

    def write(self, text, name="eau"):
        (self.folder / f"{name}.md").write_text(text)

    @property
    def request(self):
        return Request(self.folder, str(self.mapping))

    def apply(self):
        work = plan_practices(self.request)
        work.apply()
        return {name: count for name, count in work.report.counts.items() if count}


@pytest.fixture
def sheets(tmp_path, db):
    return Sheets(tmp_path)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("", ""),
        ("un\n\ndeux", "<p>un</p><p>deux</p>"),
        ("**gras** et *italique*", "<p><b>gras</b> et <i>italique</i></p>"),
        ("Il faut :\n- a\n- b", "<p>Il faut :</p><ul><li>a</li><li>b</li></ul>"),
        ("# Titre\ntexte", "<h3>Titre</h3><p>texte</p>"),
        ("![image](http://example.org/a.png)texte", "<p>texte</p>"),
        ("[lien](https://example.org)", '<p><a href="https://example.org">lien</a></p>'),
        ("<https://example.org>", '<p><a href="https://example.org">https://example.org</a></p>'),
        ('<a id="note">texte<script>alert(1)</script>', "<p>textealert(1)</p>"),
        ("3 < 4", "<p>3 &lt; 4</p>"),
    ],
)
def test_markdown_becomes_what_an_editor_could_have_typed(markdown, expected):
    assert to_rich_text(markdown) == expected


def test_link_that_runs_code_is_taken_out():
    assert "javascript" not in to_rich_text("[lien](javascript:alert(1))")


def test_text_without_sections_is_one_step():
    assert to_steps("faire", title="Étapes", longest=10) == [("Étapes", "<p>faire</p>")]
    assert to_steps("", title="Étapes", longest=10) == []


def test_sheet_becomes_a_draft_with_its_steps(sheets):
    assert sheets.apply() == {"rows": 1, "new": 1}
    practice = PracticePage.objects.get()
    assert (practice.title, practice.summary, practice.licence) == ("Amener l'eau", "Une rampe de robinets.", "CC BY")
    assert not practice.live
    assert practice.problem == "<p>Pas d'eau à moins de 500 m.</p>"
    assert [block.value["title"] for block in practice.steps] == ["Comment : préparer", "Comment : poser"]
    assert practice.steps[0].value["text"].source == "<ul><li>repérer la conduite</li><li>signer</li></ul>"
    assert practice.context == "<h3>Coût</h3><p>3 000 euros.</p>"
    version = practice.get_latest_revision_as_object()
    assert [block.value["title"] for block in version.steps] == ["Comment : préparer", "Comment : poser"]
    assert not any(Page.find_problems())


def test_second_run_changes_nothing_and_a_correction_changes_the_draft(sheets):
    sheets.apply()
    assert sheets.apply() == {"rows": 1, "same": 1}
    sheets.write(SHEET.replace("Une journée", "Deux journées"))
    assert sheets.apply() == {"rows": 1, "changed": 1}
    practice = PracticePage.objects.get()
    assert practice.steps[1].value["text"].source == "<p>Deux journées.</p>"
    assert practice.revisions.count() == 2
    assert not practice.live


def test_practice_that_an_editor_touched_is_left_alone(sheets):
    sheets.apply()
    practice = PracticePage.objects.get()
    practice.title = "Titre de la rédaction"
    practice.themes = ["water_hygiene"]
    practice.save_revision(log_action=True).publish()
    sheets.write(SHEET.replace("Une journée", "Deux journées"))
    work = plan_practices(sheets.request)
    work.apply()
    assert work.report.counts["same"] == 1
    assert work.report.notes.total() == 1
    assert PracticePage.objects.get().title == "Titre de la rédaction"


def test_command_imports_when_asked(sheets, capsys):
    call_command("import_practices", sheets.folder, mapping=str(sheets.mapping))
    assert not PracticePage.objects.exists()
    call_command("import_practices", sheets.folder, mapping=str(sheets.mapping), apply=True)
    assert PracticePage.objects.count() == 1
    assert "nouvelles" in capsys.readouterr().out


@pytest.mark.registers
@pytest.mark.parametrize(("folder", "count"), [("fr_eig_defis", 71), ("fr_multibao_libre", 25)])
def test_real_sheets_imported_twice(real_registers, db, folder, count):
    for expected in ((count, 0, 0), (0, count, 0)):
        work = plan_practices(Request(real_registers / folder, folder))
        work.apply()
        counts = work.report.counts
        assert (counts["new"], counts["same"], counts["refused"]) == expected
    assert all(practice.licence for practice in PracticePage.objects.order_by("pk"))
