"""Ticks of an axis: those that a figure states, or round values, years and names."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from content.files.svg import text
from content.files.svg.axes import Axis, Scale
from content.files.svg.text import Line

SIZE = 12  # of letters where an axis states none [px]
APART = {"x": 64, "y": 45}  # about, between two round values [px]
BETWEEN = 6  # least between two labels [px]
MONTHS = re.compile(r"M(\d+)")
MONTHS_IN_YEAR = 12
FIRST_YEAR = 2000  # from which steps of several years are counted


@dataclass(frozen=True)
class Tick:
    """A measure on an axis and its label; the label is empty where only a line of the grid is drawn."""

    at: float
    label: list[Line]


def ticks(scale: Scale, side: str, length: float) -> list[Tick]:
    """Ticks of an axis that is about so long [px]."""
    options = scale.options
    if not options.get("visible", True):
        return []
    if "tickvals" in options:
        pairs = zip(options["tickvals"], options["ticktext"], strict=True)
        stated = [(scale.measure(value), str(label)) for value, label in pairs]
    elif scale.categories:
        stated = [(float(place), name) for name, place in scale.categories.items()]
    else:
        stated = list(_years(scale) if scale.kind == "date" else _round(scale, length / APART[side]))
    labels = options.get("showticklabels", True)
    return [
        Tick(at, text.parse(label) if labels else [])
        for at, label in stated
        if min(scale.low, scale.high) - 1e-9 <= at <= max(scale.low, scale.high) + 1e-9
    ]


def size(scale: Scale) -> float:
    """Size of the letters [px]."""
    return float(scale.options.get("tickfont", {}).get("size", SIZE))


def _years(scale: Scale) -> Iterator[tuple[float, str]]:
    months = MONTHS.fullmatch(str(scale.options.get("dtick", "M12")))
    step = max(1, int(months[1]) // MONTHS_IN_YEAR) if months else 1
    first, last = (datetime.date.fromordinal(round(end)).year for end in (scale.low, scale.high))
    for year in range(first, last + 1):
        if (year - FIRST_YEAR) % step == 0:
            yield float(datetime.date(year, 1, 1).toordinal()), str(year)


def _round(scale: Scale, count: float) -> Iterator[tuple[float, str]]:
    """Round values, about so many."""
    span = scale.high - scale.low
    if dtick := scale.options.get("dtick"):
        step = float(dtick)
    else:
        power = 10.0 ** math.floor(math.log10(span / max(count, 1)))
        step = next(times * power for times in (1, 2, 5, 10) if times * power >= span / max(count, 1) * (1 - 1e-9))
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    for number in range(math.ceil(scale.low / step - 1e-9), math.floor(scale.high / step + 1e-9) + 1):
        yield number * step, f"{number * step:,.{digits}f}"


def apart(axis: Axis, drawn: list[Tick]) -> list[Tick]:
    """The same with every second label left out, or two of three, until none lies on the next."""
    letters = size(axis.scale)
    places = [(axis.at(tick.at), text.width(tick.label, letters) / 2) for tick in drawn]

    def free(step: int) -> bool:
        kept = places[::step]
        return all(abs(place - before) >= width + room + BETWEEN for (before, room), (place, width) in pairwise(kept))

    step = next((step for step in range(1, len(drawn)) if free(step)), max(1, len(drawn)))
    return [tick if number % step == 0 else Tick(tick.at, []) for number, tick in enumerate(drawn)]
