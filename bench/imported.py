"""A register of sites imported, beside `bulk_create` of the very rows that it wrote; then exported.

Within one transaction, which is rolled back: the next run finds the same database.
"""

import json
import random
import subprocess
import tempfile
import venv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Max

from bench.programs import compared
from bench.published import World
from bench.spent import spent, weighed

ROWS = 2_000
# Of each site, once imported: what an export tells.
OBSERVATIONS = 10
COLUMNS = ("ref", "name", "country", "code", "lon", "lat", "households", "people", "women", "water", "comment")
MAPPING = """
[register]
name = "bench"
noun = "site"

[identity]
column = "ref"

[fields]
name = "name"
country = "country"
commune_code = "code"
lon = "lon"
lat = "lat"
households = "households"
people = "people"
women = "women"
water_access = "water"
comment = "comment"
"""
MOST_MB = 64


def importing_and_exporting(world: World) -> Iterator[dict[str, Any]]:
    with transaction.atomic():
        yield _import(world)
        yield from _export(world)
        transaction.set_rollback(True)


def _import(world: World) -> dict[str, Any]:
    from registers.imports.opened import Request
    from sites.imports.registers import plan_sites

    with tempfile.TemporaryDirectory() as folder:
        mapping, path = Path(folder, "bench.toml"), Path(folder, "bench.csv")
        mapping.write_text(MAPPING)
        path.write_text("\n".join(";".join(map(str, row)) for row in _register()))
        before = _last_rows()

        def work() -> Any:
            planned = plan_sites(Request(path, str(mapping), edition_on=date(2025, 1, 1)))
            planned.apply(user=world.user)
            return planned.report

        importing, report = spent(work)
    if report.new != ROWS:
        raise SystemExit(f"{report.new} of {ROWS} rows were taken: {[one.reasons for one in report.refused[:1]]}")
    written = _written(before)
    creating, _none = spent(lambda: _create_in_bulk(written))
    rows = sum(len(found) for _model, _fields, found in written)
    told = ", ".join(f"{model._meta.db_table} {len(found)}" for model, _fields, found in written)
    return compared(
        f"import of {ROWS} rows",
        f"bulk_create of {rows}",
        (importing.cpu_ms, creating.cpu_ms),
        limit=10,
        target=1,
        told=f"{ROWS / importing.cpu_ms * 1000:.0f} rows a second of CPU; {told}",
    )


def _register() -> Iterator[tuple[object, ...]]:
    from territories.models import Territory

    chance = random.Random(5)
    communes = Territory.objects.filter(country="FR", kind="COM", successor=None).order_by("code")[:400]
    yield COLUMNS
    for number in range(ROWS):
        place = chance.choice(communes)
        counts = (chance.randint(5, 40), chance.randint(40, 200), chance.randint(1, 39))
        yield (
            *(f"R{number}", f"Site importé {number}", "FR", place.code, place.lon, place.lat),
            *(*counts, chance.choice(["network_tap", "tank", "none"]), "x" * 60),
        )


Written = tuple[type[models.Model], list[models.Field], list[tuple[Any, ...]]]


def _last_rows() -> dict[type[models.Model], int]:
    found = {model: model._base_manager.aggregate(last=Max("pk"))["last"] for model in _numbered()}
    return {model: last or 0 for model, last in found.items()}


def _numbered() -> list[type[models.Model]]:
    """What has a table and whose rows are numbered."""
    every = [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]
    whole = (models.AutoField, models.IntegerField, models.OneToOneField)
    return [model for model in every if model._meta.managed and isinstance(model._meta.pk, whole)]


def _written(before: dict[type[models.Model], int]) -> list[Written]:
    """All the rows that are there and were not, of whatever table."""
    found = []
    for model, last in before.items():
        if model._meta.pk.is_relation and not model._meta.parents:
            continue
        fields = model._meta.local_concrete_fields
        rows = list(model._base_manager.filter(pk__gt=last).order_by("pk").values_list(*(f.attname for f in fields)))
        if rows:
            found.append((model, fields, rows))
    return found


def _create_in_bulk(written: list[Written]) -> None:
    """In tables of the same columns, constraints and indexes, which are empty: the same rows cannot stand twice."""
    with transaction.atomic():
        for model, fields, rows in written:
            plain = _plain(model, fields)
            plain._default_manager.bulk_create(
                [plain(**dict(zip((field.attname for field in fields), row, strict=True))) for row in rows],
                batch_size=1_000,
            )


def _plain(model: type[models.Model], fields: list[models.Field]) -> type[models.Model]:
    """A model of one table alone: of a page, Django refuses to create the parts in bulk."""
    table = f"bench_{model._meta.db_table}"[:60]
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE TABLE "{table}" (LIKE "{model._meta.db_table}" INCLUDING ALL)')
    columns = {field.attname: _column(field) for field in fields}
    meta = type("Meta", (), {"managed": False, "db_table": table, "app_label": "bench"})
    return type(f"Plain{model.__name__}", (models.Model,), {**columns, "__module__": __name__, "Meta": meta})


def _column(field: models.Field) -> models.Field:
    told: dict[str, Any] = {"db_column": field.column, "primary_key": field.primary_key, "null": field.null}
    if isinstance(field, models.ForeignKey):
        return models.BigIntegerField(**told)
    copied = field.clone()
    copied.db_column, copied.primary_key = field.column, field.primary_key
    return copied


def _export(world: World) -> Iterator[dict[str, Any]]:
    """As the worker makes it, rights and readings of it included; beside raw XlsxWriter writing the very same cells."""
    from steering.enums import Dataset, ExportFormat
    from steering.models import Export
    from steering.registry import tables
    from steering.services import exports
    from steering.services.exports import Wanted

    _observe_again()
    columns = [column.code for column in tables[Dataset.OBSERVATIONS].columns_for(world.user)]
    exports.AT_ONCE = 10**9
    exporting, export = weighed(
        lambda: exports.ask_export(user=world.user, wanted=Wanted(Dataset.OBSERVATIONS, ExportFormat.XLSX, columns))
    )
    count = Export.objects.get(pk=export.pk).rows_done
    if count < ROWS * OBSERVATIONS:
        raise SystemExit(f"{count} rows of {ROWS * OBSERVATIONS} were exported")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "export.xlsx")
        with export.file.open() as made:
            path.write_bytes(made.read())
        export.file.delete(save=False)
        raw_ms = _raw(path)
    size = f"{count} rows of {len(columns)} columns"
    yield compared(f"XLSX, {size}", "XlsxWriter, constant_memory", (exporting.cpu_ms, raw_ms), limit=3, target=0.5)
    yield compared("the same, memory in MB", f"{MOST_MB} MB", (exporting.grown_mb, MOST_MB), limit=1, target=0.5)


def _observe_again() -> None:
    """Nine observations more of each site, a month apart."""
    from sites.models import Observation

    names = [field.column for field in Observation._meta.concrete_fields if not field.primary_key]
    values = {"observed_on": "observed_on - 30 * earlier", "key": "gen_random_uuid()"}
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO sites_observation ({', '.join(names)}) SELECT {', '.join(values.get(n, n) for n in names)} "  # noqa: S608
            f"FROM sites_observation, generate_series(1, {OBSERVATIONS - 1}) earlier WHERE register_edition <> ''"
        )
        cursor.execute("ANALYZE sites_observation")


def _raw(path: Path) -> float:
    """CPU of a program of its own, writing alone: the cells are read before it begins to count."""
    script = Path(__file__).with_name("raw_xlsx.py")
    with tempfile.NamedTemporaryFile("w+") as cells:
        _read_cells(path, cells)
        done = subprocess.run(  # noqa: S603
            [str(_installed()), str(script), cells.name], capture_output=True, text=True, check=True
        )
    return float(done.stdout)


def _installed() -> Path:
    """The Python that has XlsxWriter, in a folder of its own made the first time: nothing of it is in our own locks."""
    from config.env import BASE_DIR, VAR_DIR

    folder = VAR_DIR / "bench" / "xlsxwriter"
    if not list(folder.glob("lib/python*/site-packages/xlsxwriter")):
        venv.create(folder, with_pip=True, clear=True)
        lock = str(BASE_DIR / "bench" / "xlsxwriter.lock")
        command = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock]
        subprocess.run(command, check=True)  # noqa: S603
    return folder / "bin" / "python"


def _read_cells(path: Path, into: Any) -> None:
    import openpyxl

    for sheet in openpyxl.load_workbook(path, read_only=True):
        rows = [[one.isoformat() if isinstance(one, date) else one for one in row] for row in sheet.values]
        into.write(json.dumps({"title": sheet.title, "rows": rows}) + "\n")
    into.flush()
