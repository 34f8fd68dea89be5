"""How fast the quantities grow: the line of the growth page and the points that it is laid through."""

from __future__ import annotations

import datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from content.findings import growth_points
from content.tables import catalog
from content.view import View
from footprint import growth_fit
from web.api.queries import GrowthQuery
from web.api.tables import UNKNOWN, stated

UNITS = {"compute": "FLOP", "energy": "MWh", "emissions": "t CO2e"}

router = APIRouter(tags=["estimates"])


class Point(BaseModel):
    """A model that the line is laid through."""

    model: str
    date: datetime.date
    value: float
    low: float
    high: float
    fact: str | None = Field(description="Published figure behind it; none where it is counted or estimated")


class Interval(BaseModel):
    """Bounds of a 95 % interval; null where it reaches infinity."""

    low: float | None
    high: float | None


class Fit(BaseModel):
    """Exponential growth fitted to the points.

    A negative doubling time is a halving time. Where shrinking fits too, its interval passes through infinity.
    """

    method: str
    first: datetime.date
    last: datetime.date
    doubling_months: float | None = Field(description="Doubling time [month]; null where the line is level")
    doubling_interval: Interval
    doubling_interval_bootstrap: Interval
    growth_per_year: float = Field(description="Factor of a year")
    growth_per_year_interval: Interval
    r_squared: float | None
    scatter: float = Field(description="Factor of one standard deviation of the residuals")


class Growth(BaseModel):
    """A line through points, or why there is none."""

    measure: str
    unit: str
    n: int
    minimum: int = Field(description="Points that a line needs")
    fit: Fit | None
    points: list[Point]
    data_version: str
    page: str = Field(description="Address of this view on the dashboard, below its root")


@router.get("/growth", responses=UNKNOWN)
def growth(query: Annotated[GrowthQuery, Query()]) -> Growth:
    """Doubling time of compute, energy or emissions, with its intervals."""
    with query.release():
        return _growth(query.view())


def _growth(view: View) -> Growth:
    measure = view.state.measure
    points, line = growth_points.counted(view), growth_points.line(view)
    return Growth(
        measure=measure,
        unit=UNITS[measure],
        n=len(points),
        minimum=growth_fit.MINIMUM,
        fit=None if line is None else _fit(line),
        points=[
            Point(
                model=point.model_id,
                date=point.date,
                value=point.value,
                low=point.low,
                high=point.high,
                fact=stated(point.fact_id),
            )
            for point in points
        ],
        data_version=catalog.dataset().version,
        page=f"/growth?{urlencode(view.address('growth'))}",
    )


def _fit(line: growth_fit.Fit) -> Fit:
    return Fit(
        method=line.method,
        first=line.first,
        last=line.last,
        doubling_months=stated(float(line.doubling_months)),
        doubling_interval=_interval(line.low, line.high),
        doubling_interval_bootstrap=_interval(*line.bootstrap_interval),
        growth_per_year=float(line.growth_per_year),
        growth_per_year_interval=_interval(*line.growth_interval),
        r_squared=stated(float(line.r_squared)),
        scatter=float(line.scatter),
    )


def _interval(low: float, high: float) -> Interval:
    return Interval(low=stated(float(low)), high=stated(float(high)))
