from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import PageLogEntry

from catalog.enums import Audience
from catalog.models import Entry
from catalog.services import publish_page
from sites.enums import ClosureReason, SiteStatus, YesNo
from sites.models import Closure, Resettlement
from sites.services import ClosureFacts, close_site, reopen_site
from tests.factories.sites import ObservationFactory, SitePageFactory

TODAY = timezone.localdate()


def facts(**kwargs):
    return ClosureFacts(**{"closed_on": TODAY, "reason": ClosureReason.COURT_DECISION} | kwargs)


def test_a_site_two_thirds_housed_is_resorbed(site, people):
    publish_page(site)
    ObservationFactory(site=site, people=30)
    closure = close_site(user=people.pilot, site=site, facts=facts(people={"housing": 20, "none": 10}))
    site.refresh_from_db()
    assert (closure.is_resorbed, site.status, site.live) == (True, SiteStatus.RESORBED, True)
    assert "status:resorbed" in Entry.objects.get(audience=Audience.MEMBER, page_id=site.pk).tags


def test_a_site_less_housed_is_closed(site, people):
    ObservationFactory(site=site, people=30)
    close_site(user=people.pilot, site=site, facts=facts(people={"housing": 19, "none": 11}))
    site.refresh_from_db()
    assert site.status == SiteStatus.CLOSED


def test_people_by_destination_are_kept_and_unknown_is_not_zero(site, people):
    closure = close_site(
        user=people.pilot,
        site=site,
        facts=facts(people={"housing": 0, "unknown": None, "none": 4}, households={"none": 1, "unknown": None}),
    )
    rows = closure.destinations.order_by("destination").values_list("destination", "people", "households")
    assert list(rows) == [("housing", 0, None), ("none", 4, 1)]


@pytest.mark.parametrize("role", ["actor", "trusted", "partner", "observer", "stranger", "editor"])
def test_only_a_pilot_closes(site, people, role):
    with pytest.raises(PermissionDenied):
        close_site(user=getattr(people, role), site=site, facts=facts())


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"closed_on": date(2099, 1, 1)}, "closed_on"),
        ({"closed_on": date(2023, 1, 1)}, "closed_on"),
        ({"people": {"housing": 12}}, "difference"),
        ({"households": {"housing": 2}}, "difference"),
        ({"resettled_known": "yes"}, "resettled_on"),
        ({"reason": "magic"}, "reason"),
    ],
)
def test_impossible_closures_are_refused_on_their_field(site, people, said, field):
    ObservationFactory(site=site, observed_on=date(2024, 1, 1), people=30, households=8)
    with pytest.raises(ValidationError) as refused:
        close_site(user=people.pilot, site=site, facts=facts(**said))
    assert list(refused.value.message_dict) == [field]
    assert not Closure.objects.exists()


def test_where_people_resettled_is_kept_as_links(site, people):
    other = SitePageFactory(commune=site.commune)
    with pytest.raises(ValidationError):
        close_site(user=people.pilot, site=site, facts=facts(resettled_on=(other,)))
    said = facts(resettled_known=YesNo.YES, resettled_on=(other,), resettled_people={other.pk: 7})
    close_site(user=people.pilot, site=site, facts=said)
    assert list(Resettlement.objects.values_list("origin", "destination", "people")) == [(site.pk, other.pk, 7)]
    assert list(other.came_from.all()) == [site]


def test_a_site_closes_once(site, people):
    close_site(user=people.pilot, site=site, facts=facts())
    with pytest.raises(ValidationError) as refused:
        close_site(user=people.pilot, site=site, facts=facts())
    assert refused.value.code == "closed"


def test_a_closed_site_reopens_and_the_log_remembers(site, people):
    close_site(user=people.pilot, site=site, facts=facts())
    reopen_site(user=people.pilot, site=site, reason="Des familles sont revenues.")
    site.refresh_from_db()
    assert (site.status, Closure.objects.count()) == (SiteStatus.OPEN, 0)
    said = PageLogEntry.objects.get(action="sites.reopen").data
    assert said == {"closed_on": TODAY.isoformat(), "was": "court_decision", "reason": "Des familles sont revenues."}


def test_reopening_keeps_all_that_the_closure_said(site, people):
    ObservationFactory(site=site, people=30)
    said = facts(people={"housing": 20, "none": 4}, difference="Six étaient partis.", comment="Sans heurt.")
    close_site(user=people.pilot, site=site, facts=said)
    reopen_site(user=people.national, site=site, reason="Des familles sont revenues.")
    former = site.former_closures.get()
    assert (former.closed_on, former.reason, former.is_resorbed) == (TODAY, "court_decision", True)
    assert (former.author, former.ended_by, former.why_ended) == (
        people.pilot,
        people.national,
        "Des familles sont revenues.",
    )
    assert former.said == {
        "destinations": [
            {"destination": "housing", "people": 20, "households": None},
            {"destination": "none", "people": 4, "households": None},
        ],
        "difference": "Six étaient partis.",
        "resettled_known": "unknown",
        "comment": "Sans heurt.",
        "still_there": {},
        "still_there_on": "",
    }
    close_site(user=people.pilot, site=site, facts=said)
    assert (Closure.objects.count(), site.former_closures.count()) == (1, 1)


@pytest.mark.parametrize("role", ["actor", "partner", "stranger"])
def test_only_a_pilot_reopens(site, people, role):
    close_site(user=people.pilot, site=site, facts=facts())
    with pytest.raises(PermissionDenied):
        reopen_site(user=getattr(people, role), site=site, reason="Erreur.")


def test_an_open_site_does_not_reopen(site, people):
    with pytest.raises(ValidationError):
        reopen_site(user=people.pilot, site=site, reason="Erreur.")
