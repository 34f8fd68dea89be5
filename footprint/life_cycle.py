"""A model over its deployment: traffic that grows, trainings that are repeated, and when use overtakes them.

Amounts are counted in trainings and in days of today's traffic, so the same formulas serve energy and emissions.
"""

from __future__ import annotations

import numpy as np

from footprint import checks
from footprint.checks import Values
from footprint.errors import InputError
from footprint.units import DAYS_PER_MONTH

RETRAININGS = 1200  # looked through for the break-even day: a century of monthly ones


def _daily_rate(growth_per_month: float) -> float:
    """Growth of traffic on the natural log scale [1/day]."""
    if not (np.isfinite(growth_per_month) and growth_per_month > -1):
        raise InputError("growth_per_month", f"must be finite and above -1, got {growth_per_month:g}")
    return float(np.log1p(growth_per_month)) / DAYS_PER_MONTH


def traffic_days(days: Values, growth_per_month: float) -> Values:
    """Days of the first day's traffic that a period of growing traffic comes to: (e^(r t) - 1) / r.

    Parameters
    ----------
    days : t, length of the period [day]
    growth_per_month : g, growth of the queries a day in a month, with r = ln(1 + g) / 30.4375; negative where traffic
        falls [1]

    Returns
    -------
    The integral of e^(r t) [day]; `days` itself where traffic is steady.

    Raises
    ------
    InputError for negative days and for a growth of -1 or less.
    """
    checks.not_negative("days", days)
    rate = _daily_rate(growth_per_month)
    grown: Values = np.expm1(rate * days) / rate if rate else days
    return grown


def days_of_traffic(traffic: Values, growth_per_month: float) -> Values:
    """Days after which `traffic_days` reaches an amount: ln(1 + r x) / r [day]; infinite where it never does."""
    rate = _daily_rate(growth_per_month)
    if not rate:
        return traffic
    with np.errstate(divide="ignore", invalid="ignore"):
        days: Values = np.where(rate * traffic > -1, np.log1p(np.maximum(rate * traffic, -1.0)) / rate, np.inf)
    return days


def multiplier(development_per_final_run: float) -> float:
    """Everything up to and with the first final run over that run: m = 1 + r [1].

    Parameters
    ----------
    development_per_final_run : r, research and development over the final run (prior `development`) [1]
    """
    checks.not_negative("development_per_final_run", development_per_final_run)
    return 1 + development_per_final_run


def retraining_days(days: float, months_between: float) -> Values:
    """Days of a period on which the model is trained again: k p for k = 1, 2 … [day]; none for an infinite p.

    Parameters
    ----------
    days : length of the period [day]
    months_between : p, time between two trainings [month]
    """
    if not np.isfinite(months_between):
        return np.array([])
    apart = months_between * DAYS_PER_MONTH
    repeated: Values = np.arange(1, np.floor(days / apart) + 1) * apart
    return repeated


def trainings(days: Values, development: float, months_between: float = np.inf) -> Values:
    """Trainings that a deployment has cost by a day: m + floor(t / p).

    Parameters
    ----------
    days : t [day]
    development : m, everything up to and with the first final run over that run; not repeated [1]
    months_between : p, time between retrainings, each of which costs one final run; infinite for none [month]

    Returns
    -------
    Cost in final runs [1].

    Raises
    ------
    InputError for negative days, a multiplier below one and a time that is not above zero.
    """
    checks.not_negative("days", days)
    checks.at_least_one("development", development)
    if not months_between > 0:
        raise InputError("months_between", f"must be above zero, got {months_between:g}")
    repeated: Values = development + np.floor(days / (months_between * DAYS_PER_MONTH))
    return repeated


def break_even_days(
    steady_days: Values, growth_per_month: float = 0.0, development: float = 1.0, months_between: float = np.inf
) -> Values:
    """First day on which use has cost as much as the trainings up to then.

    Parameters
    ----------
    steady_days : days of the first day's traffic that cost as much as one final run [day]
    growth_per_month, development, months_between : as in `traffic_days` and `trainings`

    Returns
    -------
    Between two retrainings the trainings cost nothing, so use overtakes m + k of them on the day on which the traffic
    reaches (m + k) times `steady_days`, if that comes before the next retraining [day]; infinite where none does.

    Raises
    ------
    InputError for an impossible input.
    """
    checks.positive("steady_days", steady_days)
    trainings(0.0, development, months_between)  # refuses what is impossible
    if not np.isfinite(months_between):
        return days_of_traffic(steady_days * development, growth_per_month)
    repeats = np.arange(RETRAININGS)
    amounts = np.multiply.outer(np.asarray(steady_days, dtype=float), development + repeats)
    days = days_of_traffic(amounts, growth_per_month)
    in_time = days < (repeats + 1) * months_between * DAYS_PER_MONTH
    first: Values = np.min(np.where(in_time, days, np.inf), axis=-1)
    return first
