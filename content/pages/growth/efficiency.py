"""What grew beside compute: parameters and tokens, and the work that a chip does for a joule."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence

from content.charts import chips as charts
from content.charts import multiples, style
from content.charts.encoding import Lasting
from content.columns import Columns, Numbers
from content.findings import growth_points, provenance
from content.language import quantity
from content.language.messages import Text
from content.parts import Chart, Parts
from content.tables import catalog
from content.tables.catalog import Row
from content.view import View
from footprint.energy import flop_per_joule
from footprint.growth_fit import Fit

MIDDLE = (7, 1)  # accelerators are known by year: they stand in its middle
QUANTITIES = {"parameters": style.REPORTED, "training_tokens": style.READER, "training_compute_flop": style.ESTIMATED}
FILE_UNITS = {"plain": "1", "compute": "FLOP"}
FAMILIES = {"parameters": "plain", "training_tokens": "plain", "training_compute_flop": "compute"}


def small_multiples(view: View) -> Parts:
    """Parameters, tokens and compute of every dated model, below one another."""
    t = view.t
    tokens, parameters = _line("training_tokens"), _line("parameters")
    yield Chart(
        "multiples",
        _multiples(t),
        title=t(
            _comparison(tokens, parameters),
            count=len(_both()),
            training_tokens=quantity.number(tokens.doubling_months, t),
            parameters=quantity.number(parameters.doubling_months, t),
        ),
        subtitle=t("multiples.subtitle"),
        source=t("multiples.source"),
        columns=lambda: _columns(view),
    )


@catalog.shared()
def _multiples(t: Text) -> Lasting:
    return Lasting(multiples.stacked([_series(name, t) for name in QUANTITIES]))


@catalog.shared()
def _known(name: str) -> list[Row]:
    """Dated models with a quantity, oldest first."""
    rows = [row for row in catalog.model_rows().values() if row["release_date"] is not None and row[name] > 0]
    return sorted(rows, key=lambda row: row["release_date"])


def _series(name: str, t: Text) -> multiples.Series:
    rows = _known(name)
    low, high = style.decades([row[name] for row in rows])
    return multiples.Series(
        name=t(f"quantity.{name.removesuffix('_flop')}"),
        points=[(row["release_date"], row[name], _hover(row, name, t)) for row in rows],
        ticks=quantity.ticks(FAMILIES[name], low, high, t),
        colour=QUANTITIES[name],
        solid=[row[f"{name}_kind"] == "reported" for row in rows],
    )


def _value(row: Row, name: str, t: Text) -> str:
    return (
        f"{quantity.power_of_ten(row[name], t)} FLOP" if FAMILIES[name] == "compute" else quantity.compact(row[name], t)
    )


def _hover(row: Row, name: str, t: Text) -> str:
    fact = catalog.facts().get(row[f"{name}_fact_id"])
    source = provenance.short_citation(fact["source_id"]) if fact else ""
    kind = row[f"{name}_kind"]
    lines = (
        f"<b>{row['name']}</b>",
        t.date(row["release_date"]),
        _value(row, name, t),
        t(f"kind.{kind}"),
    )
    return "<br>".join((*lines, source))


@catalog.shared()
def _line(name: str) -> Fit:
    """Least-squares line of a quantity over the models that have both parameters and tokens."""
    return growth_points.fitted(tuple((row["release_date"], float(row[name])) for row in _both()), "least_squares")


def _comparison(tokens: Fit, parameters: Fit) -> str:
    """Message for which of the two grew faster; neither where their intervals overlap."""
    if tokens.low < parameters.high and parameters.low < tokens.high:
        return "multiples.title.alike"
    return "multiples.title" if tokens.doubling_months < parameters.doubling_months else "multiples.title.slower"


@catalog.shared()
def _both() -> list[Row]:
    """Models with both figures: else the lines would run over different years."""
    return [row for row in _known("parameters") if row["training_tokens"] > 0]


def _columns(view: View) -> Columns:
    t, rows = view.t, _known("parameters")
    columns: dict[str, Sequence[str] | Numbers] = {
        t("table.model"): [row["name"] for row in rows],
        t("table.date"): [row["release_date"].isoformat() for row in rows],
    }
    for name in QUANTITIES:
        label = t(f"quantity.{name.removesuffix('_flop')}")
        columns[label] = _numbers(rows, name, t)
        columns[f"{label}, {t('steps.source')}"] = [_source(row, name, t) for row in rows]
    return columns


def _source(row: Row, name: str, t: Text) -> str:
    """Publication of a figure, else its kind."""
    kind = row[f"{name}_kind"]
    return provenance.cited(row[f"{name}_fact_id"], t) or t(f"kind.{kind}") if row[name] > 0 else ""


def _numbers(rows: list[Row], name: str, t: Text) -> Numbers:
    values = [row[name] if row[name] > 0 else math.nan for row in rows]
    return Numbers(values, FILE_UNITS[FAMILIES[name]], lambda value: _value({name: value}, name, t))


def chips(view: View) -> Parts:
    """Peak work for a joule of each accelerator, beside the growth of compute."""
    t, rows = view.t, _chips()
    line, compute = _chip_line(), _compute_line()
    yield Chart(
        "chips",
        _per_joule_figure(t),
        title=t(
            "chips.title",
            compute=quantity.number(compute.doubling_months, t),
            chips=quantity.number(line.doubling_months, t),
        ),
        subtitle=t(
            "chips.subtitle", count=len(rows), low=quantity.number(line.low, t), high=quantity.number(line.high, t)
        ),
        source=t("chips.source", source=provenance.link("epoch_hw2026")),
        columns=lambda: {
            t("table.chip"): [row["name"] for row in rows],
            t("table.year"): [f"{row['year']:.0f}" for row in rows],
            t("axis.per_joule"): Numbers(
                [_per_joule(row) for row in rows], "FLOP/J", lambda value: quantity.power_of_ten(value, t, 3)
            ),
            t("steps.source"): [provenance.short_citation(row["source_id"]) for row in rows],
        },
    )


@catalog.shared()
def _per_joule_figure(t: Text) -> Lasting:
    rows = _chips()
    dates, values = [_date(row) for row in rows], [_per_joule(row) for row in rows]
    points = [
        charts.Chip(row["name"], date, value, _chip_hover(row, t))
        for row, date, value in zip(rows, dates, values, strict=True)
    ]
    line = [float(value) for value in _chip_line().values_at(dates)]
    ticks = quantity.ticks("compute", min(values), max(values), t)
    return Lasting(charts.per_joule(points, line, ticks, t("axis.per_joule")))


@catalog.shared()
def _chips() -> list[Row]:
    """Accelerators with a year, a peak and a rating, oldest first."""
    known = [
        row
        for row in catalog.accelerators().values()
        if row["year"] > 0 and row["peak_flop_per_s"] > 0 and row["tdp_w"] > 0
    ]
    return sorted(known, key=lambda row: row["year"])


def _date(row: Row) -> datetime.date:
    return datetime.date(int(row["year"]), *MIDDLE)


def _per_joule(row: Row) -> float:
    """Peak speed at training precision over rated power [FLOP/J]."""
    return float(flop_per_joule(row["peak_flop_per_s"], row["tdp_w"]))


def _chip_hover(row: Row, t: Text) -> str:
    value = f"{quantity.power_of_ten(_per_joule(row), t)} FLOP/J"
    about = f"{t('kind.derived')} · {row['training_precision']}"
    source = provenance.short_citation(row["source_id"])
    return "<br>".join((f"<b>{row['name']}</b>", f"{row['year']:.0f}", value, about, source))


@catalog.shared()
def _chip_line() -> Fit:
    return growth_points.fitted(tuple((_date(row), _per_joule(row)) for row in _chips()), "least_squares")


@catalog.shared()
def _compute_line() -> Fit:
    return growth_points.fitted(
        tuple((point.date, point.value) for point in growth_points.compute_points()), "least_squares"
    )
