"""The RGAA grid, its document and the statement made from it."""

import csv
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from cms.enums import Conformity, Criterion
from cms.queries.accessibility import GRID, TOPICS, Score, grid, score, unmet

ROOT = Path(__file__).resolve().parents[2]
# How many criteria each topic of the RGAA 4.1 has.
SIZES = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)


def test_the_grid_has_the_106_criteria_of_the_standard():
    expected = [f"{topic}.{one}" for topic, size in enumerate(SIZES, 1) for one in range(1, size + 1)]
    assert [line.number for line in grid()] == expected
    assert len(expected) == 106
    assert len(TOPICS) == len(SIZES)
    with GRID.open(encoding="utf-8", newline="") as file:
        assert {len(row) for row in csv.reader(file, delimiter=";")} == {5}


def test_every_proof_is_a_test_that_exists_or_a_word_that_is_explained():
    for line in grid():
        for proof in line.proof:
            path, _colons, name = proof.partition("::")
            assert proof in ("axe", "relecture") or (ROOT / path).is_file(), (line.number, proof)
            assert not name or f"def {name}(" in (ROOT / path).read_text(), (line.number, proof)


def test_axe_is_a_proof_of_what_it_looks_at_only():
    rules = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not rules.exists():
        pytest.skip("the browser's files are not there (make front)")
    known = set(re.findall(r"RGAA-(\d+\.\d+)", rules.read_text()))
    assert {line.number for line in grid() if "axe" in line.proof} <= known


def test_what_is_not_met_says_why():
    assert [line.number for line in unmet() if not line.note] == []


def test_the_rate_counts_what_was_not_checked_as_not_met():
    applicable = [line for line in grid() if line.status != Criterion.NOT_APPLICABLE]
    assert score() == Score(met=len(applicable) - len(unmet()), applicable=len(applicable))
    rates = [Score(met=met, applicable=3) for met in (1, 2, 3)]
    assert [(one.percent, one.conformity) for one in rates] == [
        (33, Conformity.NONE), (66, Conformity.PARTIAL), (100, Conformity.TOTAL),
    ]  # fmt: skip


def test_the_document_is_the_grid():
    said = StringIO()
    call_command("rgaa", stdout=said)
    assert (ROOT / "docs" / "rgaa.md").read_text() == said.getvalue()


def test_the_statement_says_the_rate_what_is_not_met_whom_to_tell_and_what_else_to_do(client, db, settings):
    shown = client.get("/accessibilite/").content.decode()
    assert f"{score().percent} % des critères sont respectés" in shown
    assert all(line.subject in shown for line in unmet())
    assert "est partiellement conforme avec le référentiel" in shown
    assert "Défenseur des droits" in shown
    settings.ACCESSIBILITY_CONTACT = "accessibilite@example.org"
    assert "mailto:accessibilite@example.org" in client.get("/accessibilite/").content.decode()
