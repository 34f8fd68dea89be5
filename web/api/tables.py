"""Models, published figures and publications, as the data set has them."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Annotated, Any, Generic, TypeVar

from fastapi import APIRouter, HTTPException, Query
from pydantic import BaseModel

from content.tables import catalog, search
from content.tables.catalog import Row
from web.api import queries
from web.api.errors import documented

T = TypeVar("T")
UNKNOWN = documented(HTTPStatus.NOT_FOUND)
FACT_ID, KIND = "_fact_id", "_kind"  # endings of the columns that say where a figure of a model comes from

router = APIRouter(tags=["data"])


class Listed(BaseModel, Generic[T]):
    """Part of a list."""

    total: int
    limit: int
    offset: int
    items: list[T]


class Source(BaseModel):
    """A publication."""

    source_id: str
    citation: str
    year: int | None
    url: str | None
    note: str | None


class Fact(BaseModel):
    """One published figure with its source; docs/data-dictionary.md explains each field."""

    fact_id: str
    model_id: str
    quantity: str
    value: float | None
    text: str | None
    unit: str | None
    kind: str
    boundary: str | None
    basis: str | None
    scope: str | None
    run: str | None
    accounting: str | None
    source_id: str
    locator: str | None
    note: str | None


class Preferred(BaseModel):
    """The figure of a model that estimates use, out of those that were published; the name holds the unit."""

    name: str
    value: float
    kind: str
    fact_id: str


class Model(BaseModel):
    """A model and the figures that its estimate starts from."""

    model_id: str
    name: str
    organization: str | None
    release_date: datetime.date | None
    domain: str | None
    architecture: str | None
    lineage: str | None
    note: str | None
    figures: list[Preferred]


def stated(value: Any) -> Any:
    """None for what a table leaves empty."""
    return None if value == "" or (isinstance(value, float) and not math.isfinite(value)) else value


def _made(kind: type[T], row: Row) -> T:
    names: Iterable[str] = kind.model_fields  # type: ignore[attr-defined]
    return kind(**{name: stated(row[name]) for name in names if name in row})


def _model(row: Row) -> Model:
    figures = [
        Preferred(name=name, value=row[name], kind=row[name + KIND], fact_id=row[name + FACT_ID])
        for name in (column.removesuffix(KIND) for column in row if column.endswith(KIND))
        if row[name + FACT_ID] and stated(row[name]) is not None
    ]
    return _made(Model, row | {"figures": figures})


def _listed(rows: Iterable[Row], page: queries.Page, make: Callable[[Row], T]) -> dict[str, Any]:
    every = list(rows)
    items = [make(row) for row in every[page.offset : page.offset + page.limit]]
    return {"total": len(every), "limit": page.limit, "offset": page.offset, "items": items}


def _row_of(rows: catalog.Rows, identifier: str, what: str) -> Row:
    if identifier not in rows:
        raise HTTPException(HTTPStatus.NOT_FOUND, f"There is no {what} of this id.")
    return rows[identifier]


@router.get("/models", response_model=Listed[Model])
def models(page: Annotated[queries.ModelsQuery, Query()]) -> object:
    """All models, or those that a search finds."""
    with page.release():
        rows = catalog.model_rows()
        chosen = rows.values() if page.q is None else [rows[model_id] for model_id in search.search(page.q)]
        return _listed(chosen, page, _model)


@router.get("/models/{model_id}", responses=UNKNOWN)
def model(model_id: str, query: Annotated[queries.Query, Query()]) -> Model:
    """One model."""
    with query.release():
        return _model(_row_of(catalog.model_rows(), model_id, "model"))


@router.get("/facts", response_model=Listed[Fact])
def facts(query: Annotated[queries.FactsQuery, Query()]) -> object:
    """Published figures, each with its source: of one model, of one quantity, or all."""
    with query.release():
        chosen = (
            fact
            for fact in catalog.facts().values()
            if query.model in (None, fact["model_id"]) and query.quantity in (None, fact["quantity"])
        )
        return _listed(chosen, query, lambda row: _made(Fact, row))


@router.get("/sources", response_model=Listed[Source])
def sources(page: Annotated[queries.Page, Query()]) -> object:
    """All publications."""
    with page.release():
        return _listed(catalog.sources().values(), page, source_of)


@router.get("/sources/{source_id}", responses=UNKNOWN)
def source(source_id: str, query: Annotated[queries.Query, Query()]) -> Source:
    """One publication."""
    with query.release():
        return source_of(_row_of(catalog.sources(), source_id, "source"))


def source_of(row: Row) -> Source:
    """A publication; some have no year."""
    return _made(Source, row | {"year": int(row["year"]) if row["year"] > 0 else None})
