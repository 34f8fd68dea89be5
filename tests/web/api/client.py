"""The API as web/server.py mounts it, asked without a network."""

from __future__ import annotations

from functools import cache
from typing import Any

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from web.api.application import PATH, application


@cache
def served() -> Starlette:
    """The mounted application."""
    return Starlette(routes=[Mount(PATH, application())])


@cache
def client() -> TestClient:
    """Asks the mounted application."""
    return TestClient(served())


def get(path: str, **query: str) -> Any:
    """JSON of an answer that must succeed."""
    answer = client().get(PATH + path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()
