"""Dashboards cost the same questions whatever the field holds, and their time grows far slower than it.

STEERING_SITES=30000 (with ten observations each) is the figure to see; the default is small. What is timed is told.
"""

import os
import sys
from statistics import median
from time import perf_counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actors.enums import Role
from steering.services import take_snapshots
from tests.factories import ScopeFactory
from tests.steering.field import make_field, make_places

MANY = int(os.environ.get("STEERING_SITES", "90"))
FEW = 300 if MANY > 3000 else 30
ROUNDS = 5 if MANY > 3000 else 1


@pytest.mark.django_db
def test_a_dashboard_asks_as_much_of_a_hundred_times_more_sites(client, capsys):
    places = make_places(communes=min(max(MANY // 20, 12), 1500))
    client.force_login(ScopeFactory(role=Role.NATIONAL, territory=places.nation).user)
    pilot = ScopeFactory(territory=places.departements[0]).user
    measured = {}
    for size in (FEW, MANY - FEW):
        started = perf_counter()
        make_field(places, sites=size, seed=size)
        made = perf_counter()
        run = take_snapshots()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        told = {"made": made - started, "counted": perf_counter() - made, "rows": run.rows}
        for name, url in addresses(places).items():
            told[name] = measure(client, url)
        client.force_login(pilot)
        told["pilot"] = measure(client, reverse("board", args=[places.departements[0].key]))
        client.force_login(places.nation.scopes.get().user)
        measured[size] = told
    few, many = measured.values()
    with capsys.disabled():
        ratios = {name: round(many[name][1] / few[name][1], 1) for name in [*addresses(places), "pilot"]}
        sys.stdout.write(f"\n{FEW} sites: {few}\n{MANY} sites: {many}\ntimes of one against the other: {ratios}\n")
    for name in [*addresses(places), "pilot"]:
        assert many[name][0] == few[name][0] > 8, name


def addresses(places) -> dict[str, str]:
    return {
        "nation": reverse("board", args=[places.nation.key]) + "?niveau=departement",
        "departement": reverse("board", args=[places.departements[0].key]),
        "list": reverse("board_list", args=[places.nation.key, "people"]),
        "past": reverse("board", args=[places.nation.key]) + "?du=2022-01-01&au=2023-12-31",
    }


def measure(client, url: str) -> tuple[int, float]:
    """How many questions, and the median of some rounds in milliseconds."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
        asked = len(queries)
    times = []
    for _round in range(ROUNDS):
        started = perf_counter()
        client.get(url)
        times.append(1000 * (perf_counter() - started))
    return asked, round(median(times), 1)
