"""The dated models of the growth page: their values, which of them count, and the line through those."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from content.state.parameters import ERA
from content.tables import catalog, preferred_facts
from content.tables.catalog import Row
from content.view import View
from footprint import growth
from footprint.errors import InputError
from footprint.growth_fit import Fit, Method, fit, incomplete_since, records, running_top
from footprint.scenario import AS_PUBLISHED, Scenario
from footprint.units import convert

FIRST = "alexnet"  # where OpenAI's chart, and so the 3.4-month claim, begins
CLAIM = "openai-doubling"
FITS_KEPT = 256
SCENARIOS_KEPT = 32
CHART_2018 = "chart2018"  # selection: the systems of OpenAI's chart
TOPS = {"records": 1, "top3": 3, "top10": 10}  # selections: among so many largest when published


@dataclass(frozen=True)
class Point:
    """One dated model and its value of the measure [FLOP, MWh or t CO2e]."""

    model: Row
    date: datetime.date
    value: float
    low: float  # lowest published compute, or lower bound of the estimate; the value itself where nobody disagrees
    high: float
    by_authors: bool  # published by the model's own authors: solid in the chart, all others are hollow
    fact_id: str  # of the compute, empty where it was counted or the measure is estimated

    @property
    def model_id(self) -> str:
        """Id of the model."""
        return str(self.model["model_id"])

    @property
    def name(self) -> str:
        """Short name of the model."""
        return str(self.model["short_name"])


@dataclass(frozen=True)
class Span:
    """Growth between two models."""

    first: Point
    last: Point

    @property
    def months(self) -> float:
        """Time between the two publications [month]."""
        return growth.months_between(self.first.date, self.last.date)

    @property
    def times(self) -> float:
        """How many times larger the later one is."""
        return self.last.value / self.first.value

    @property
    def doubling_months(self) -> float:
        """Doubling time that joins the two [month]."""
        return growth.implied_doubling_months(self.first.value, self.last.value, self.months)


@catalog.shared()
def compute_points(self_play: bool = True) -> list[Point]:
    """Dated models with a training compute, oldest first; with the games that a model played against itself, or not."""
    spread, chart = preferred_facts.compute_range(), catalog.chart_2018()
    estimates = catalog.estimates()
    points = []
    for model_id, model in catalog.model_rows().items():
        value, fact_id = estimates[model_id].training_compute_flop, model["training_compute_flop_fact_id"]
        if not self_play and model_id in chart and chart[model_id]["without_self_play_fact_id"]:
            fact_id = chart[model_id]["without_self_play_fact_id"]
            value = catalog.fact_value(fact_id)
        if model["release_date"] is None or math.isnan(value):
            continue
        low, high = spread.get(model_id, (value, value))
        by_authors = bool(fact_id) and catalog.facts()[fact_id]["kind"] == "reported"
        points.append(
            Point(model, model["release_date"], value, min(low, value), max(high, value), by_authors, fact_id)
        )
    return sorted(points, key=lambda point: point.date)


@catalog.shared(SCENARIOS_KEPT)
def estimated_points(scenario: Scenario, measure: str) -> list[Point]:
    """Dated models with an estimate of energy or emissions under a scenario, oldest first."""
    points = []
    for model_id, model in catalog.model_rows().items():
        estimate = catalog.estimates(scenario)[model_id]
        value, low, high = (estimate.energy if measure == "energy" else estimate.emissions).bounds
        if model["release_date"] is not None and not math.isnan(value):
            published = estimate.path == "reported_energy"
            points.append(Point(model, model["release_date"], value, low, high, published, ""))
    return sorted(points, key=lambda point: point.date)


@catalog.shared()
def chart_points(self_play: bool = True) -> list[Point]:
    """The 15 systems of OpenAI's chart, each at the date and with the compute that the chart gives it.

    Without self-play, the two that learned from games against themselves have the compute of their updates alone.
    """
    models, points = catalog.model_rows(), []
    for model_id, row in catalog.chart_2018().items():
        fact_id = row["fact_id"]
        value = convert(catalog.fact_value(fact_id), "pfs-days", "FLOP")
        if not self_play and row["without_self_play_fact_id"]:
            fact_id = row["without_self_play_fact_id"]
            value = catalog.fact_value(fact_id)
        points.append(Point(models[model_id], row["date"], value, value, value, False, fact_id))
    return sorted(points, key=lambda point: point.date)


def self_play(view: View) -> bool:
    """Whether the games that a model played against itself count as its training."""
    return view.state.selfplay == "counted"


def drawn(view: View) -> list[Point]:
    """Points of the visitor's measure and field, with the visitor's definition of compute."""
    return _drawn(_drawing(view))


@dataclass(frozen=True)
class _Drawing:
    """What decides which points are drawn."""

    measure: str
    domain: str | None  # every field where there is none
    self_play: bool
    scenario: Scenario
    since: int  # first year that is drawn: that of the line, where it goes back beyond the era of deep learning


def _drawing(view: View) -> _Drawing:
    measure, domain = view.state.measure, view.state.domain
    since = min(view.state.since, int(ERA))
    if measure == "compute":  # published whatever the assumptions
        return _Drawing(measure, domain, self_play(view), AS_PUBLISHED, since)
    return _Drawing(measure, domain, True, view.scenario, since)


@catalog.shared(FITS_KEPT)
def _drawn(drawing: _Drawing) -> list[Point]:
    every = (
        compute_points(drawing.self_play)
        if drawing.measure == "compute"
        else estimated_points(drawing.scenario, drawing.measure)
    )
    return [
        point for point in every if drawing.domain in (None, point.model["domain"]) and point.date.year >= drawing.since
    ]


def on_chart_2018(view: View) -> bool:
    """Whether the line runs through the systems of OpenAI's chart as that chart gives them."""
    return view.state.select == CHART_2018 and view.state.measure == "compute"


def counted(view: View) -> list[Point]:
    """Those of the drawn points that the visitor's line is laid through: selection and years."""
    if on_chart_2018(view):
        return chart_points(self_play(view))
    return _counted(_drawing(view), view.state.select, view.state.since, view.state.until)


@catalog.shared(FITS_KEPT)
def _counted(drawing: _Drawing, select: str, first: int, last: int) -> list[Point]:
    points = [point for point in _drawn(drawing) if first <= point.date.year <= last and not _holds_others(point)]
    if select == CHART_2018:
        return [point for point in points if point.model_id in catalog.chart_2018()]
    if not points or select not in TOPS:
        return points
    dates, sizes = [point.date for point in points], [point.value for point in points]
    chosen = records(dates, sizes) if TOPS[select] == 1 else running_top(dates, sizes, TOPS[select])
    return [point for point, counts in zip(points, chosen, strict=True) if counts]


def _holds_others(point: Point) -> bool:
    """Whether a compute holds that of a base model, which is a point of its own."""
    return "base_included" in point.model["training_compute_flop_marks"]


def line(view: View) -> Fit | None:
    """Line through the counted points; None where there are fewer than eight, or all of one day."""
    return fit_of(counted(view), view.state.method)


def fit_of(points: Sequence[Point], method: Method) -> Fit | None:
    """Line through points; None where there are fewer than eight, or all of one day."""
    try:
        return fitted(tuple((point.date, point.value) for point in points), method)
    except InputError:
        return None


@catalog.shared(FITS_KEPT)
def fitted(key: tuple[tuple[datetime.date, float], ...], method: Method) -> Fit:
    """Line through dates and values, laid once for all visitors."""
    return fit([date for date, _ in key], np.array([value for _, value in key]), method)


def newest_incomplete(points: Sequence[Point]) -> datetime.date:
    """Day since which models are still missing: publications lag."""
    return incomplete_since(max(point.date for point in points))


def span(points: Sequence[Point]) -> Span | None:
    """From AlexNet (else the oldest model) to the largest one; None where nothing grew."""
    if not points:
        return None
    first = next((point for point in points if point.model_id == FIRST), points[0])
    last = max(points, key=lambda point: point.value)
    return Span(first, last) if last.date > first.date and last.value > first.value else None


def spans() -> tuple[Span, Span]:
    """Growth of training compute up to the end of the claim's time, and from there to the largest run."""
    every = compute_points()
    cut = datetime.date(int(catalog.claims()[CLAIM]["until_year"]), 12, 31)
    before, whole = span([point for point in every if point.date <= cut]), span(every)
    if before is None or whole is None:
        raise ValueError("the data set has no two dated models with training compute")
    return before, Span(before.last, whole.last)
