"""The report as a PDF: typst draws the pages, tagged for screen readers (PDF/UA-1)."""

import json
from dataclasses import asdict
from pathlib import Path

import typst

from steering.exports.report.content import Picture, content_of
from steering.rules.reports import Report

CONTENT_TYPE = "application/pdf"
LAYOUT = Path(__file__).with_name("report.typ")
PICTURE = '#set page(width: auto, height: auto, margin: 4pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
PICTURE_PPI = 180


def report_pdf(report: Report) -> bytes:
    """What people wrote goes in as data, and is never read as markup."""
    content, pictures = content_of(report)
    inputs = {"report": json.dumps(content), "pictures": json.dumps([asdict(one) for one in pictures])}
    return bytes(typst.compile(LAYOUT.read_bytes(), sys_inputs=inputs, pdf_standards="ua-1"))


def picture_png(picture: Picture) -> bytes:
    """For files that hold no SVG."""
    drawn = typst.compile(PICTURE.encode(), sys_inputs={"svg": picture.svg}, format="png", ppi=PICTURE_PPI)
    assert isinstance(drawn, bytes)  # noqa: S101 - one page; for the type checker
    return drawn
