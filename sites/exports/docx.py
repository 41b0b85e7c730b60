"""The sheet of a site as a Word document, that any office suite opens: headings, tables with their header rows."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from cms.rules.cells import printable
from sites.exports.parts import Part

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def site_docx(*, name: str, told: Sequence[str], parts: Sequence[Part]) -> bytes:
    """`told`: what stands below the title (who took it, when, for whom it is)."""
    document = Document()
    document.core_properties.title = printable(name)
    # Not the library's: what a file says of its author would follow it everywhere.
    document.core_properties.author = ""
    document.core_properties.language = get_language() or ""
    document.add_heading(printable(name), level=0)
    for line in told:
        document.add_paragraph(printable(line))
    for part in parts:
        _add_part(document, part)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _add_part(document: Any, part: Part) -> None:
    document.add_heading(part.title, level=1)
    if part.is_restricted:
        document.add_paragraph(_("Restricted: do not pass on."))
    if part.facts:
        _add_table(document, (), part.facts)
    if part.rows:
        _add_table(document, part.columns, part.rows)
    for text in part.paragraphs:
        document.add_paragraph(printable(text))
    if part.is_empty and part.empty:
        document.add_paragraph(part.empty)


def _add_table(document: Any, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=0, cols=len(columns) or len(rows[0]), style="Table Grid")
    if columns:
        _add_row(table, columns)
        repeat_header(table.rows[0])
    for row in rows:
        _add_row(table, row)
    document.add_paragraph()


def _add_row(table: Any, texts: Sequence[str]) -> None:
    for cell, text in zip(table.add_row().cells, texts, strict=True):
        cell.text = printable(text)


def repeat_header(row: Any) -> None:
    """The first row is told as a header by screen readers, and comes again on each page."""
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(header)
