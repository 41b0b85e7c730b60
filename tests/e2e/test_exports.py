"""An export in hand, on an open page."""

import pytest
from playwright.sync_api import expect

from steering.enums import ExportState
from steering.models import Export
from tests.e2e.conftest import TURN
from tests.e2e.test_accounts import session_of
from tests.factories import ScopeFactory

pytestmark = pytest.mark.browser


def test_it_is_followed_to_its_end_over_an_answer_that_failed(browse):
    user = ScopeFactory().user
    export = Export.objects.create(user=user, dataset="sites", format="csv", columns=["title"], rights="")
    page = browse("/exports/", storage_state=session_of(user))
    expect(page.get_by_text("Attend son tour")).to_be_visible()
    failed = []

    def fail_once(route) -> None:
        if failed:
            route.continue_()
        else:
            failed.append(route.request.url)
            route.fulfill(status=503)

    page.route("**/exports/", fail_once)
    with TURN:
        Export.objects.filter(pk=export.pk).update(state=ExportState.FAILED)
    expect(page.get_by_text("demandez-le de nouveau")).to_be_visible()
    assert failed
