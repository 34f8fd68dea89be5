"""The API as an ASGI application of its own, mounted by web/server.py."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import FastAPI, Query
from pydantic import BaseModel
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from content.tables import catalog, datasets
from web.api import errors, estimates, growth, queries, tables
from web.api.queued import Queued
from web.api.revalidation import Revalidation

PATH = "/api/v1"
ABOUT = """Published figures of AI models and estimates of the carbon footprint of their training, each with its source,
its boundary and its range. Read-only. Parameters and ids are those of the dashboard's links."""
# What any path may answer.
PROBLEMS = errors.documented(
    HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE
)


class Version(BaseModel):
    """What is being served."""

    data_version: str
    versions: list[str]
    models: int
    facts: int
    sources: int


class Api(FastAPI):
    """The application; its description knows the form of problems too."""

    def openapi(self) -> dict[str, Any]:
        """OpenAPI 3.1 document."""
        if self.version != datasets.newest():  # the lists of ids are the newest data's
            self.openapi_schema, self.version = None, datasets.newest()
            schemas = super().openapi()["components"]["schemas"]
            schemas |= errors.schemas()
        return super().openapi()


def version(query: Annotated[queries.Query, Query()]) -> Version:
    """Version and size of the data set, and the versions that can be asked for."""
    with query.release():
        data = catalog.dataset()
    return Version(
        data_version=data.version,
        versions=list(datasets.versions()),
        models=len(data.models),
        facts=len(data.facts),
        sources=len(data.sources),
    )


def application() -> Api:
    """The API with all its paths."""
    api = Api(
        title="Model Footprint",
        description=ABOUT,
        docs_url=None,  # its pages load scripts from the internet
        redoc_url=None,
        responses=PROBLEMS,
        exception_handlers=errors.HANDLERS,
        middleware=[
            Middleware(
                CORSMiddleware, allow_origins=["*"], allow_methods=["GET"], expose_headers=["ETag", "Retry-After"]
            ),
            Middleware(Revalidation),
            Middleware(Queued),
        ],
    )
    for router in (tables.router, estimates.router, growth.router):
        api.include_router(router)
    api.get("/version", tags=["data"])(version)
    return api
