"""What came of closures and reports, as the demonstration tells it: the same whenever it is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from demo.imports.closures import seed_closures
from demo.imports.reports import seed_reports
from sites.enums import ReportState, YesNo
from sites.models import FollowUp, PlaceReport, Resettlement
from tests.factories import CommuneFactory, UserFactory
from tests.factories.sites import ClosureFactory, SitePageFactory

pytestmark = pytest.mark.django_db


def closed(number, *, days_ago):
    site = SitePageFactory(register="demo", external_id=f"demo-{number}")
    closure = ClosureFactory(site=site, closed_on=timezone.localdate() - timedelta(days=days_ago))
    closure.destinations.create(destination="housing", people=12)
    closure.destinations.create(destination="none", people=20)
    return site


def test_closures_say_where_people_settled_and_what_they_have_become():
    lately, long_ago = closed(1, days_ago=40), closed(2, days_ago=1000)
    a_year_ago = [closed(3 + number, days_ago=400) for number in range(6)]
    Resettlement.objects.create(origin=a_year_ago[0], destination=lately)
    seed_closures()
    told = list(FollowUp.objects.order_by("pk").values_list("closure", "answered_on", "still_there"))
    seed_closures()
    assert list(FollowUp.objects.order_by("pk").values_list("closure", "answered_on", "still_there")) == told
    assert {closure for closure, _on, _still in told} == {site.closure.pk for site in a_year_ago}
    assert not hasattr(long_ago.closure, "follow_up")
    for _closure, answered_on, still in told:
        assert bool(answered_on) is bool(still)
        assert all(count is None or count <= {"housing": 12, "none": 20}[name] for name, count in still.items())
    link = Resettlement.objects.get()
    assert link.people is None or 2 <= link.people <= 12
    a_year_ago[0].closure.refresh_from_db()
    assert a_year_ago[0].closure.resettled_known == YesNo.YES


def test_some_places_are_reported_in_each_state_that_a_reporter_meets():
    for email in ("prefecture@demo.example", "redaction@demo.example"):
        UserFactory(email=email)
    CommuneFactory(parent__code="93")
    seed_reports()
    seed_reports()
    states = list(PlaceReport.objects.order_by("pk").values_list("state", flat=True))
    assert states == [ReportState.WAITING, ReportState.WAITING, ReportState.KNOWN, ReportState.DROPPED]
