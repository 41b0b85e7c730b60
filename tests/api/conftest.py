"""Readers of the API: the public, someone logged in, a partner with a key."""

from datetime import timedelta

import pytest

from actors.services.keys import issue_key
from tests.factories import DepartementFactory, OrganisationFactory


@pytest.fixture
def bearer(db):
    """Headers of a key for the shared département; `bearer(precision="exact")`, `bearer(territories=[...])`."""

    def make(*, territories=None, precision="commune"):
        _, text = issue_key(
            organisation=OrganisationFactory(),
            purpose="Essai",
            territories=territories or [DepartementFactory()],
            precision=precision,
            lasts=timedelta(days=30),
        )
        return {"Authorization": f"Bearer {text}"}

    return make
