"""docs/asvs.csv: requirements of OWASP ASVS 5.0, levels 1 and 2, with what holds each; the tests named are there."""

import csv
import re

from tests.architecture.test_house import ROOT

GRID = ROOT / "docs" / "asvs.csv"
STATUSES = {"met", "partly", "not met", "deployer", "none here"}
# Levels 1 and 2 of version 5.0.0.
REQUIREMENTS = 253


def rows():
    with GRID.open(newline="") as file:
        return list(csv.DictReader(file))


def test_every_requirement_is_there_once_with_words_and_a_status():
    told = rows()
    numbers = [row["requirement"] for row in told]
    assert len(numbers) == len(set(numbers)) == REQUIREMENTS
    assert {row["status"] for row in told} == STATUSES
    assert {row["level"] for row in told} == {"1", "2"}
    assert [row["requirement"] for row in told if not (row["in our words"] and row["held by"])] == []


def test_what_is_met_by_code_has_a_test_that_exists():
    missing = []
    for row in rows():
        path, _colons, name = row["test"].partition("::")
        if not path:
            continue
        file = ROOT / "tests" / path
        if not file.exists() or (name and not re.search(rf"def {name}\(", file.read_text())):
            missing.append((row["requirement"], row["test"]))
    assert missing == []


def test_files_that_hold_something_exist():
    named = {
        one for row in rows() for one in re.findall(r"[\w/]+\.(?:py|md|conf|js|html)\b", row["held by"]) if "/" in one
    }
    assert {one for one in named if not (ROOT / one).exists()} == set()


def test_the_document_tells_the_same_count():
    told = (ROOT / "docs" / "security.md").read_text()
    for status in STATUSES:
        first, second = (sum((row["status"], row["level"]) == (status, level) for row in rows()) for level in "12")
        assert re.search(rf"^\| {status} \(.*\) \| {first} \| {second} \|$", told, re.MULTILINE), status
