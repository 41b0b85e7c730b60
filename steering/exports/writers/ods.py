"""ODS, row by row: the libraries that write it hold the whole document in memory (docs/decisions/0080).

Every text is a cell of text: what people wrote is never a formula.
"""

import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from cms.rules.cells import printable
from steering.exports.cells import ABOUT, COLUMNS, DATA, shortened
from steering.registry import Content, Value

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = re.compile("^ +|(?<= ) +| +$")
_URN = "urn:oasis:names:tc:opendocument:xmlns"
MANIFEST = (
    f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{_URN}:manifest:1.0" '
    f'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_SPACES = " ".join(
    f'xmlns:{name}="{_URN}:{urn}:1.0"'
    for name, urn in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"), ("config", "config"),
    )
)  # fmt: skip
# day, moment: how dates show; head: the first row; c0 to c2: widths.
STYLES = (
    '<office:automatic-styles><number:date-style style:name="Nd"><number:day number:style="long"/><number:text>/'
    '</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>'
    '</number:date-style><number:date-style style:name="Nm"><number:day number:style="long"/><number:text>/'
    '</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>'
    '<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text>'
    '<number:minutes number:style="long"/></number:date-style>'
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="Nd"/>'
    '<style:style style:name="moment" style:family="table-cell" style:data-style-name="Nm"/>'
    '<style:style style:name="head" style:family="table-cell"><style:text-properties fo:font-weight="bold"/>'
    "</style:style>"
    + "".join(
        f'<style:style style:name="{name}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}cm"/></style:style>'
        for name, width in (("narrow", 3.5), ("wide", 8), ("long", 20))
    )
    + "</office:automatic-styles>"
)
# The first row of the data stays in sight.
SETTINGS = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-settings {_SPACES} '
    'xmlns:ooo="http://openoffice.org/2004/office" office:version="1.2"><office:settings>'
    '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
    '<config:config-item-map-entry><config:config-item-map-named config:name="Tables">'
    f"<config:config-item-map-entry config:name={quoteattr(DATA)}>"
    '<config:config-item config:name="VerticalSplitMode" config:type="short">2</config:config-item>'
    '<config:config-item config:name="VerticalSplitPosition" config:type="int">1</config:config-item>'
    '<config:config-item config:name="PositionBottom" config:type="int">1</config:config-item>'
    "</config:config-item-map-entry></config:config-item-map-named></config:config-item-map-entry>"
    "</config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>"
)


def write_ods(path: Path, content: Content) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        # The format asks for this entry first, and not compressed.
        archive.writestr(zipfile.ZipInfo("mimetype"), MIMETYPE, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("settings.xml", SETTINGS)
        with archive.open("content.xml", "w", force_zip64=True) as file:
            _write(file, f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} ')
            _write(file, f'office:version="1.2">{STYLES}<office:body><office:spreadsheet>')
            rows = (values for values, _point in content.rows)
            _sheet(file, DATA, ["narrow"] * len(content.headings), content.headings, rows)
            meanings = zip(content.headings, content.meanings, strict=True)
            _sheet(file, COLUMNS, ["wide", "long"], [_("Column"), _("What it means")], meanings)
            _sheet(file, ABOUT, ["narrow", "long"], [_("Subject"), _("Detail")], content.about())
            _write(file, "</office:spreadsheet></office:body></office:document-content>")


def _sheet(file: IO[bytes], name: str, widths: list[str], headings: list[str], rows: Iterable[Iterable[Value]]) -> None:
    columns = "".join(f'<table:table-column table:style-name="{width}"/>' for width in widths)
    head = "".join(_text(heading, style="head") for heading in headings)
    _write(file, f"<table:table table:name={quoteattr(name)}>{columns}")
    _write(file, f"<table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>")
    for row in rows:
        _write(file, f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>")
    _write(file, "</table:table>")


def _cell(value: Value) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, datetime):
        said = value.replace(microsecond=0).isoformat()
        return f'<table:table-cell office:value-type="date" office:date-value="{said}" table:style-name="moment"/>'
    if isinstance(value, date):
        said = value.isoformat()
        return f'<table:table-cell office:value-type="date" office:date-value="{said}" table:style-name="day"/>'
    assert isinstance(value, int | float | Decimal)  # noqa: S101 - what else a value is; for the type checker
    return f'<table:table-cell office:value-type="float" office:value="{value}"/>'


def _text(value: str, *, style: str = "") -> str:
    styled = f' table:style-name="{style}"' if style else ""
    lines = shortened(printable(value)).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    said = "".join(f"<text:p>{_spaced(escape(line))}</text:p>" for line in lines)
    return f'<table:table-cell office:value-type="string"{styled}>{said}</table:table-cell>'


def _spaced(line: str) -> str:
    """The format reads several spaces as one, and tabs as spaces, unless they are elements."""
    line = SPACES.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', line)
    return line.replace("\t", "<text:tab/>")


def _write(file: IO[bytes], text: str) -> None:
    file.write(text.encode())
