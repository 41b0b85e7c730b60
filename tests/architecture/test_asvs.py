"""docs/asvs.csv: requirements of OWASP ASVS 5.0, levels 1 and 2, with what holds each; the tests named are there."""

import csv
import re

from cms.enums import FileKind
from cms.validators import MAX_BYTES, MAX_FILM_BYTES
from tests.architecture.test_house import ROOT

GRID = ROOT / "docs" / "asvs.csv"
STATUSES = {"met", "partly", "not met", "deployer", "none here"}
# What the standard asks to be written down, and no more: where it is, by words of it.
WRITTEN = {
    "5.1.1": ("docs/security.md", "Pictures JPEG, PNG, WebP of 20 MB and 60 million pixels at most"),
    "7.1.1": ("docs/security.md", "`SESSION_IDLE_HOURS`"),
    "7.1.2": ("docs/security.md", "in as many browsers as its owner likes"),
    "7.1.3": ("docs/decisions/0014-provider-of-identity.md", "session"),
    "11.1.1": ("docs/security.md", "| Key | Made by | Kept | Changed | Ended |"),
    "14.1.2": ("docs/privacy.md", "audience"),
    "15.1.1": ("docs/security.md", "is mended within two days"),
    "15.1.3": ("docs/decisions/0080-exports.md", "worker"),
    "16.1.1": ("docs/security.md", "| Log | Says | Goes to | Kept |"),
}
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


def test_what_is_only_asked_to_be_written_is_written():
    mine = "architecture/test_asvs.py::test_what_is_only_asked_to_be_written_is_written"
    assert {row["requirement"] for row in rows() if row["test"] == mine} == set(WRITTEN)
    assert {number for number, (file, words) in WRITTEN.items() if words not in (ROOT / file).read_text()} == set()


def test_the_sizes_that_are_told_are_those_that_are_held(settings):
    told = " ".join((ROOT / "docs" / "security.md").read_text().split())
    megabyte = 1024 * 1024
    images, pdf, office = (MAX_BYTES[kind] // megabyte for kind in (FileKind.IMAGE, FileKind.PDF, FileKind.OFFICE))
    for words in (
        f"WebP of {images} MB",
        f"PDF of {pdf} MB",
        f"office files of {office} MB",
        f"films of {MAX_FILM_BYTES // megabyte} MB",
        f"{settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,} at most",
        f"{settings.MAX_BODY_BYTES // megabyte} MB for all",
    ):
        assert words in told, words


def test_nothing_is_said_to_be_met_without_a_test():
    assert [row["requirement"] for row in rows() if row["status"] == "met" and not row["test"]] == []
