"""What the API answers when it cannot answer."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from footprint.load import DatasetError
from runtime.queue import BusyError
from web.problems import MEDIA_TYPE, ParameterError, Problem, ProblemResponse, busy, respond

WORDS = {"extra_forbidden": "unknown parameter"}  # where the validator's own say less


async def http_error(request: Request, error: Exception) -> ProblemResponse:
    """Unknown addresses and methods."""
    if not isinstance(error, HTTPException):
        raise error
    answer = respond(error.status_code, str(error.detail))
    answer.headers.update(error.headers or {})
    return answer


async def validation_error(request: Request, error: Exception) -> ProblemResponse:
    """Parameters that are missing, unknown or impossible."""
    if not isinstance(error, RequestValidationError):
        raise error
    errors = [
        ParameterError(
            parameter=".".join(str(part) for part in error_of_parameter["loc"][1:]),
            message=WORDS.get(error_of_parameter["type"], error_of_parameter["msg"].removeprefix("Value error, ")),
        )
        for error_of_parameter in error.errors()
    ]
    return respond(HTTPStatus.UNPROCESSABLE_ENTITY, "A parameter is missing, unknown or impossible.", errors)


async def data_error(request: Request, error: Exception) -> ProblemResponse:
    """The data set could not be loaded."""
    return respond(HTTPStatus.SERVICE_UNAVAILABLE, "The data set is not available.")


async def busy_error(request: Request, error: Exception) -> ProblemResponse:
    """The answer took too long."""
    return busy(BusyError.retry_seconds)


HANDLERS: dict[int | type[Exception], Any] = {
    HTTPException: http_error,
    RequestValidationError: validation_error,
    DatasetError: data_error,
    BusyError: busy_error,
}


def documented(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """The problems that a path may answer with, for its description."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {int(status): {"description": status.phrase, "content": content} for status in statuses}


def schemas() -> dict[str, Any]:
    """Form of a problem for the API's description."""
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas: dict[str, Any] = schema.pop("$defs")
    return schemas | {"Problem": schema}
