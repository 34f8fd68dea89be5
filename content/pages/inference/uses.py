"""Energy or emissions of single uses as points of a chart, and its table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from content.charts import rows
from content.charts.encoding import Lasting
from content.columns import Columns, Numbers
from content.language import quantity
from content.language.messages import Text
from content.tables.catalog import Row
from footprint.deployment import Amount
from footprint.inference import published_wh_per_use

DIGITS = 3  # of a published figure: readers know 308 Wh, not 310


def item_wh(item: Row) -> float:
    """Published energy of one use [Wh]."""
    return published_wh_per_use(float(item["value"]), item["unit"], item["quantity"])


@dataclass(frozen=True)
class Comparison:
    """A chart that lasts, with its title and what its table is made of."""

    figure: Lasting
    title: str
    points: tuple[rows.Point, ...]


def point(label: str, amount: Amount, about: str, impact: str, t: Text, note: str = "") -> rows.Point:
    """A figure with its kind and boundary, and its range where it has one; `note` stands below its label."""
    value, low, high = amount.range
    stated = bool(amount.sd > 0)
    bounds = (low, high) if stated else (math.nan, math.nan)
    written = quantity.show(value, impact, t, *bounds, digits=2 if stated else DIGITS)
    lines = (f"<b>{label}</b>", written.text, written.range_text(t), about)
    hover = "<br>".join(line for line in lines if line)
    # Like the ticks of the axis, without "CO₂e".
    return rows.Point(label, value, hover, about, *bounds, text=written.text.removesuffix("\u00a0CO₂e"), note=note)


def columns(points: Sequence[rows.Point], impact: str, t: Text) -> Columns:
    """Points of a chart as a table: value, range, kind and boundary."""
    unit = "MWh" if impact == "energy" else "t CO2e"

    def numbers(values: Sequence[float]) -> Numbers:
        return Numbers(values, unit, lambda value: quantity.show(value, impact, t).text)

    return {
        t("table.figure"): [point.label for point in points],
        t("table.value"): numbers([point.value for point in points]),
        t("table.low"): numbers([point.low for point in points]),
        t("table.high"): numbers([point.high for point in points]),
        t("table.about"): [point.about for point in points],
    }
