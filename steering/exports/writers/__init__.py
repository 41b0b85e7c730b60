"""Files, written row by row: none of them holds its rows in memory."""

from steering.enums import ExportFormat
from steering.exports.writers.delimited import write_csv
from steering.exports.writers.geojson import write_geojson
from steering.exports.writers.ods import write_ods
from steering.exports.writers.xlsx import write_xlsx
from steering.registry import Writer

WRITERS: dict[ExportFormat, Writer] = {
    ExportFormat.XLSX: write_xlsx,
    ExportFormat.ODS: write_ods,
    ExportFormat.CSV: write_csv,
    ExportFormat.GEOJSON: write_geojson,
}
