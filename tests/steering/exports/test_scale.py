"""A hundred thousand rows weigh no more than a thousand.

EXPORT_ROWS=100000 pytest tests/steering/exports/test_scale.py says how long each format takes, and how much memory it
adds to the process at its highest.
"""

import ctypes
import gc
import os
import time
from datetime import date
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import connection

from catalog.services import publish_pages
from cms.services import add_pages, ensure_territory_page
from sites.models import Observation, SitePage
from steering.enums import Dataset, ExportFormat
from steering.models import Export
from steering.registry import tables
from steering.services import exports as services
from steering.services.exports import Wanted, ask_export
from tests.factories.territories import CommuneFactory
from tests.sites.conftest import People

ROWS = int(os.environ.get("EXPORT_ROWS", "1500"))
A_SITE = 50
# What making a file may add to the process, whatever the number of its rows (MB).
MOST_MB = 64
STATUS = Path("/proc/self/status")


@pytest.fixture
def many(db):
    """As many observations as rows are wanted, by sites of fifty."""
    commune = CommuneFactory()
    parent = ensure_territory_page(commune)
    for begin in range(0, ROWS // A_SITE, 2_000):
        numbers = range(begin, min(begin + 2_000, ROWS // A_SITE))
        sites = [SitePage(title=f"Site {number}", commune=commune, lon=2.4, lat=48.9) for number in numbers]
        add_pages([(parent, sites)], action="sites.import")
        Observation.objects.bulk_create(
            Observation(site=site, observed_on=date(2020, 1, 1), people=30, comment="x" * 60) for site in sites
        )
        publish_pages(sites)
    names = [field.column for field in Observation._meta.concrete_fields if not field.primary_key]
    values = ["observed_on + 30 * later" if name == "observed_on" else name for name in names]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO sites_observation ({', '.join(names)}) SELECT {', '.join(values)} "
            f"FROM sites_observation, generate_series(1, {A_SITE - 1}) later"
        )
        cursor.execute("ANALYZE wagtailcore_page, sites_sitepage, sites_observation, catalog_entry")
    return People(commune.parent)


def _megabytes(name: str) -> float:
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024


@pytest.mark.skipif(not STATUS.exists(), reason="reads the memory of the process as Linux tells it")
def test_memory_does_not_follow_the_number_of_rows(many, monkeypatch, settings, tmp_path, capsys):
    private = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"private": private}
    monkeypatch.setattr(Export._meta.get_field("file"), "storage", storages["private"])
    monkeypatch.setattr(services, "AT_ONCE", 10 * ROWS)
    columns = [column.code for column in tables[Dataset.OBSERVATIONS].columns_for(many.pilot)]
    for form in ExportFormat:
        with capsys.disabled():
            print(f"\n{form}: {_weighed(many.pilot, form, columns)}")  # noqa: T201


def _weighed(user, form, columns) -> str:
    """Memory that was used before and is free is given back first: what the file takes is seen whole."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5")
    before, began, cpu = _megabytes("VmRSS"), time.perf_counter(), time.process_time()
    export = ask_export(user=user, wanted=Wanted(Dataset.OBSERVATIONS, form, columns))
    highest = _megabytes("VmHWM")
    added, took, cpu = highest - before, time.perf_counter() - began, time.process_time() - cpu
    assert (export.state, export.rows_done) == ("ready", ROWS)
    assert len(export.page_ids) == ROWS // A_SITE
    assert added < MOST_MB
    said = f"{ROWS} rows x {len(columns)} columns, {took:.1f} s ({cpu:.1f} s of processor)"
    return f"{said}, {export.size / 2**20:.1f} MB on the disk, {added:.0f} MB of memory added, {highest:.0f} in all"
