"""Small registers made for a test."""

from pathlib import Path

from registers.imports.interpretation import read_outcomes
from registers.imports.loading import load_mapping
from registers.imports.readers import open_table
from registers.imports.reading import Binding
from registers.imports.records import Outcome
from registers.imports.schema import Schema, choice, day, number, prose, text, whole

SCHEMA: Schema = {
    "name": text(40, required=True),
    "comment": prose(200),
    "households": whole(200_000),
    "lon": number(-180, 180),
    "lat": number(-90, 90),
    "installed_on": day(may_be_vague=True),
    "observed_on": day(),
    "water_access": choice(["network_tap", "tank", "none", "unknown"]),
}
HEAD = '[register]\nnoun = "site"\n[identity]\ncolumn = "ref"\n'


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def mapping_of(folder: Path, fields: str, head: str = HEAD):
    path = write(folder, "mapping.toml", f"{head}\n[fields]\n{fields}\n")
    return load_mapping(str(path), SCHEMA, noun="site")


def bind(folder: Path, rows: str, fields: str, head: str = HEAD) -> Binding:
    mapping = mapping_of(folder, fields, head)
    return Binding(open_table(write(folder, "rows.csv", rows)), mapping, SCHEMA)


def outcomes(folder: Path, rows: str, fields: str, head: str = HEAD) -> list[Outcome]:
    return list(read_outcomes(bind(folder, rows, fields, head)))
