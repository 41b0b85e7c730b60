"""People of each role at home in the shared département, and one who is not."""

import pytest

from actors.enums import Role
from tests.factories import NationFactory, ScopeFactory


@pytest.fixture
def person(db):
    def of(role, **scope):
        place = {"territory": NationFactory()} if role in {Role.EDITOR, Role.NATIONAL} else {}
        return ScopeFactory(role=role, **(place | scope)).user

    return of
