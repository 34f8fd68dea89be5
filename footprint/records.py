"""One estimate as a record: quantities with their ranges, and the factors that they are made of."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, NamedTuple

from footprint.estimate import FACTORS
from footprint.uncertainty import Bounds

Z90 = NormalDist().inv_cdf(0.95)  # half the 90 % range in standard deviations
NONE = "none"  # path in a frame of estimates, where there is no estimate
# Columns of `estimate.estimate` that a record is made of, in the order in which it takes them.
NUMBERS = (
    *("energy_mwh", "energy_low_mwh", "energy_high_mwh", "energy_sd_log10"),
    *("emissions_tco2e", "emissions_low_tco2e", "emissions_high_tco2e", "emissions_sd_log10"),
    *("embodied_tco2e", "embodied_low_tco2e", "embodied_high_tco2e"),
    *("total_tco2e", "total_low_tco2e", "total_high_tco2e"),
    *("training_compute_flop", "chip_hours"),
    *(f"{name}_{part}" for name in FACTORS for part in ("median", "sd_log10", "share")),
)
TEXTS = ("path", "reason", "boundary", "untested", *(f"{name}_origin" for name in FACTORS))
STARTS = tuple((name, NUMBERS.index(f"{name}_median")) for name in FACTORS)  # of the numbers of each factor


class Quantity(NamedTuple):
    """Median of a log-normal quantity, its 90 % range [any unit] and its spread [1]; NaN where it is unknown."""

    median: float
    low: float
    high: float
    sd: float  # standard deviation of log10

    @property
    def bounds(self) -> Bounds:
        """Median and range without the spread."""
        return Bounds(self.median, self.low, self.high)


class UsedFactor(NamedTuple):
    """A factor that enters an estimate.

    median : [its unit]
    sd : standard deviation of log10 [1]
    share : of the variance of the logarithm of the emissions [1]; NaN where nothing varies
    origin : `fact:ID`, `prior:ID`, `grid:ID@year`, `accelerator:ID` or `scenario`
    """

    median: float
    sd: float
    share: float
    origin: str


@dataclass(frozen=True)
class Estimate:
    """Energy and emissions of a model's training.

    path : one of estimate.PATHS; None where nothing leads to an estimate
    reason : why there is none, else empty
    boundary : what the estimate counts; empty where there is none
    untested : what sets it apart from the runs that the estimates were tested on
    energy : of the whole facility [MWh]
    emissions : operational, location-based [t CO2e]
    embodied, total : of the making of the hardware, its share of the run; with the operational ones [t CO2e]
    training_compute_flop, chip_hours : as used [FLOP, h]; NaN where unknown
    factors : those that enter, by their names in estimate.FACTORS
    """

    model_id: str
    path: str | None
    reason: str
    boundary: str
    untested: tuple[str, ...]
    energy: Quantity
    emissions: Quantity
    embodied: Quantity
    total: Quantity
    training_compute_flop: float
    chip_hours: float
    factors: Mapping[str, UsedFactor]

    @classmethod
    def of(cls, numbers: Sequence[float], texts: Sequence[str], model_id: str = "") -> Estimate:
        """Record of one row of `estimate.estimate` by its NUMBERS and TEXTS; by place, as a page reads a thousand."""
        path, reason, boundary, untested, *origins = texts
        return cls(
            model_id,
            None if path == NONE else path,
            reason,
            boundary,
            tuple(untested.split()),
            Quantity(*numbers[0:4]),
            Quantity(*numbers[4:8]),
            _ranged(*numbers[8:11]),
            _ranged(*numbers[11:14]),
            numbers[14],
            numbers[15],
            {
                name: UsedFactor(numbers[start], numbers[start + 1], numbers[start + 2], origin)
                for (name, start), origin in zip(STARTS, origins, strict=True)
                if origin
            },
        )

    @classmethod
    def of_row(cls, row: Mapping[str, Any], model_id: str = "") -> Estimate:
        """The same by the names of the columns."""
        return cls.of([row[name] for name in NUMBERS], [row[name] for name in TEXTS], model_id)

    @property
    def known(self) -> bool:
        """Whether there is an estimate."""
        return self.path is not None

    def median(self, factor: str) -> float:
        """Value of a factor [its unit]; NaN where it does not enter."""
        return self.factors[factor].median if factor in self.factors else math.nan

    def sd(self, factor: str) -> float:
        """Spread of a factor [1]; zero where it does not enter."""
        return self.factors[factor].sd if factor in self.factors else 0.0

    def origin(self, factor: str) -> str:
        """Where a factor comes from; empty where it does not enter."""
        return self.factors[factor].origin if factor in self.factors else ""


def _ranged(median: float, low: float, high: float) -> Quantity:
    """A quantity of which the range is given: its spread follows."""
    return Quantity(median, low, high, math.log10(high / low) / (2 * Z90) if low > 0 else math.nan)
