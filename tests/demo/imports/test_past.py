"""What the demonstration was before today: the public curve has months, and what people did has dates."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from catalog.models import AreaTotals
from demo.imports.past import MONTHS, date_what_was_done, publish_past_months
from sites.models import Observation
from steering.models import OpenMonth
from tests.factories.sites import ClosureFactory, ObservationFactory, SitePageFactory

pytestmark = pytest.mark.django_db


def test_past_months_are_told_by_the_rule_of_areas():
    today = timezone.localdate()
    first = SitePageFactory(register="demo")
    sites = [first, *(SitePageFactory(register="demo", commune=first.commune) for _ in range(2))]
    for site in sites:
        ObservationFactory(site=site, observed_on=today - timedelta(days=400), people=40)
        ObservationFactory(site=site, observed_on=today - timedelta(days=200), people=20)
    ClosureFactory(site=first, closed_on=today - timedelta(days=70))
    publish_past_months()
    told = {month.month: [row for row in month.rows if row["zones"]] for month in OpenMonth.objects.all()}
    assert len(told) == MONTHS == AreaTotals.objects.count()
    # Nobody knew of them; three of forty people; three of twenty; two, whom no area may tell of.
    assert [_people(told, today, days=days) for days in (500, 300, 100, 1)] == [[], [120], [60], []]


def test_what_people_did_is_dated_before_now():
    seen = ObservationFactory(
        site=SitePageFactory(register="demo"), observed_on=timezone.localdate() - timedelta(days=9)
    )
    date_what_was_done()
    evening = timezone.localtime(Observation.objects.get(pk=seen.pk).recorded_at)
    assert evening.date() == seen.observed_on


def _people(told: dict[date, list], today: date, *, days: int) -> list[int]:
    """What the latest month said that many days ago."""
    day = today - timedelta(days=days)
    return [row["personnes"] for row in told[max(month for month in told if month <= day)]]
