"""Whatever a client sends, the API keeps to its description: schemathesis makes up the requests."""

from __future__ import annotations

from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.web.api.client import served
from web.api.application import PATH

described = schemathesis.openapi.from_asgi(f"{PATH}/openapi.json", served())


@described.parametrize()
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_described(case: Any) -> None:
    # A description cannot say that a run is stated in place of a model: neither is taken with the other.
    either = [positive_data_acceptance] if case.path == "/estimate" else []
    case.call_and_validate(excluded_checks=either)
