"""The estimate of one model under a scenario, with everything that it rests on."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field

from content.findings import estimate_cards
from content.state.parameters import ASSUMPTIONS
from content.state.state import PUBLISHED
from content.tables import catalog
from content.view import View
from footprint import run as runs
from footprint.errors import InputError
from footprint.records import Quantity, UsedFactor
from footprint.uncertainty import combined_sd, interval
from web.api.queries import EstimateQuery
from web.api.tables import UNKNOWN, Source, source_of, stated

UNITS = {
    "reported_energy": "MWh",
    "host": "1",
    "compute": "FLOP",
    "energy_per_flop": "MWh/FLOP",
    "chip_hours": "chip-hours",
    "mfu": "1",
    "power": "W",
    "pue": "1",
    "grid": "gCO2e/kWh",
}
RANGE = "90 %"
OF_GRID = ("year", "method", "average_of", "copied_from")  # what a grid's origin says besides

router = APIRouter(tags=["estimates"])


class Range(BaseModel):
    """Median of a quantity and the bounds of its 90 % range; equal where no spread is known."""

    unit: str
    median: float
    low: float
    high: float


class Origin(BaseModel):
    """Where a factor comes from: a published figure, a table of this data set, a distribution or the request."""

    kind: str = Field(description="fact, grid, accelerator, prior or scenario")
    id: str | None
    support: str | None = Field(default=None, description="What a distribution rests on")
    locator: str | None = None
    source: Source | None = None
    year: int | None = Field(default=None, description="Year of a grid's figure, which may differ from the asked one")
    method: str | None = Field(default=None, description="Of a grid: life_cycle or direct (power stations alone)")
    average_of: str | None = Field(default=None, description="Of a grid: country, state, grid_region or site")
    copied_from: str | None = Field(default=None, description="Grid whose figure stands in for this one")


class Factor(Range):
    """One factor of an estimate."""

    factor: str
    share: float = Field(description="Share of the variance of the logarithm of the emissions [1]")
    origin: Origin


class Spread(BaseModel):
    """Median with the bounds of its 90 % and 50 % ranges; equal where no spread is known."""

    median: float
    low: float
    high: float
    low50: float
    high50: float

    @classmethod
    def of(cls, spread: runs.Spread | None) -> Spread | None:
        """Of the estimator's; None where nothing is known."""
        return None if spread is None else cls(**asdict(spread))


class Estimate(BaseModel):
    """Energy and operational, location-based emissions of a model's final training run."""

    model: str | None = Field(description="None for a run of the reader's own")
    scenario: dict[str, str]
    path: str = Field(description="How the energy was found; none where nothing leads to one")
    hours_path: str = Field(description="The same for the chip-hours")
    chip_hours: Spread | None
    energy_mwh: Spread | None
    emissions_tco2e: Spread | None
    unused: list[str] = Field(description="What was given of a run and did not enter")
    reason: str | None = Field(description="Why there is no estimate")
    kind: str | None = Field(description="derived where the energy was published, else estimated")
    boundary: str | None
    accounting: str | None
    range: str
    untested: list[str] = Field(description="What sets it apart from the runs that the estimates were tested on")
    energy: Range | None
    emissions: Range | None
    embodied: Range | None = Field(description="Making of the hardware, its share of the run")
    total: Range | None = Field(description="Operational and embodied")
    factors: list[Factor]
    data_version: str
    citation: str
    page: str = Field(description="Address of this view on the dashboard, below its root")


@router.get("/estimate", responses=UNKNOWN)
def estimate(query: Annotated[EstimateQuery, Query()]) -> Estimate:
    """The estimate of one model, as published or under other assumptions; or of a run of the reader's own."""
    run, model = query.run(), query.model_fields_set & {"model"}
    if bool(run) == bool(model):
        raise _refused("model", "either a model or figures of a run of your own, never both")
    with query.release():
        return _estimate(query.view()) if model else _of_run(run, query.view())


def _refused(parameter: str, message: str) -> RequestValidationError:
    """A parameter that is impossible together with the others."""
    return RequestValidationError([{"type": "value_error", "loc": ("query", parameter), "msg": message}])


def _of_run(given: dict[str, Any], view: View) -> Estimate:
    """The estimate of a run; the assumptions are what is known of its chip and its place."""
    stated_names = {"hardware": str, "pue": float, "region": str, "year": int}
    texts = {name: view.state.text(name) for name in stated_names}
    known = {name: stated_names[name](text) for name, text in texts.items() if text != PUBLISHED}
    if view.scenario.mfu is not None:
        raise _refused("mfu", "the MFU of a run follows from its chip, size and architecture")
    data = catalog.dataset()
    try:
        run = runs.estimate_run(**given, **known, dataset=data)
    except InputError as error:
        raise _refused(error.field, str(error)) from None
    return Estimate(
        model=None,
        scenario={},
        path=run.path,
        hours_path=run.hours_path,
        chip_hours=Spread.of(run.chip_hours),
        energy_mwh=Spread.of(run.energy_mwh),
        emissions_tco2e=Spread.of(run.emissions_tco2e),
        unused=list(run.unused),
        reason=None,
        kind=None if run.path == "none" else "estimated",
        boundary=None if run.path == "none" else "facility",
        accounting=None if run.path == "none" else "location",
        range=RANGE,
        untested=list(run.untested),
        energy=None,
        emissions=None,
        embodied=None,
        total=None,
        factors=[],
        data_version=data.version,
        citation=f"Model Footprint, data set {data.version}.",
        page="/yours",
    )


def _spread(median: float, sd: float) -> Spread | None:
    return Spread.of(runs.Spread.of(median, sd))


def _estimate(view: View) -> Estimate:
    row = view.estimate
    hours_sd = float(combined_sd(*map(row.sd, ("compute", "mfu", "chip_hours"))))
    version = catalog.dataset().version
    return Estimate(
        model=view.state.model,
        scenario={name: view.state.text(name) for name in ASSUMPTIONS},
        path=row.path or "none",
        hours_path=row.path if row.path and row.chip_hours > 0 else "none",
        chip_hours=_spread(row.chip_hours, hours_sd),
        energy_mwh=_spread(row.energy.median, row.energy.sd),
        emissions_tco2e=_spread(row.emissions.median, row.emissions.sd),
        unused=[],
        reason=stated(row.reason),
        kind=estimate_cards.kind(row) if row.known else None,
        boundary=stated(row.boundary),
        accounting="location" if row.known else None,
        range=RANGE,
        untested=list(row.untested),
        energy=_range(row.energy, "MWh"),
        emissions=_range(row.emissions, "t CO2e"),
        embodied=_range(row.embodied, "t CO2e"),
        total=_range(row.total, "t CO2e"),
        factors=[_factor(name, factor) for name, factor in row.factors.items()],
        data_version=version,
        citation=f"Model Footprint, data set {version}; cite the publication of each figure as well.",
        page=f"/emissions?{urlencode(view.address('emissions'))}",
    )


def _range(quantity: Quantity, unit: str) -> Range | None:
    median, low, high = quantity.bounds
    return None if stated(median) is None else Range(unit=unit, median=median, low=low, high=high)


def _factor(name: str, factor: UsedFactor) -> Factor:
    low, high = interval(factor.median, factor.sd)
    return Factor(
        factor=name,
        unit=UNITS[name],
        median=factor.median,
        low=float(low),
        high=float(high),
        share=factor.share,
        origin=origin(factor.origin),
    )


def origin(text: str) -> Origin:
    """The origin that an estimate names as `fact:…`, `prior:…`, `grid:…@year`, `accelerator:…` or `scenario`."""
    kind, _, identifier = text.partition(":")
    if kind == "prior":
        return Origin(kind=kind, id=identifier, support=catalog.priors()[identifier]["support"])
    tables = {"fact": catalog.facts, "grid": catalog.grid_rows, "accelerator": catalog.accelerators}
    if kind not in tables:
        return Origin(kind=kind, id=None)
    row = tables[kind]()[identifier]
    source = source_of(catalog.sources()[row["source_id"]])
    about = {name: stated(row[name]) for name in OF_GRID} if kind == "grid" else {}
    return Origin(kind=kind, id=identifier, locator=stated(row.get("locator", "")), source=source, **about)
