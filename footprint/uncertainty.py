"""Log-normal factors: ranges, shares of the variance, sums. Spreads are standard deviations of log10.

A product of independent log-normal factors is log-normal and its variance on the log scale is the sum of theirs, so
ranges and shares are exact in closed form and need no sampling. Reference: Limpert E, Stahel W, Abbt M (2001),
Log-normal Distributions across the Sciences, BioScience 51(5), Table 2 and the section on products.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from footprint import checks
from footprint.checks import Values
from footprint.errors import InputError

LN10 = np.log(10.0)


def interval(median: Values, sd_log10: Values, probability: float = 0.9) -> tuple[Values, Values]:
    """Central range of a log-normal quantity: median x/÷ 10^(z s).

    Parameters
    ----------
    median : [any unit]
    sd_log10 : s, standard deviation of log10 [1]
    probability : probability of the range, 0.9 leaves 5 % on each side [1]

    Returns
    -------
    Lower and upper bound in the unit of the median.
    """
    checks.not_negative("sd_log10", sd_log10)
    if not 0 < probability < 1:
        raise InputError("probability", f"must lie between zero and one, got {probability:g}")
    # e^(x ln 10) instead of 10^x: a sixth of the time.
    factor = np.exp(NormalDist().inv_cdf((1 + probability) / 2) * LN10 * np.asarray(sd_log10))
    low: Values = median / factor
    high: Values = median * factor
    return low, high


class Bounds(NamedTuple):
    """Median of a quantity and its 90 % range [any unit]; equal, or NaN, where none is stated."""

    median: float
    low: float
    high: float

    def scaled(self, factor: float) -> Bounds:
        """The quantity times an exact factor."""
        return Bounds(*(value * factor for value in self))

    @property
    def inverse(self) -> Bounds:
        """One over the quantity; its bounds change places."""
        return Bounds(1 / self.median, 1 / self.high, 1 / self.low)

    def overlaps(self, other: Bounds) -> bool:
        """Whether the ranges of two quantities leave their order open."""
        return self.low <= other.high and other.low <= self.high


def ratio_of_two(first: Bounds, second: Bounds) -> Bounds:
    """First over second of two independent log-normal quantities [1]: their spreads add up as squares.

    What both take from one place counts as independent too, which makes the range rather too wide than too narrow.
    """
    median = first.median / second.median
    widths = [math.log(each.high / each.low) / 2 if each.low < each.high else 0.0 for each in (first, second)]
    factor = math.exp(math.hypot(*widths))
    return Bounds(median, median / factor, median * factor)


def combined_sd(*sds_log10: Values) -> Values:
    """Spread of a product of independent factors: the root of the sum of squares."""
    total: Values = np.sqrt(sum(np.square(sd) for sd in sds_log10))
    return total


def variance_shares(sds_log10: Mapping[str, npt.NDArray[np.float64]]) -> dict[str, npt.NDArray[np.float64]]:
    """Share of each factor in the variance of the logarithm of their product [1]; NaN where nothing varies.

    On the log scale these are the first-order Sobol indices.
    """
    total = sum(np.square(sd) for sd in sds_log10.values())
    with np.errstate(divide="ignore", invalid="ignore"):
        return {name: np.square(sd) / total for name, sd in sds_log10.items()}


def sum_of_two(
    first: npt.NDArray[np.float64],
    first_sd_log10: npt.NDArray[np.float64],
    second: npt.NDArray[np.float64],
    second_sd_log10: npt.NDArray[np.float64],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Median and spread of the sum of two independent log-normal quantities, matching mean and variance.

    Reference: Fenton L (1960), The Sum of Log-Normal Probability Distributions in Scatter Transmission Systems,
    IRE Transactions on Communications Systems 8(1).
    """
    variances = [np.square(sd * LN10) for sd in (first_sd_log10, second_sd_log10)]
    means = [median * np.exp(v / 2) for median, v in zip((first, second), variances, strict=True)]
    mean = means[0] + means[1]
    variance = sum(np.square(m) * np.expm1(v) for m, v in zip(means, variances, strict=True))
    with np.errstate(invalid="ignore", divide="ignore"):
        log_variance = np.log1p(variance / np.square(mean))
    return mean * np.exp(-log_variance / 2), np.sqrt(log_variance) / LN10


def sd_if_known(total_sd_log10: Values, factor_sd_log10: Values) -> Values:
    """Spread that would remain if one factor of a product were known exactly: the root of what its square leaves."""
    rest: Values = np.sqrt(np.maximum(np.square(total_sd_log10) - np.square(factor_sd_log10), 0.0))
    return rest
