"""Errors as problem details (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus

from pydantic import BaseModel
from starlette.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"
# Nobody keeps a problem, and scripts of other sites, which the API is meant for, may read it (CORS).
HEADERS = {
    "Cache-Control": "no-store",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Retry-After",
}


class ParameterError(BaseModel):
    """What is wrong with one parameter."""

    parameter: str
    message: str


class Problem(BaseModel):
    """Why a request got no answer."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[ParameterError] = []


class ProblemResponse(JSONResponse):
    """A problem as it is sent."""

    media_type = MEDIA_TYPE


def respond(status: int, detail: str, errors: list[ParameterError] | None = None) -> ProblemResponse:
    """Answer that states a problem."""
    problem = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=errors or [])
    return ProblemResponse(problem.model_dump(), status_code=status, headers=HEADERS)


def busy(seconds: int) -> ProblemResponse:
    """Answer to a request that found no place in the queue."""
    answer = respond(HTTPStatus.SERVICE_UNAVAILABLE, f"The server has too much to do. Ask again in {seconds} s.")
    answer.headers["Retry-After"] = str(seconds)
    return answer
