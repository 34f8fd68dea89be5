"""What is kept of many measured values."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

HIGH = 0.95  # share of the values that the upper percentile leaves below it


@dataclass(frozen=True)
class Spread:
    """Median and 95th percentile of some values, in the unit of these."""

    count: int
    p50: float
    p95: float


def spread(values: Sequence[float]) -> Spread | None:
    """Median and 95th percentile by nearest rank, so that each is a value that was measured; None of no values."""
    if not values:
        return None
    ranked = sorted(values)
    return Spread(len(ranked), _rounded(statistics.median_low(ranked)), _rounded(ranked[_place(len(ranked))]))


def _place(count: int) -> int:
    return max(0, math.ceil(HIGH * count) - 1)


def _rounded(value: float) -> float:
    return round(value, 2)
