"""The report as a Word document, to be completed and signed: headings, tables with their header rows, pictures with
their alternative."""

from io import BytesIO
from typing import Any

from django.utils.translation import get_language
from docx import Document
from docx.shared import Cm, Pt

from sites.exports.docx import repeat_header
from steering.exports.report.content import Picture, content_of
from steering.exports.report.pdf import picture_png
from steering.rules.reports import Report

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGE_CM = 17.0
MARGIN_CM = 2.0


def report_docx(report: Report) -> bytes:
    content, pictures = content_of(report)
    document = _begun(content)
    for line in (*content["told"], *([content["restricted"]] if content["restricted"] else [])):
        document.add_paragraph(line)
    for section in content["sections"]:
        _add_section(document, section, pictures)
    document.add_heading(content["meanings_title"], level=1)
    for label, counts in content["meanings"]:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label} : ").bold = True
        paragraph.add_run(counts)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _begun(content: dict[str, Any]) -> Any:
    document = Document()
    said = document.core_properties
    said.title, said.author, said.language = f"{content['title']} — {content['subtitle']}", "", get_language() or ""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(MARGIN_CM)
    page.footer.paragraphs[0].text = content["care"]
    document.add_heading(content["subtitle"], level=0)
    document.add_paragraph(f"{content['title']} · {content['platform']}", style="Subtitle")
    return document


def _add_section(document: Any, section: dict[str, Any], pictures: list[Picture]) -> None:
    document.add_heading(section["title"], level=1)
    for text in section["paragraphs"]:
        document.add_paragraph(text)
    if section["figures"]:
        _add_table(document, [[one["label"], one["value"], one["rests"]] for one in section["figures"]])
    for block in section["blocks"]:
        if "picture" in block:
            _add_picture(document, pictures[block["picture"]])
            continue
        table = block["table"]
        document.add_paragraph(table["title"], style="Caption")
        _add_table(document, [table["columns"], *table["rows"]], has_header=True)
    for note in section["notes"]:
        document.add_paragraph(note)


def _add_picture(document: Any, picture: Picture) -> None:
    document.add_paragraph(picture.title, style="Caption")
    document.add_picture(BytesIO(picture_png(picture)), width=Cm(PAGE_CM * picture.width / 100))
    shape = document.inline_shapes[-1]._inline.docPr
    shape.set("descr", picture.alt)
    shape.set("title", picture.title)


def _add_table(document: Any, rows: list[list[str]], *, has_header: bool = False) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9)
                run.bold = has_header and row is rows[0]
    if has_header:
        repeat_header(table.rows[0])
    document.add_paragraph()
