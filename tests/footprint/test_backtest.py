"""The backtest: nothing leaks from a run left out, and its figures do not get worse unnoticed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from footprint import backtest
from footprint.backtest import LEFT_OUT, PATHS, Backtest, Result
from footprint.backtest_rows import FAMILIES, Row, rival_rows, runs, short_name
from footprint.load import Dataset, load

TRUTH_COLUMNS = ("chip_hours", "energy_mwh", "pue")
ROUNDING = 1e-8  # what is left out is taken out of the inverse of all runs, where a tenfold of it shows as rounding


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return load()


@pytest.fixture(scope="module")
def done(dataset: Dataset) -> Backtest:
    return backtest.run(dataset)


def _result(done: Backtest, path: str, truth: str, cv: str) -> Result:
    return next(one for one in done.results if (one.path, one.truth, one.cv) == (path, truth, cv))


def _scaled(dataset: Dataset, column: str, ids: set[str]) -> Dataset:
    """The data set with a figure of some runs ten times as large."""
    table = dataset.backtest_runs.copy()
    table.loc[table["run_id"].isin(ids), column] *= 10
    return replace(dataset, backtest_runs=table)


def _stated(
    rows: list[Row], cv: str, paths: tuple[str, ...], ids: set[str]
) -> dict[tuple[str, str], tuple[float, float]]:
    return {
        (row.path, row.run_id): (row.predicted, row.sd_log10)
        for row in rows
        if row.cv == cv and row.path in paths and row.run_id in ids and not row.truth.startswith("formula")
    }


def _paths_to(column: str) -> tuple[str, ...]:
    """Paths on which a column is not an input."""
    return tuple(path for path in PATHS if column != "chip_hours" or not path.startswith("chip_hours"))


@pytest.mark.parametrize("column", TRUTH_COLUMNS)
@pytest.mark.parametrize(
    "run_id", ["t5-11b", "gpt3-175b", "palm-540b", "dodge-6b-transformer", "llama31-8b", "olmo2-7b"]
)
def test_a_run_left_out_does_not_leak(dataset: Dataset, done: Backtest, column: str, run_id: str) -> None:
    moved = backtest.rows(_scaled(dataset, column, {run_id}), {run_id})
    for cv in LEFT_OUT:
        before = _stated(done.rows, cv, _paths_to(column), {run_id})
        after = _stated(moved, cv, _paths_to(column), {run_id})
        assert before.keys() == after.keys()
        for key, stated in before.items():
            np.testing.assert_allclose(stated, after[key], rtol=ROUNDING, err_msg=f"{cv} {key}")


@pytest.mark.parametrize("column", TRUTH_COLUMNS)
@pytest.mark.parametrize("publication", ["patterson2021", "palm2022", "llama3"])
def test_a_publication_left_out_does_not_leak(dataset: Dataset, done: Backtest, column: str, publication: str) -> None:
    table = runs(dataset)
    ids = set(table.loc[table["publication"] == publication, "run_id"])
    moved = backtest.rows(_scaled(dataset, column, ids), ids)
    before = _stated(done.rows, "publication", _paths_to(column), ids)
    after = _stated(moved, "publication", _paths_to(column), ids)
    assert before
    assert before.keys() == after.keys()
    for key, stated in before.items():
        np.testing.assert_allclose(stated, after[key], rtol=ROUNDING, err_msg=str(key))


def test_other_runs_do_move(dataset: Dataset, done: Backtest) -> None:
    """Without this the tests above would pass with constants."""
    moved = backtest.rows(_scaled(dataset, "energy_mwh", {"meena"}), {"gshard-600b", "palm-540b"})
    path = ("chip_hours_to_energy",)
    before, after = (_stated(rows, "model", path, {"gshard-600b"}) for rows in (done.rows, moved))
    key = ("chip_hours_to_energy", "gshard-600b")
    assert after[key][0] > 1.1 * before[key][0]
    alone = _stated(moved, "publication", path, {"gshard-600b"})
    np.testing.assert_allclose(alone[key], _stated(done.rows, "publication", path, {"gshard-600b"})[key], rtol=ROUNDING)
    palm = [_stated(rows, "publication", path, {"palm-540b"}) for rows in (done.rows, moved)]
    assert palm[0] != palm[1]


def test_priors_fitted_to_the_runs_are_not_used(dataset: Dataset, done: Backtest) -> None:
    """Only the frozen spread of the PUE and the PUE of unknown operators come from the priors."""
    priors = dataset.priors.copy()
    fitted = ~priors["prior_id"].str.startswith("pue-")
    priors.loc[fitted, ["median", "sd_log10"]] *= 3
    accelerators = dataset.accelerators.copy()
    accelerators[["mfu", "system_power_w", "mfu_sd_log10", "system_power_sd_log10"]] *= 3
    changed = backtest.rows(replace(dataset, priors=priors, accelerators=accelerators))
    assert [one.predicted for one in changed] == [one.predicted for one in done.rows]


def test_each_run_once_and_no_kind_of_truth_mixed(done: Backtest) -> None:
    keys = [(row.path, row.cv, row.run_id) for row in done.rows]
    assert len(set(keys)) == len(keys)
    for row in done.rows:
        assert (row.unit == "h") == row.truth.startswith("reported_hours")
        assert row.predicted > 0
        assert row.true > 0
    assert {row.publication for row in done.rows}.isdisjoint(FAMILIES)


def test_results_follow_from_the_rows(done: Backtest) -> None:
    for result in done.results:
        same = [row for row in done.rows if (row.path, row.truth, row.cv) == (result.path, result.truth, result.cv)]
        assert result.n == len(same)
        assert result.worst == max(row.factor for row in same)
        assert 1 <= result.median_factor <= result.worst
        assert result.within_1_25 <= result.within_1_5 <= result.within_2
        assert np.isnan(result.covered_90) == result.truth.startswith("formula")


def test_rivals_predict_the_same_published_values(dataset: Dataset, done: Backtest) -> None:
    true = {(row.path, row.run_id): row.true for row in done.rows}
    compared = 0
    for predicted in rival_rows(dataset).values():
        for row in predicted:
            if (row.path, row.run_id) in true:
                assert row.true == pytest.approx(true[row.path, row.run_id], rel=1e-3)
                compared += 1
    assert compared > 300


def test_factors_of_the_frozen_rivals_follow_from_their_figures(dataset: Dataset) -> None:
    table = dataset.backtest_rivals
    numbers = table[["predicted", "reported", "factor"]].astype(float)
    factor = np.maximum(numbers["predicted"] / numbers["reported"], numbers["reported"] / numbers["predicted"])
    np.testing.assert_allclose(factor, numbers["factor"], rtol=0.03)


BOUNDS = {  # path, truth, left out: n, median at most, share within 1.5x at least, worst at most
    ("chip_hours_to_energy", "measured_system", "model"): (12, 1.10, 1.0, 1.30),
    ("chip_hours_to_energy", "measured_system", "publication"): (12, 1.23, 0.75, 1.70),
    ("chip_hours_to_energy", "sampled_system", "publication"): (4, 1.80, 0.0, 1.90),
    ("chip_hours_to_energy", "measured_accelerator", "model"): (8, 1.50, 0.50, 2.10),
    ("chip_hours_to_energy", "formula_tdp", "publication"): (18, 1.02, 1.0, 1.05),
    ("chip_hours_to_energy", "measured_node", "model"): (16, 1.06, 1.0, 1.20),
    ("chip_hours_to_energy", "measured_node", "publication"): (16, 1.07, 1.0, 1.30),
    ("compute_to_chip_hours", "reported_hours", "model"): (70, 1.21, 0.86, 2.55),
    ("compute_to_chip_hours", "reported_hours", "publication"): (70, 1.27, 0.78, 2.55),
    ("parameters_tokens_to_chip_hours", "reported_hours", "model"): (60, 1.20, 0.87, 2.55),
    ("parameters_tokens_to_chip_hours", "reported_hours", "publication"): (60, 1.27, 0.84, 2.55),
    ("compute_to_energy", "measured_system", "model"): (12, 1.30, 0.90, 1.60),
    ("compute_to_energy", "measured_system", "publication"): (12, 1.36, 0.66, 2.80),
}


@pytest.mark.parametrize("key", BOUNDS)
def test_accuracy_does_not_get_worse(done: Backtest, key: tuple[str, str, str]) -> None:
    result = _result(done, *key)
    n, median, share, worst = BOUNDS[key]
    assert result.n >= n
    assert result.median_factor <= median
    assert result.within_1_5 >= share
    assert result.worst <= worst


def test_stated_ranges_are_calibrated_where_runs_are_many(done: Backtest) -> None:
    many = [one for one in done.results if one.n >= 20]
    assert len(many) == 4
    for result in many:
        assert 0.85 <= result.covered_90 <= 0.95, result
        assert 0.40 <= result.covered_50 <= 0.62, result


def test_nearly_all_hours_within_a_factor_of_two(done: Backtest) -> None:
    for cv in LEFT_OUT:
        assert _result(done, "parameters_tokens_to_chip_hours", "reported_hours", cv).within_2 >= 0.95
        assert _result(done, "chip_hours_to_energy", "measured_system", cv).within_2 == 1


def test_distilled_models_are_rightly_refused(done: Backtest) -> None:
    assert _result(done, "parameters_tokens_to_chip_hours", "reported_hours_distilled", "publication").median_factor > 2


def test_verdicts_name_every_rival_that_is_ahead(done: Backtest) -> None:
    hours = [one for one in done.verdicts if one.path == "compute_to_chip_hours" and one.cv == "publication"]
    ahead = {one.column: one.better for one in hours}
    assert ahead["median_factor"] == ()
    assert ahead["within_1_5"] == ()
    assert ahead["worst"] == ()
    for verdict in done.verdicts:
        better = verdict.best > verdict.ours if verdict.column == "within_1_5" else verdict.best < verdict.ours
        assert bool(verdict.better) == better


def test_the_command_prints_three_tables(capsys: pytest.CaptureFixture[str]) -> None:
    assert backtest.main() == 0
    printed = capsys.readouterr().out
    assert "chip_hours_to_energy" in printed
    assert "flat 30% MFU" in printed
    assert "Who is ahead" in printed


def test_rows_make_a_table_for_a_chart(done: Backtest) -> None:
    frame = pd.DataFrame(done.rows)
    assert {"run_id", "path", "truth", "cv", "unit", "predicted", "true", "sd_log10"} <= set(frame.columns)


def test_the_page_in_docs_holds_these_figures(done: Backtest) -> None:
    page = (Path(backtest.__file__).parent.parent / "docs" / "backtest.md").read_text(encoding="utf-8")
    for one in done.results:
        start = f"| `{one.path}` | `{one.truth}` | {one.cv} | {one.n} | {one.median_factor:.2f} | {one.within_1_25:.0%}"
        assert start.replace("%", " %") in page
    for rival in done.rivals:
        start = (
            f"| {short_name(rival.method)} | `{rival.path}` | `{rival.truth}` | {rival.n} | {rival.median_factor:.2f} |"
        )
        assert start in page
