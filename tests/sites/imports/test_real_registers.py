"""The real registers, imported: what comes in, a second time, another format, another year."""

import pytest
from django.db.models import Count
from wagtail.models import Page

from registers.imports.opened import Request
from sites.imports.registers import plan_sites
from sites.models import Observation, SitePage

pytestmark = [pytest.mark.django_db, pytest.mark.registers]


def _apply(path, mapping, **asked):
    work = plan_sites(Request(path, mapping, **asked))
    work.apply()
    counts = work.report.counts
    return counts["new"], counts["changed"], counts["same"], counts["refused"]


def _said():
    return list(
        SitePage.objects.order_by("external_id").values_list(
            "external_id", "title", "commune__code", "installed_on", "observations__households", "observations__comment"
        )
    )


def test_three_formats_of_chile_give_the_same_sites(real_registers):
    folder = real_registers / "cl_campamentos"
    assert _apply(folder / "campamentos_chile_2024.csv", "cl_campamentos") == (1431, 0, 0, 1)
    said = _said()
    assert _apply(folder / "campamentos_chile_2024.xlsx", "cl_campamentos") == (0, 0, 1431, 1)
    # Outlines give points, and change nothing else.
    assert _apply(folder / "catastro_campamentos_2024.geojson", "cl_campamentos") == (0, 1430, 1, 1)
    assert _apply(folder / "catastro_campamentos_2024.geojson", "cl_campamentos") == (0, 0, 1431, 1)
    assert _said() == said
    assert SitePage.objects.filter(lon__isnull=False).count() == 1430
    assert not any(Page.find_problems())


def test_argentina_then_three_years_of_tucuman(real_registers):
    country = real_registers / "ar_renabap/20220131_info_publica.csv"
    assert _apply(country, "ar_renabap") == (6467, 0, 0, 0)
    assert _apply(country, "ar_renabap") == (0, 0, 6467, 0)
    folder = real_registers / "ar_renabap_amt"
    # One place of 2018, one of 2022 and one of 2023 are not in the register of the whole country.
    assert _apply(folder / "RENABAP_amt_2018.shp", "ar_renabap_amt") == (1, 143, 0, 0)
    assert _apply(folder / "RENABAP_amt_2022.shp", "ar_renabap_amt") == (0, 170, 0, 0)
    assert _apply(folder / "RENABAP_amt_2023.gpkg", "ar_renabap_amt") == (0, 209, 0, 0)
    assert _apply(folder / "RENABAP_amt_2023.gpkg", "ar_renabap_amt") == (0, 0, 209, 0)
    assert SitePage.objects.count() == 6468
    seen = Observation.objects.values("site").annotate(times=Count("pk"))
    assert {times: seen.filter(times=times).count() for times in (1, 2, 3, 4)} == {1: 6259, 2: 39, 3: 27, 4: 143}
    largest = Page.objects.filter(depth__gt=3).order_by("-numchild").first()
    assert largest.numchild < 2000


def test_durban_and_its_five_repeated_references(real_registers):
    from datetime import date

    path = real_registers / "za_ethekwini/Informal_Settlement_Programme.csv"
    asked = {"edition_on": date(2023, 1, 1)}
    assert _apply(path, "za_ethekwini", **asked) == (561, 0, 0, 5)
    assert _apply(path, "za_ethekwini", **asked) == (0, 0, 561, 5)
