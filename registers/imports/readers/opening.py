"""From a file to its table: the format is told by the end of its name, and by what it is."""

from pathlib import Path

from django.utils.translation import gettext as _

from registers.imports.archives import MOST_READ
from registers.imports.errors import RegisterError
from registers.imports.readers.delimited import read_delimited
from registers.imports.readers.geojson import read_geojson
from registers.imports.readers.geopackage import read_geopackage
from registers.imports.readers.markdown import read_markdown
from registers.imports.readers.shapefiles import read_shapefile
from registers.imports.readers.workbook import read_workbook
from registers.imports.table import Table

FORMATS = "CSV, XLSX, GeoJSON, Shapefile, GeoPackage, Markdown"


def open_table(path: Path, *, encoding: str = "", separator: str = "", sheet: str = "", most: int = MOST_READ) -> Table:
    """What is given is believed; what is not is guessed. `most`: bytes that an archive may weigh once opened."""
    if not path.exists():
        raise RegisterError(_("No such file: %(path)s.") % {"path": path})
    suffix = path.suffix.casefold()
    if path.is_dir() or suffix == ".md":
        return read_markdown(path)
    match suffix:
        case ".csv" | ".tsv" | ".txt":
            return read_delimited(path, encoding=encoding, separator=separator)
        case ".xlsx" | ".xlsm":
            return read_workbook(path, sheet=sheet, most=most)
        case ".geojson" | ".json":
            return read_geojson(path)
        case ".shp" | ".zip":
            return read_shapefile(path, encoding=encoding)
        case ".gpkg":
            return read_geopackage(path, sheet=sheet)
    raise RegisterError(
        _("Unknown format: %(suffix)s. Known: %(formats)s.") % {"suffix": suffix or path.name, "formats": FORMATS}
    )
