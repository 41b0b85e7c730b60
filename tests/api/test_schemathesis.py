"""The whole description, asked by a machine that believes it: no failure, and answers that are as described."""

import os

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import one_of
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.v1.urls import urlpatterns

pytestmark = pytest.mark.django_db
# 200 once in a while; fewer each day.
EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "2"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def described(monkeypatch):
    # The connection of the test stays open between requests.
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.mark.parametrize("speaker", ["nobody", "a key"])
def test_every_address_answers_as_it_is_described(described, published, areas, bearer, speaker):
    published(2)
    areas(2)
    headers = (bearer() if speaker == "a key" else {}) | {"Accept-Encoding": "identity"}
    asked = []
    for found in described.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=one_of(operation.as_strategy(mode) for mode in GenerationMode))
        def ask(case):
            response = case.call(headers=headers)
            asked.append(response.status_code)
            # `fields` leaves out what the description says that a whole document holds.
            is_whole = "fields" not in (case.query or {})
            case.validate_response(response, checks=CHECKS if is_whole else CHECKS[:-1])

        ask()
    assert len(asked) >= EXAMPLES * (len(urlpatterns) - 1) / 2
    assert max(asked) < 500
