"""How fast a quantity grew: lines through its logarithm over time, and selections of points to lay them through."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import stdtrit

from footprint import checks
from footprint.checks import Values
from footprint.errors import InputError
from footprint.units import DAYS_PER_YEAR

Method = Literal["least_squares", "quantile_90"]
Numbers = npt.NDArray[np.float64]

MINIMUM, MINIMUM_RESAMPLES = 8, 100  # points and resamples; with fewer the intervals say nothing
QUANTILE = 0.9
PRECISION = 1e-5  # of the search for a slope [doublings between the first and the last date]
GOLDEN = (np.sqrt(5) - 1) / 2
BLOCK = 128  # resamples at a time: all at once take twice the time in memory for a plain line


@dataclass(frozen=True)
class Fit:
    """Exponential growth fitted to points; a negative doubling time is a halving time.

    Intervals are 95 % and take the points as independent draws; those of records are too narrow. An interval of the
    doubling time goes from the fastest to the slowest growth. Where shrinking fits too, it passes through infinity:
    (20, -60) reads "doubles in 20 months or more, or stands still, or halves in 60 months or more".
    """

    method: Method
    n: int  # points with a date and a value
    first: datetime.date
    last: datetime.date
    doubling_months: float  # [month of 30.44 days]; infinite where the line is level
    low: float  # [month]; from the standard error of the slope, for quantile_90 from the bootstrap
    high: float  # [month]
    bootstrap_interval: tuple[float, float]  # [month]
    growth_per_year: float  # factor
    growth_interval: tuple[float, float]  # factor; the same interval as low and high, so above 1 where only growth fits
    intercept: float  # log10 of the line on the first date
    slope: float  # log10 per year of 365.25 days
    r_squared: float  # least_squares only, else NaN; NaN too where all values are equal
    scatter: float  # factor: one standard deviation of the residuals, n - 2 degrees of freedom

    def values_at(self, dates: Values) -> Values:
        """Value of the line at dates, within the fitted period or beyond: 10^(intercept + slope x years)."""
        days = np.asarray(dates, "datetime64[D]")
        return 10 ** (self.intercept + self.slope * _years(days, np.datetime64(self.first)))


def _days(dates: Values) -> npt.NDArray[np.datetime64]:
    return pd.to_datetime(pd.Series(dates)).to_numpy().astype("datetime64[D]")


def _years(days: npt.NDArray[np.datetime64], first: np.datetime64) -> Numbers:
    return (days - first) / np.timedelta64(1, "D") / DAYS_PER_YEAR


def _least_squares(years: Numbers, logs: Numbers) -> Numbers:
    """Slope of each row: sum of (x - mean x) y / sum of (x - mean x)^2."""
    centred = years - years.mean(axis=1, keepdims=True)
    rise = logs - logs[:, :1]  # exactly zero where all values are equal
    return np.asarray(np.einsum("ij,ij->i", centred, rise) / np.einsum("ij,ij->i", centred, centred))


def _resamples(years: Numbers, logs: Numbers, count: int, seed: int) -> Iterator[tuple[Numbers, Numbers]]:
    """Years and logs of the points themselves and of resamples, a block of rows at a time; each begins with the points.

    A resample of a single date has no slope and is left out.
    """
    n, draw = len(years), np.random.default_rng(seed).integers
    for first in range(0, count, BLOCK):
        rows = np.vstack([np.arange(n), draw(n, size=(min(BLOCK, count - first), n))])
        drawn = years.take(rows)
        dated = (drawn != drawn[:, :1]).any(axis=1)
        yield drawn[dated], logs.take(rows)[dated]


def _quantile(years: Numbers, logs: Numbers) -> Numbers:
    """Slope of each row's 0.9 quantile line, by golden-section search in all rows at once: libraries lay one at a time.

    The best intercept for a slope is the 0.9 quantile of y - slope x; the loss is then convex in the slope alone.
    """
    n = years.shape[1]
    under = int(np.ceil(QUANTILE * n)) - 1  # points below the quantile
    rest = np.empty_like(logs)  # reused: to allocate it anew takes longer than to fill it

    def loss(slopes: Numbers) -> Numbers:
        np.subtract(logs, np.multiply(years, slopes[:, None], out=rest), out=rest)
        rest.partition(under, axis=1)
        losses = QUANTILE * rest.sum(axis=1) - rest[:, :under].sum(axis=1) - (QUANTILE * n - under) * rest[:, under]
        return np.asarray(losses)

    # No line through two points is steeper than the whole rise in the shortest time.
    steepest = np.ptp(logs) / np.diff(np.unique(years)).min()
    left, right = np.full(len(years), -steepest), np.full(len(years), steepest)
    low, high = right - GOLDEN * (right - left), left + GOLDEN * (right - left)
    loss_low, loss_high = loss(low), loss(high)
    for _ in range(int(np.log(1 + 2 * steepest * np.ptp(years) / PRECISION) / -np.log(GOLDEN))):
        down = loss_low <= loss_high * (1 + 1e-12)  # of equally good slopes the lowest, whatever the rounding
        new = np.where(down, high - GOLDEN * (high - left), low + GOLDEN * (right - low))
        left, low, high, right = np.where(down, (left, new, low, high), (low, high, new, right))
        loss_new = loss(new)
        loss_low, loss_high = np.where(down, (loss_new, loss_low), (loss_high, loss_new))
    return np.asarray((left + right) / 2)


def _doubling_months(slope: float) -> float:
    return 12 / slope if slope else np.inf


@np.errstate(over="ignore")  # points a few days apart may imply an infinite growth per year
def fit(dates: Values, values: Values, method: Method = "least_squares", bootstrap: int = 1000, seed: int = 0) -> Fit:
    """Doubling time of a quantity, 12 / slope of the line of log2(value) over years.

    Parameters
    ----------
    dates : days of publication, in any order
    values : above zero [any unit]; points without a date or a value are left out
    method : least_squares, with slope +/- t(n - 2) x standard error; or quantile_90, the line over nine of ten points
    bootstrap, seed : resamples of the points; the 2.5th and 97.5th percentile of their slopes are the interval

    Raises
    ------
    InputError for fewer than 8 points or 100 resamples, values of zero or less, or a single date.

    References
    ----------
    Amodei D, Hernandez D (2018), AI and Compute (3.4 months for the largest runs of 2012 to 2017).
    Koenker R, Bassett G (1978), Regression Quantiles, Econometrica 46.
    Efron B, Tibshirani R (1993), An Introduction to the Bootstrap, chapters 9 and 13.
    """
    checks.positive("values", values)
    days, numbers, order = _oldest_first(dates, values)
    days, logs, n = days[order], np.log2(numbers[order]), len(order)
    if n < MINIMUM:
        raise InputError("values", f"must be at least {MINIMUM} points with a date, got {n}")
    if days[0] == days[-1]:
        raise InputError("dates", "must not all be equal")
    if bootstrap < MINIMUM_RESAMPLES:
        raise InputError("bootstrap", f"must be at least {MINIMUM_RESAMPLES}, got {bootstrap}")
    slopes_of = {"least_squares": _least_squares, "quantile_90": _quantile}[method]
    years = _years(days, days[0])
    slopes: list[float] = []
    for block in _resamples(years, logs, bootstrap, seed):
        slope, *others = slopes_of(*block).tolist()
        slopes += others
    bootstrap_low, bootstrap_high = low, high = np.quantile(slopes, [0.025, 0.975]).tolist()
    rest = logs - slope * years
    scatter = float(rest.std(ddof=2))
    intercept, r_squared = float(np.quantile(rest, QUANTILE, method="inverted_cdf")), np.nan
    if method == "least_squares":
        margin = stdtrit(n - 2, 0.975) * scatter / float(years.std() * np.sqrt(n))
        low, high = slope - margin, slope + margin
        intercept, r_squared = float(rest.mean()), float(1 - rest.var() / logs.var()) if np.ptp(logs) else np.nan
    return Fit(
        method=method,
        n=n,
        first=days[0].item(),
        last=days[-1].item(),
        doubling_months=_doubling_months(slope),
        low=_doubling_months(high),
        high=_doubling_months(low),
        bootstrap_interval=(_doubling_months(bootstrap_high), _doubling_months(bootstrap_low)),
        growth_per_year=float(np.exp2(slope)),
        growth_interval=(float(np.exp2(low)), float(np.exp2(high))),
        intercept=intercept * np.log10(2),
        slope=slope * np.log10(2),
        r_squared=r_squared,
        scatter=2**scatter,
    )


def _oldest_first(dates: Values, values: Values) -> tuple[npt.NDArray[np.datetime64], Numbers, npt.NDArray[np.intp]]:
    """Days, values and the rows that have both: oldest first, the largest of a day first, then as they stand."""
    days, numbers = _days(dates), np.asarray(values, dtype=float)
    order = np.lexsort((-numbers, days))
    return days, numbers, order[~(np.isnat(days) | np.isnan(numbers))[order]]


def running_top(dates: Values, values: Values, k: int) -> npt.NDArray[np.bool_]:
    """Which rows were among the k largest when published; a mask in the order of the rows.

    Of one day the largest comes first, as the order within a day is unknown; of equal values the earlier date, then
    the earlier row. Rows without a date or a value are never chosen. The first k rows always are, so that a line
    through a running top is biased upward at its start. InputError for k below one.
    """
    checks.at_least_one("k", k)
    days, numbers, order = _oldest_first(dates, values)
    chosen = np.zeros(len(days), dtype=bool)
    chosen[order] = np.tril(numbers[order] >= numbers[order, None], -1).sum(axis=1) < k
    return chosen


def records(dates: Values, values: Values) -> npt.NDArray[np.bool_]:
    """Which rows were larger than everything before; days and ties as in running_top."""
    return running_top(dates, values, 1)


def incomplete_since(last_date: datetime.date, months: int = 6) -> datetime.date:
    """Day since which figures may still be to come: `months` calendar months before the last date of the data."""
    return (pd.Timestamp(last_date) - pd.DateOffset(months=months)).date()
