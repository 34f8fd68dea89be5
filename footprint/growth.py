"""Exponential growth: doubling curves and what two points imply."""

from __future__ import annotations

import datetime

import numpy as np

from footprint import checks
from footprint.checks import Values
from footprint.errors import InputError
from footprint.units import DAYS_PER_MONTH


def months_between(first: datetime.date, last: datetime.date) -> float:
    """Time between two dates [month of 30.44 days]."""
    return (last - first).days / DAYS_PER_MONTH


def doubling_curve(first: Values, months_since: Values, doubling_months: float) -> Values:
    """Value of a quantity that doubles regularly: first x 2^(t / T).

    Parameters
    ----------
    first : value at the start [any unit]
    months_since : t, time since the start [month]
    doubling_months : T, doubling time [month]

    References
    ----------
    Amodei D, Hernandez D (2018), AI and Compute (T = 3.4 months for the largest runs of 2012 to 2017).
    """
    checks.positive("first", first)
    checks.positive("doubling_months", doubling_months)
    values: Values = first * np.exp2(np.asarray(months_since) / doubling_months)
    return values


def doublings(first: float, last: float) -> float:
    """Number of doublings from one value to another: log2(last / first); negative when it shrank."""
    checks.positive("first", first)
    checks.positive("last", last)
    return float(np.log2(last / first))


def months_to_grow(times: float, doubling_months: float) -> float:
    """Time in which a quantity becomes so many times larger: T log2(times) [month], T the doubling time [month]."""
    checks.positive("doubling_months", doubling_months)
    return doublings(1.0, times) * doubling_months


def implied_doubling_months(first: float, last: float, months: float) -> float:
    """Doubling time that joins two points [month]; says nothing about the points between them.

    Raises
    ------
    InputError where no time passes or nothing grows.
    """
    checks.positive("months", months)
    if last <= first:
        raise InputError("last", "must be larger than first")
    return months / doublings(first, last)
