from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sites.enums import PhaseKind, SiteStatus
from sites.services import clear_phase, set_phase


def test_the_first_phase_brings_the_site_in_resorption(site, people):
    set_phase(user=people.pilot, site=site, kind=PhaseKind.SOCIAL_ASSESSMENT, started_on=date(2025, 1, 1))
    site.refresh_from_db()
    assert site.status == SiteStatus.IN_RESORPTION


def test_a_phase_is_dated_again_not_twice(site, people):
    kind = PhaseKind.SOCIAL_ASSESSMENT
    set_phase(user=people.pilot, site=site, kind=kind, started_on=date(2025, 1, 1))
    set_phase(user=people.pilot, site=site, kind=kind, started_on=date(2025, 1, 2), completed_on=date(2025, 3, 1))
    assert list(site.phases.values_list("kind", "started_on", "completed_on")) == [
        ("social_assessment", date(2025, 1, 2), date(2025, 3, 1))
    ]


def test_without_any_phase_the_site_is_open(site, people):
    set_phase(user=people.pilot, site=site, kind=PhaseKind.SOCIAL_ASSESSMENT, started_on=date(2025, 1, 1))
    clear_phase(user=people.pilot, site=site, kind=PhaseKind.SOCIAL_ASSESSMENT)
    site.refresh_from_db()
    assert site.status == SiteStatus.OPEN


@pytest.mark.parametrize(
    ("started_on", "completed_on", "field"),
    [
        (date(2099, 1, 1), None, "started_on"),
        (date(2025, 1, 2), date(2025, 1, 1), "completed_on"),
    ],
)
def test_impossible_dates_are_refused(site, people, started_on, completed_on, field):
    with pytest.raises(ValidationError) as refused:
        set_phase(
            user=people.pilot,
            site=site,
            kind=PhaseKind.SOCIAL_ASSESSMENT,
            started_on=started_on,
            completed_on=completed_on,
        )
    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize("role", ["actor", "observer", "stranger"])
def test_those_who_may_not_record_do_not_date_phases(site, people, role):
    with pytest.raises(PermissionDenied):
        set_phase(user=getattr(people, role), site=site, kind=PhaseKind.SOCIAL_ASSESSMENT, started_on=date(2025, 1, 1))
