"""Doubling times against published fits, other solvers and curves whose doubling time is known."""

from __future__ import annotations

import datetime
import math
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from footprint.errors import InputError
from footprint.growth_fit import Method, fit, incomplete_since, records, running_top
from footprint.units import FLOP_PER_PFS_DAY

FACTS = Path(__file__).parents[2] / "data" / "tables" / "facts.csv"
START = np.datetime64("2010-01-01")
METHODS: tuple[Method, ...] = ("least_squares", "quantile_90")
Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

methods = st.sampled_from(METHODS)
seeds = st.integers(0, 10_000)
# Days after the start; spread over years, as a doubling time from a few days would rest on rounding.
days_after = st.lists(st.integers(0, 5000), min_size=8, max_size=40, unique=True).filter(lambda d: np.ptp(d) > 1000)


def curve(days: npt.ArrayLike, doubling_months: float) -> Numbers:
    """Values that double regularly, from 1e18."""
    values: Numbers = 1e18 * 2 ** (np.asarray(days) / 365.25 * 12 / doubling_months)
    return values


def scattered(seed: int, n: int = 60, doubling_months: float = 6, noise: float = 2) -> tuple[Whole, Numbers]:
    """Days after the start, and a curve with lognormal noise [doublings]."""
    generator = np.random.default_rng(seed)
    days = np.sort(generator.integers(0, 4000, n))
    return days, curve(days, doubling_months) * 2 ** generator.normal(0, noise, n)


def chart_of_2018() -> pd.DataFrame:
    """The 15 systems on the chart of AI and Compute: the date it puts them at and their petaflop/s-days."""
    facts = pd.read_csv(FACTS, dtype=str).set_index("model_id")
    on_chart = facts[(facts["source_id"] == "openai2018chartcsv") & (facts["note"] == "on the chart and in its fit")]
    on_chart = on_chart[on_chart["unit"] == "pfs-days"]
    dates = on_chart["locator"].str.extract(r"\(dated (\d{4}-\d\d-\d\d)\)")[0]
    return pd.DataFrame({"date": pd.to_datetime(dates), "pfs_days": on_chart["value"].astype(float)})


@given(methods, days_after, st.floats(1, 60), st.sampled_from([1, -1]))
@settings(max_examples=60, deadline=None)
def test_a_regular_curve_gives_its_doubling_time_back(method: Method, days: list[int], size: float, sign: int) -> None:
    months = sign * size
    result = fit(START + np.array(days), curve(days, months), method, bootstrap=100)
    assert result.doubling_months == pytest.approx(months, rel=1e-3)
    assert result.growth_per_year == pytest.approx(2 ** (12 / months), rel=1e-3)
    assert result.scatter == pytest.approx(1, abs=1e-4)


def test_the_chart_of_ai_and_compute_doubles_every_3_4_months() -> None:
    # Amodei and Hernandez 2018: 3.43 months in the note of the chart, 3.4 in the text.
    chart = chart_of_2018()
    result = fit(chart["date"], chart["pfs_days"])
    assert result.n == 15
    assert (result.doubling_months, result.low, result.high) == pytest.approx((3.44, 2.59, 5.09), abs=0.005)
    assert result.growth_per_year == pytest.approx(11.2, abs=0.05)
    assert result.growth_interval == pytest.approx((5.1, 24.7), abs=0.05)
    assert (result.r_squared, result.scatter) == pytest.approx((0.772, 11.98), abs=0.005)
    assert (result.first, result.last) == (datetime.date(2012, 6, 1), datetime.date(2017, 12, 5))


def test_self_play_left_out_makes_it_4_5_months() -> None:
    facts = pd.read_csv(FACTS, dtype=str).set_index("fact_id")["value"]
    chart = chart_of_2018()
    for model in ("alphago-zero", "alphazero"):
        chart.loc[model, "pfs_days"] = float(facts[f"{model}.training_compute.epoch2026jul"]) / FLOP_PER_PFS_DAY
    result = fit(chart["date"], chart["pfs_days"])
    assert (result.doubling_months, result.low, result.high) == pytest.approx((4.52, 3.19, 7.74), abs=0.005)


@pytest.mark.parametrize("n", [8, 9, 60, 500])
def test_least_squares_agrees_with_scipy(n: int) -> None:
    days, values = scattered(seed=n, n=n)
    years = (days - days[0]) / 365.25
    line = stats.linregress(years, np.log2(values))
    margin = stats.t.ppf(0.975, n - 2) * line.stderr
    result = fit(START + days, values)
    assert result.doubling_months == pytest.approx(12 / line.slope)
    assert (result.low, result.high) == pytest.approx((12 / (line.slope + margin), 12 / (line.slope - margin)))
    assert result.intercept == pytest.approx(line.intercept * math.log10(2))
    assert result.r_squared == pytest.approx(line.rvalue**2)


@pytest.mark.parametrize("n", [8, 10, 37, 101, 200])
def test_the_quantile_line_is_the_one_of_linear_programming(n: int) -> None:
    # Koenker and Bassett 1978: minimise 0.9 x distances above the line + 0.1 x distances below it.
    days, values = scattered(seed=n, n=n)
    years, logs = (days - days[0]) / 365.25, np.log10(values)
    line = np.column_stack([np.ones(n), years])
    solution = optimize.linprog(
        np.concatenate([np.zeros(2), np.full(n, 0.9), np.full(n, 0.1)]),
        A_eq=np.hstack([line, np.eye(n), -np.eye(n)]),
        b_eq=logs,
        bounds=[(None, None)] * 2 + [(0, None)] * 2 * n,
    )
    result = fit(START + days, values, "quantile_90")
    distances = logs - np.log10(result.values_at(START + days))
    assert np.maximum(0.9 * distances, -0.1 * distances).sum() == pytest.approx(solution.fun, rel=1e-6)
    if n % 10:  # where 0.9 n is whole, several lines are equally good
        assert (result.intercept, result.slope) == pytest.approx(tuple(solution.x[:2]), rel=1e-4)


@given(methods, seeds, st.floats(1e-12, 1e12))
@settings(max_examples=30, deadline=None)
def test_the_unit_of_the_values_does_not_matter(method: Method, seed: int, factor: float) -> None:
    days, values = scattered(seed, n=30)
    one, other = (fit(START + days, each, method, bootstrap=100) for each in (values, values * factor))
    for field in ("doubling_months", "low", "high", "bootstrap_interval", "scatter"):
        assert getattr(other, field) == pytest.approx(getattr(one, field), rel=1e-3), field


@given(methods, seeds, st.integers(2, 10))
@settings(max_examples=30, deadline=None)
def test_slower_time_lengthens_the_doubling_time_as_much(method: Method, seed: int, times: int) -> None:
    days, values = scattered(seed, n=30)
    one, slower = (fit(START + days * each, values, method, bootstrap=100) for each in (1, times))
    assert slower.doubling_months == pytest.approx(one.doubling_months * times, rel=1e-3)
    assert (slower.low, slower.high) == pytest.approx((one.low * times, one.high * times), rel=1e-3)


@given(methods, seeds)
@settings(max_examples=20, deadline=None)
def test_neither_the_order_of_rows_nor_missing_ones_matter(method: Method, seed: int) -> None:
    days, values = scattered(seed, n=30)
    table = pd.DataFrame({"date": pd.to_datetime(START + days), "value": values})
    gaps = pd.DataFrame({"date": [pd.Timestamp("2030-01-01"), pd.NaT], "value": [math.nan, 1e30]})
    shuffled = pd.concat([table, gaps]).sample(frac=1, random_state=seed)
    one, other = (fit(rows["date"], rows["value"], method, bootstrap=100) for rows in (table, shuffled))
    assert repr(one) == repr(other)  # as text, in which NaN equals NaN


@pytest.mark.parametrize("method", METHODS)
def test_a_seed_fixes_the_interval(method: Method) -> None:
    days, values = scattered(seed=1)
    first, again, other = (fit(START + days, values, method, seed=seed).bootstrap_interval for seed in (3, 3, 4))
    assert first == again
    assert first != other
    assert first == pytest.approx(other, rel=0.1)


def test_dates_may_be_dates_times_or_text() -> None:
    days, values = scattered(seed=2)
    stamps = pd.Series(pd.to_datetime(START + days))
    each = (list(stamps.dt.date), stamps, stamps.dt.strftime("%Y-%m-%d"))
    assert len({fit(dates, values) for dates in each}) == 1


@given(methods, seeds)
@settings(max_examples=40, deadline=None)
def test_the_bootstrap_interval_holds_the_point(method: Method, seed: int) -> None:
    days, values = scattered(seed, n=80, noise=1)
    result = fit(START + days, values, method, bootstrap=400)
    low, high = result.bootstrap_interval
    assert low <= result.doubling_months <= high


def test_nineteen_of_twenty_intervals_hold_the_truth() -> None:
    held, widths = [], []
    for seed in range(400):
        days, values = scattered(seed, n=25, doubling_months=6, noise=1)
        result = fit(START + days, values, bootstrap=100)
        held.append(result.low <= 6 <= result.high)
        widths.append(np.diff(result.bootstrap_interval) / (result.high - result.low))
    assert np.mean(held) == pytest.approx(0.95, abs=0.03)
    assert np.mean(widths) == pytest.approx(0.91, abs=0.04)  # few points make it narrow: 1.96 / 2.07 x sqrt(23 / 25)


def test_what_halves_has_a_negative_doubling_time() -> None:
    days, values = scattered(seed=6, doubling_months=-9, noise=0.5)
    for method in METHODS:
        result = fit(START + days, values, method)
        assert result.low < result.doubling_months < result.high < 0  # fastest halving last: slowest "growth"
        assert result.growth_interval[1] < 1


def test_an_interval_that_holds_standing_still_passes_through_infinity() -> None:
    days, values = scattered(seed=7, n=10, doubling_months=100, noise=4)
    result = fit(START + days, values)
    fastest, slowest = result.growth_interval
    assert fastest < 1 < slowest
    assert result.low > 0 > result.high
    assert result.low == pytest.approx(12 / math.log2(slowest))  # at best doubles in that time
    assert result.high == pytest.approx(12 / math.log2(fastest))  # at worst halves in that time


@pytest.mark.parametrize("method", METHODS)
def test_what_stands_still_never_doubles(method: Method) -> None:
    result = fit(START + np.arange(0, 900, 100), np.full(9, 3e20), method)
    assert result.doubling_months == pytest.approx(math.inf)
    assert result.growth_per_year == 1
    assert math.isnan(result.r_squared)


@pytest.mark.parametrize("method", METHODS)
def test_two_dates_are_enough(method: Method) -> None:
    # A third of the resamples, (7/8)^8, miss one date and have no slope: they are left out.
    result = fit(START + np.array([0] * 7 + [365]), [1, 2, 1, 2, 1, 2, 1, 8], method)
    assert all(math.isfinite(months) for months in result.bootstrap_interval)
    # 1e30 times more in a day is too much in a year for a number to hold.
    assert fit(START + np.array([0, 1] * 4), [1, 1e30] * 4, method).growth_per_year == math.inf


@given(methods, seeds)
@settings(max_examples=20, deadline=None)
def test_the_line_grows_by_its_factor_each_year(method: Method, seed: int) -> None:
    days, values = scattered(seed)
    result = fit(START + days, values, method, bootstrap=100)
    start, end = result.values_at([result.first, result.first + datetime.timedelta(days=4 * 365.25)])
    assert math.log10(start) == pytest.approx(result.intercept)
    assert end / start == pytest.approx(result.growth_per_year**4)


@given(seeds, st.integers(8, 90))
@settings(max_examples=40, deadline=None)
def test_nine_of_ten_points_lie_under_the_quantile_line(seed: int, n: int) -> None:
    days, values = scattered(seed, n=n)
    result = fit(START + days, values, "quantile_90", bootstrap=100)
    line = result.values_at(START + days)
    # The two points that it joins lie on it but for rounding, and count on either side.
    assert (values > line * 1.001).mean() <= 0.1
    assert (values < line / 1.001).mean() <= 0.9
    assert math.isnan(result.r_squared)


@pytest.mark.parametrize("method", METHODS)
def test_fewer_than_eight_points_are_refused(method: Method) -> None:
    days, values = scattered(seed=8, n=8)
    assert fit(START + days, values, method).n == 8
    with pytest.raises(InputError, match="at least 8 points"):
        fit(START + days[:7], values[:7], method)
    values[0] = math.nan
    with pytest.raises(InputError, match="got 7"):
        fit(START + days, values, method)


@pytest.mark.parametrize("impossible", [0.0, -1.0, math.inf])
def test_values_without_a_logarithm_are_refused(impossible: float) -> None:
    days, values = scattered(seed=9)
    values[3] = impossible
    with pytest.raises(InputError, match="values"):
        fit(START + days, values)


def test_a_single_date_is_refused() -> None:
    with pytest.raises(InputError, match="dates"):
        fit(np.full(9, START), np.arange(1, 10))


def test_too_few_resamples_and_a_top_of_none_are_refused() -> None:
    days, values = scattered(seed=10)
    with pytest.raises(InputError, match="bootstrap"):
        fit(START + days, values, bootstrap=99)
    with pytest.raises(InputError, match="k: "):
        running_top(START + days, values, 0)


def test_a_record_is_larger_than_everything_before() -> None:
    dates = ["2020-01-01", "2020-03-01", "2020-02-01", "2020-04-01", "2020-05-01"]
    assert list(records(dates, [1, 2, 3, 3, 4])) == [True, False, True, False, True]  # a tie sets no record
    # Of one day only the largest, and of equals the one that comes first in the table.
    assert list(records(["2020-01-01"] * 3 + ["2020-01-02"], [5, 7, 7, 8])) == [False, True, False, True]


def test_rows_with_a_gap_are_never_chosen() -> None:
    dates = ["2020-01-01", None, "2020-01-03", "2020-01-04"]
    assert list(records(dates, [1, 9, math.nan, 2])) == [True, False, False, True]
    assert list(running_top(dates, [1, 9, math.nan, 2], 4)) == [True, False, False, True]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 20)), max_size=40), st.integers(1, 6))
def test_the_running_top_is_found_one_by_one(points: list[tuple[int, int]], k: int) -> None:
    chosen, largest = set(), list[int]()
    for place in sorted(range(len(points)), key=lambda row: (points[row][0], -points[row][1], row)):
        value = points[place][1]
        if len(largest) < k or value > min(largest):
            chosen.add(place)
            largest = sorted([*largest, value])[-k:]
    days, values = np.array([day for day, _ in points], dtype=int), [value for _, value in points]
    assert set(np.flatnonzero(running_top(START + days, values, k))) == chosen


def test_the_last_six_months_are_incomplete() -> None:
    assert incomplete_since(datetime.date(2026, 8, 31)) == datetime.date(2026, 2, 28)
    assert incomplete_since(datetime.date(2026, 8, 31), months=12) == datetime.date(2025, 8, 31)
