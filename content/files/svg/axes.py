"""Axes: from values, dates and names to places in a picture."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Options = Mapping[str, Any]
ROOM = 0.05  # beyond the outermost marks of an axis that states no range, as a share of it [1]
BAR = 0.8  # of a category without a stated width [1]


@dataclass(frozen=True)
class Scale:
    """What an axis measures, from `low` to `high`: values, their logarithms, days, or the places of categories."""

    options: Options
    kind: str  # linear, log, date or category
    low: float
    high: float
    categories: Mapping[str, int]

    def measure(self, value: Any) -> float:
        """A value of the data in the measure of the axis; NaN where there is none."""
        if self.categories:
            return float(self.categories.get(str(value), math.nan)) if isinstance(value, str) else float(value)
        return measure(value, self.kind)


@dataclass(frozen=True)
class Axis:
    """A scale between two ends in a picture [px]."""

    scale: Scale
    start: float
    end: float

    def at(self, measure: float) -> float:
        """Place of a measure."""
        low, high = self.scale.low, self.scale.high
        return self.start + (measure - low) / (high - low) * (self.end - self.start)

    def place(self, value: Any) -> float:
        """Place of a value of the data."""
        return self.at(self.scale.measure(value))

    def places(self, values: Sequence[Any]) -> list[float]:
        """Places of values of the data; NaN where there is none."""
        low, factor = self.scale.low, (self.end - self.start) / (self.scale.high - self.scale.low)
        if self.scale.kind == "linear":
            return [math.nan if value is None else self.start + (value - low) * factor for value in values]
        return [self.start + (value - low) * factor for value in map(self.scale.measure, values)]

    def within(self, place: float) -> bool:
        """Whether a place lies between the ends, or on one."""
        return min(self.start, self.end) - 0.5 <= place <= max(self.start, self.end) + 0.5

    def held(self, place: float) -> float:
        """The nearest place between the ends."""
        return min(max(place, min(self.start, self.end)), max(self.start, self.end))


def measure(value: Any, kind: str) -> float:
    """A value in the measure of an axis that has no categories."""
    if value is None:
        return math.nan
    if kind == "date":
        return days(value)
    if kind == "log":
        return math.log10(value) if value > 0 else math.nan if math.isnan(value) else -math.inf
    return float(value)


def days(date: str) -> float:
    """A date as days since the beginning of the calendar."""
    return float(datetime.date.fromisoformat(str(date)[:10]).toordinal())


def scales(figure: Mapping[str, Any]) -> dict[str, Scale]:
    """All axes of a figure by their name in the traces: `x`, `y`, `y2` and so on."""
    layout = figure["layout"]
    names = [name for name in layout if name.startswith(("xaxis", "yaxis"))]
    return {name[0] + name[5:]: _scale(layout[name], name[0] + name[5:], figure["data"]) for name in names}


def _scale(options: Options, name: str, traces: Sequence[Options]) -> Scale:
    drawn = [trace for trace in traces if trace.get(f"{name[0]}axis", name[0]) == name]
    kind = options.get("type") or _kind(drawn, name[0])
    categories = _categories(options, drawn, name[0]) if kind == "category" else {}
    if "range" in options:
        low, high = (days(end) if kind == "date" else float(end) for end in options["range"])
    elif categories:
        low, high = -0.5, len(categories) - 0.5
    else:
        low, high = _bounds(options, kind, drawn, name[0])
    return Scale(options, kind, low, high, categories)


def _kind(traces: Sequence[Options], side: str) -> str:
    """Type of an axis that states none."""
    return "category" if any(isinstance(value, str) for trace in traces for value in trace[side]) else "linear"


def _categories(options: Options, traces: Sequence[Options], side: str) -> dict[str, int]:
    names = options.get("categoryarray") or [value for trace in traces for value in trace[side]]
    return {name: place for place, name in enumerate(dict.fromkeys(map(str, names)))}


def _bounds(options: Options, kind: str, traces: Sequence[Options], side: str) -> tuple[float, float]:
    """Ends of an axis that states none: those of its data, with room for marks."""
    values = [value for value in _values(traces, kind, side) if math.isfinite(value)] or [0.0, 1.0]
    room = ROOM * (max(values) - min(values)) or 0.5
    marked = [trace for trace in traces if "markers" in trace.get("mode", "")]
    for value in [value for value in _values(marked, kind, side) if math.isfinite(value)]:
        values += [value - room, value + room]
    if min(values) == max(values):
        values += [values[0] - room, values[0] + room]
    return 0.0 if options.get("rangemode") == "tozero" else min(values), max(values)


def _values(traces: Sequence[Options], kind: str, side: str) -> Iterator[float]:
    for trace in traces:
        yield from (measure(value, kind) for value in trace[side])
        if trace["type"] == "bar":
            yield 0.0
